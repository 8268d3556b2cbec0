"""Where the invented place has its sub-districts: outlines, centres, communities.

All in metres of the sample's CRS. Outlines are Voronoi cells of the centres, so they are drawn, not surveyed.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.errors import InputError
from geo.geometry import project
from geo.samples.names import community_names, subdistrict_names

SAMPLE_CRS = "EPSG:4549"
ORIGIN_LON, ORIGIN_LAT = 120.30, 31.57
ESTATES_A_SUBDISTRICT = 45  # the Wuxi story: 494 estates in 11 sub-districts of the sample
SPACING_M = 2_600.0  # a sub-district of about 6.8 km²: Liangxi's 74.6 km² over its nine, with some air


@dataclass(frozen=True, slots=True)
class SubdistrictPlace:
    """One sub-district of the sample, in metres."""

    name: str
    district: str
    outline: shapely.Polygon
    estates: int
    communities: tuple[str, ...]
    firm: str


def dataset_path(name: str) -> Path:
    """Find a bundled file, beside the package in a checkout or under ``share/linli`` once installed."""
    for folder in (Path(__file__).parents[2] / "datasets", Path(sys.prefix) / "share" / "linli"):
        if (folder / name).exists():
            return folder / name
    raise InputError(f"the bundled file {name} is missing; install Linli again")


def _read(name: str) -> list[dict[str, str]]:
    with dataset_path(name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def wuxi_places() -> list[SubdistrictPlace]:
    """Lay out the eleven sub-districts of the Wuxi-like sample: real names, drawn outlines."""
    seeds = _read("wuxi_sample.csv")
    divisions = _read("wuxi_divisions.csv")
    centres = np.column_stack(
        project(np.array([float(s["lon"]) for s in seeds]), np.array([float(s["lat"]) for s in seeds]), SAMPLE_CRS)
    )
    # The rounded centres lie close in the old town; spread from their mean so that each has room for its estates.
    centres = centres.mean(axis=0) + (centres - centres.mean(axis=0)) * 1.25
    outlines = _cells(centres, margin_m=1_100.0)
    places = []
    for seed, outline in zip(seeds, outlines, strict=True):
        rows = [row for row in divisions if row["subdistrict"] == seed["subdistrict"]]
        communities = tuple(row["community"] for row in rows)
        places.append(
            SubdistrictPlace(
                seed["subdistrict"], rows[0]["district"], outline, int(seed["estates"]), communities, seed["firm"]
            )
        )
    return places


def town_places(estates: int, generator: np.random.Generator) -> list[SubdistrictPlace]:
    """Lay out an invented place of any size on a jittered grid, about 45 estates to a sub-district."""
    count = max(1, round(estates / ESTATES_A_SUBDISTRICT))
    across = int(np.ceil(np.sqrt(count)))
    grid = np.array([(i % across, i // across) for i in range(count)], dtype=float)
    origin = np.array([project(np.array([ORIGIN_LON]), np.array([ORIGIN_LAT]), SAMPLE_CRS)]).reshape(2)
    jitter = generator.uniform(-0.22, 0.22, grid.shape)
    centres = origin + (grid - grid.mean(axis=0) + jitter) * SPACING_M
    shares = generator.uniform(0.5, 1.5, count)
    sizes = _shared_out(estates, shares)
    names = subdistrict_names(count)
    return [
        SubdistrictPlace(
            name,
            f"示例{1 + i // 10}区",
            outline,
            int(size),
            tuple(community_names(name, max(1, round(size / 4)))),
            "甲" if i % 2 == 0 else "乙",
        )
        for i, (name, outline, size) in enumerate(
            zip(names, _cells(centres, margin_m=SPACING_M / 2), sizes, strict=True)
        )
    ]


def _shared_out(total: int, shares: NDArray[np.float64]) -> NDArray[np.int64]:
    """Split a whole number by shares, largest remainders first."""
    exact = total * shares / shares.sum()
    whole: NDArray[np.int64] = np.floor(exact).astype(np.int64)
    rest = total - int(whole.sum())
    whole[np.argsort(whole - exact, kind="stable")[:rest]] += 1
    return whole


def _cells(centres: NDArray[np.float64], *, margin_m: float) -> list[shapely.Polygon]:
    """Cut the surroundings of the centres into one cell each, in the order of the centres."""
    points = shapely.points(centres)
    area = shapely.buffer(shapely.convex_hull(shapely.multipoints(points)), margin_m)
    if len(points) == 1:
        return [area]
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), extend_to=area))
    tree = shapely.STRtree(cells)
    of_point, of_cell = tree.query(points, predicate="intersects")
    cell_of = dict(zip(of_point.tolist(), of_cell.tolist(), strict=False))
    return [shapely.intersection(cells[cell_of[i]], area) for i in range(len(points))]
