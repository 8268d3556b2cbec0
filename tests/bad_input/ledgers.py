"""Ledgers made by hand: twelve invented estates as text, as shapes and as a workbook, to be spoilt by each test."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
from shapely.geometry import Point

HEADINGS = "小区编号,小区名称,街道,建成年份,户数,建筑面积(㎡),经度,纬度"
SIZE = 12


def rows(size: int = SIZE, *, start: int = 1, subdistrict: str = "示例街道", west: float = 120.300) -> list[list[str]]:
    """Estates on a grid of 200 m, four in a line."""
    return [
        [
            f"E{i:03d}",
            f"示例{i}号苑",
            subdistrict,
            "1985",
            str(200 + i),
            str(12_000 + 10 * i),
            f"{west + 0.002 * ((i - start) % 4):.5f}",
            f"{31.570 + 0.002 * ((i - start) // 4):.5f}",
        ]
        for i in range(start, start + size)
    ]


def with_column(values: list[str], heading: str, *, size: int = SIZE) -> list[list[str]]:
    """The usual rows with the first cells of one column replaced."""
    at = [words.partition("(")[0] for words in HEADINGS.split(",")].index(heading)
    made = rows(size)
    for row, value in zip(made, values, strict=False):
        row[at] = value
    return made


def csv_text(lines: list[list[str]], headings: str = HEADINGS) -> str:
    """The text of a CSV file."""
    return "\n".join([headings, *(",".join(line) for line in lines)]) + "\n"


def write_csv(path: Path, lines: list[list[str]], *, encoding: str = "utf-8") -> Path:
    path.write_bytes(csv_text(lines).encode(encoding))
    return path


def shapes(size: int = SIZE, **words: object) -> gpd.GeoDataFrame:
    """The usual rows as points, in EPSG:4326."""
    frame = pd.DataFrame(rows(size, **words), columns=HEADINGS.split(","))
    places = [Point(float(lon), float(lat)) for lon, lat in zip(frame["经度"], frame["纬度"], strict=True)]
    return gpd.GeoDataFrame(frame.drop(columns=["经度", "纬度"]), geometry=places, crs="EPSG:4326")


def outlines(*named: tuple[str, object]) -> gpd.GeoDataFrame:
    """Outlines of sub-districts by name."""
    return gpd.GeoDataFrame({"name": [name for name, _ in named]}, geometry=[shape for _, shape in named], crs=4326)


def workbook(size: int = SIZE) -> openpyxl.Workbook:
    """The usual rows as a workbook, numbers as numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet.append(HEADINGS.split(","))
    for line in rows(size):
        sheet.append([*line[:3], *(int(cell) for cell in line[3:6]), *(float(cell) for cell in line[6:])])
    return book
