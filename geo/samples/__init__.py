"""The bundled Wuxi-like example and seeded places of any size, written as a user's input files would be.

Everything but the names of Wuxi's sub-districts and communities is invented (`datasets/README.md`).
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.errors import InputError
from geo.files import replacing_file, write_text
from geo.policy import Policy
from geo.progress import Progress, Silent
from geo.samples.estates import invent_estates, invent_rooms, place_points
from geo.samples.layout import SAMPLE_CRS, SubdistrictPlace, dataset_path, town_places, wuxi_places
from geo.samples.ledgers import PARQUET_ABOVE, write_ledger
from geo.samples.streets import STREET_SPACING_M, StreetPlan, lay_streets
from geo.samples.surveys import write_surveys
from geo.schema import STORAGE_CRS

SampleKind = Literal["wuxi", "town", "nation"]
SAMPLE_KINDS: tuple[SampleKind, ...] = ("wuxi", "town", "nation")
LARGEST = 300_000
NATION_ESTATES = 219_000  # S14: old estates built before the end of 2000
TOWN_ESTATES = 200
_WIDE_STREETS_M = 1_000.0  # streets of a place too large for a fine grid


def write_sample(
    kind: SampleKind, folder: Path, *, estates: int | None = None, seed: int = 1, progress: Progress | None = None
) -> list[Path]:
    """Write ledger, outlines, streets, barriers, rooms, renames, policy and surveys of an invented place into a folder.

    Raises
    ------
    InputError
        Where the number of estates is out of range, or given for the bundled example.
    """
    count = _estate_count(kind, estates)
    generator = np.random.default_rng(seed)
    places = wuxi_places() if kind == "wuxi" else town_places(count, generator)
    with (progress or Silent()).task("sample", 4) as task:
        area = shapely.union_all([place.outline for place in places])
        spacing = STREET_SPACING_M if count <= PARQUET_ABOVE else _WIDE_STREETS_M
        streets = lay_streets(area, generator, spacing_m=spacing)
        task.advance()
        points, owner = place_points(places, streets.barriers.geometry.to_numpy(), generator)
        table = invent_estates(places, points, owner, generator)
        rooms = invent_rooms(table, generator)
        task.advance()
        written = [write_ledger(_with_lonlat(table), folder, generator)]
        task.advance()
        written += _write_companions(folder, places, streets, _with_lonlat(rooms), wuxi=kind == "wuxi")
        written += write_surveys(table, folder, seed)
        task.advance()
    return written


def sample_policy() -> Policy:
    """Return the policy beside a sample: its stages are those of May 2021 (S1), so its months begin in June 2021."""
    return Policy(invented=True).with_settings({"budget.start": "2021-06", "rollout.deadline": "2021-10"})


def _estate_count(kind: SampleKind, estates: int | None) -> int:
    if kind == "wuxi":
        fixed = sum(place.estates for place in wuxi_places())
        if estates not in {None, fixed}:
            raise InputError(f"--estates {estates}: the wuxi sample has {fixed} estates; for another size use town")
        return fixed
    count = estates if estates is not None else (NATION_ESTATES if kind == "nation" else TOWN_ESTATES)
    if not 1 <= count <= LARGEST:
        raise InputError(f"--estates {count}: expected 1 to {LARGEST}")
    return count


def _with_lonlat(table: pd.DataFrame) -> pd.DataFrame:
    shapes = gpd.GeoSeries(gpd.points_from_xy(table["x"], table["y"]), crs=SAMPLE_CRS).to_crs(STORAGE_CRS)
    return table.drop(columns=["x", "y"]).assign(lon=shapes.x.round(6).to_numpy(), lat=shapes.y.round(6).to_numpy())


def _write_companions(
    folder: Path, places: list[SubdistrictPlace], streets: StreetPlan, rooms: pd.DataFrame, *, wuxi: bool
) -> list[Path]:
    subdistricts = gpd.GeoDataFrame(
        {
            "name": [place.name for place in places],
            "level": "subdistrict",
            "district": [place.district for place in places],
            "indicative": True,
        },
        geometry=[place.outline for place in places],
        crs=SAMPLE_CRS,
    )
    districts = subdistricts.dissolve("district").reset_index()[["district", "geometry"]]
    districts = districts.rename(columns={"district": "name"}).assign(level="district")
    files = {
        "boundaries.gpkg": {"subdistricts": subdistricts, "districts": districts},
        "roads.gpkg": {"roads": streets.roads},
        "barriers.gpkg": {"barriers": streets.barriers, "crossings": streets.crossings},
    }
    for name, layers in files.items():
        with replacing_file(folder / name) as temporary:
            for layer, table in layers.items():
                table.to_crs(STORAGE_CRS).to_file(temporary, layer=layer, driver="GPKG")
    with replacing_file(folder / "rooms.csv") as temporary:
        rooms.to_csv(temporary, index=False, encoding="utf-8-sig")
    if wuxi:
        with replacing_file(folder / "renames.csv") as temporary:
            shutil.copyfile(dataset_path("wuxi_renames.csv"), temporary)
    else:
        # a table without a line is not told from a file without a table
        write_text(folder / "renames.csv", "old,new,community,date\n示例旧街道,示例新街道,,\n")
    write_text(folder / "policy.toml", sample_policy().to_toml())
    return [folder / name for name in (*files, "rooms.csv", "renames.csv", "policy.toml")]


__all__ = ["LARGEST", "SAMPLE_KINDS", "SampleKind", "write_sample"]
