"""Published siting instances as problems: each family with its own file format and its own rule of distance."""

from __future__ import annotations

import csv
import gzip
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path
from scipy.spatial import KDTree
from scipy.spatial.distance import cdist

from geo.clustering.siting import PointTravel, told_pairs

Floats = NDArray[np.float64]
_EARTH_M = 6_378_137.0  # the radius that the published MCLP values were made with
_MATRIX_POINTS = 6_000  # above, distances are worked out from coordinates
PROBLEMS = {
    "p-median": "p-median", "p-center": "p-center", "capacitated p-median": "cpmp", "maximal covering": "mclp",
    "mclp": "mclp", "lscp": "lscp", "single-source capacitated facility location": "sscflp",
}  # fmt: skip
_BIRCH_STATIONS = {"n01": 25, "n02": 36, "n03": 49, "n04": 64, "n12": 64}  # the folder's README; else 100


@dataclass(frozen=True, slots=True)
class Instance:
    """Arguments of `geo.clustering.siting.solve` for one instance."""

    travel: Any
    arguments: dict[str, Any] = field(default_factory=dict)


def jobs_of(folder: Path) -> list[dict[str, Any]]:
    """List what a folder asks for: the rows of best_known.csv, and the clouds that have no best value."""
    jobs = []
    with (folder / "best_known.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            name = row["problem"].split(" (")[0].strip().lower()
            if name not in PROBLEMS or not (folder / row["file"]).exists():
                continue
            reliable = not row["status"].startswith("UNRELIABLE") and row["value"]
            jobs.append({
                "family": row["family"], "instance": row["instance"], "problem": PROBLEMS[name], "file": row["file"],
                "p": int(row["p"]) if row["p"] else None, "radius": float(row["radius"]) if row["radius"] else None,
                "best_known": float(row["value"]) if reliable else None, "rule": row["distance_rule"],
                "is_weighted": "weights" in row["problem"] or PROBLEMS[name] == "mclp",
            })  # fmt: skip
    for path in sorted((folder / "birch").glob("*.txt.gz")):
        name = path.name.split(".")[0]
        jobs.append({
            "family": "birch", "instance": name, "problem": "p-median", "file": f"birch/{path.name}",
            "p": _BIRCH_STATIONS.get(name[-3:], 100), "radius": None, "best_known": None, "rule": "",
            "is_weighted": False,
        })  # fmt: skip
    return jobs


def read_instance(folder: Path, job: dict[str, Any]) -> Instance:
    """Read one instance by its family."""
    reader = {"pmed": _pmed, "cpmp": _cpmp, "tsplib": _tsplib, "birch": _birch, "sscflp": _sscflp, "mclp": _mclp,
              "spopt_sf": _spopt}[job["family"]]  # fmt: skip
    instance: Instance = reader(folder / job["file"], job)
    common = {"model": job["problem"]}
    if job["p"]:
        common["stations"] = job["p"]
    if job["radius"] is not None:
        common["radius_m"] = job["radius"]
    return Instance(instance.travel, common | instance.arguments)


def _words(path: Path) -> list[str]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return raw.decode("latin-1").replace("\0", " ").replace(",", " ").split()


def _pmed(path: Path, job: dict[str, Any]) -> Instance:
    words = np.array(_words(path), dtype=float)
    points, edges, stations = (int(word) for word in words[:3])
    costs: dict[tuple[int, int], float] = {}
    for u, v, cost in words[3 : 3 + 3 * edges].reshape(-1, 3):
        costs[int(min(u, v)) - 1, int(max(u, v)) - 1] = cost  # of a repeated edge the last line counts
    ends = np.array(list(costs))
    graph = csr_array((np.array(list(costs.values())), (ends[:, 0], ends[:, 1])), shape=(points, points))
    own = {} if job["p"] else {"stations": stations}
    return Instance(shortest_path(graph, directed=False), own)


def _cpmp(path: Path, job: dict[str, Any]) -> Instance:
    words = _words(path)
    points = int(words[0])
    table = np.array(words[2 : 2 + 4 * points], dtype=float).reshape(points, 4)
    if path.name.startswith("spain"):
        metres = np.array(_words(path.parent / "spain.grd.gz"), dtype=float).reshape(points, points)
    else:
        metres = cdist(table[:, :2], table[:, :2])
        if path.name.startswith("cpmp"):
            metres = np.floor(metres + 1e-9)
    return Instance(
        metres,
        {
            "capacities": table[:, 2],
            "loads": table[:, 3],
            "weights": np.ones(points),
            "stations": int(job["p"] or words[1]),
        },
    )


def _tsplib(path: Path, job: dict[str, Any]) -> Instance:
    lines = gzip.decompress(path.read_bytes()).decode("latin-1").splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("NODE_COORD_SECTION")) + 1
    xy = []
    for line in lines[start:]:
        words = line.split()
        if len(words) != 3:
            break
        xy.append((float(words[1]), float(words[2])))
    points = np.array(xy)
    if len(points) > _MATRIX_POINTS:
        return Instance(PointTravel(points, points))
    metres = cdist(points, points)
    return Instance(np.floor(metres + 1e-9) if "TRUNCATED" in job["rule"] else metres)


def _birch(path: Path, job: dict[str, Any]) -> Instance:
    del job
    words = np.array(_words(path), dtype=float)
    points = words[2 : 2 + 2 * int(words[0])].reshape(-1, 2)
    return Instance(PointTravel(points, points))


def _sscflp(path: Path, job: dict[str, Any]) -> Instance:
    del job
    words = _words(path)
    sites, points = int(words[0]), int(words[1])
    numbers = np.array(words[2 : 2 + 2 * sites + points + sites * points], dtype=float)
    capacity, fixed = numbers[: 2 * sites].reshape(sites, 2).T
    loads = numbers[2 * sites : 2 * sites + points]
    costs = numbers[2 * sites + points :].reshape(sites, points).T
    return Instance(
        costs.copy(), {"capacities": capacity, "fixed_costs": fixed, "loads": loads, "weights": np.ones(points)}
    )


def _mclp(path: Path, job: dict[str, Any]) -> Instance:
    lines = path.read_text().splitlines()
    count = int(next(line for line in lines if line.startswith("DIMENSION")).split(":")[1])
    first = next(at for at, line in enumerate(lines) if line.startswith("NODE_COORD_SECTION")) + 1
    second = next(at for at, line in enumerate(lines) if line.startswith("DEMAND_SECTION")) + 1
    degrees = np.array([line.split()[-2:] for line in lines[first : first + count]], dtype=float)
    demands = np.array([line.split()[-1] for line in lines[second : second + count]], dtype=float)
    point, site, metres = _near_on_earth(degrees, float(job["radius"]))
    return Instance(told_pairs(point, site, metres, (count, count)), {"weights": demands})


def _near_on_earth(degrees: Floats, radius_m: float) -> tuple[Any, Any, Floats]:
    """List the pairs within a radius, by the haversine formula on latitude and longitude."""
    lat, lon = np.radians(degrees).T
    ball = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    chord = 2 * math.sin(min(math.pi, radius_m / _EARTH_M) / 2) * (1 + 1e-6)
    tree = KDTree(ball)
    two = tree.query_pairs(chord, output_type="ndarray")
    own = np.arange(len(lat))
    i, j = np.concatenate([two[:, 0], two[:, 1], own]), np.concatenate([two[:, 1], two[:, 0], own])
    half = np.sin((lat[i] - lat[j]) / 2) ** 2 + np.cos(lat[i]) * np.cos(lat[j]) * np.sin((lon[i] - lon[j]) / 2) ** 2
    metres = 2 * _EARTH_M * np.arcsin(np.sqrt(half))
    keep = metres <= radius_m
    return i[keep].astype(np.int32), j[keep].astype(np.int32), metres[keep]


def _spopt(path: Path, job: dict[str, Any]) -> Instance:
    """Read the table of distances; demand is POP2000 of the tracts."""
    with (path.parent / "SF_demand_205_centroid_uniform_weight.csv").open(newline="") as stream:
        tracts = list(csv.DictReader(stream))
    with (path.parent / "SF_store_site_16_longlat.csv").open(newline="") as stream:
        stores = [row["NAME"] for row in csv.DictReader(stream)]
    place = {row["NAME"].lstrip("0"): at for at, row in enumerate(tracts)}
    metres = np.full((len(tracts), len(stores)), np.inf)
    with path.open(newline="") as stream:
        for row in csv.DictReader(stream):
            metres[_tract(row["DestinationName"], place), stores.index(row["name"])] = float(row["distance"])
    weights = np.array([float(row["POP2000"]) for row in tracts])
    return Instance(metres, {"weights": weights} if job["is_weighted"] else {})


def _tract(name: str, place: dict[str, int]) -> int:
    return place[name.lstrip("0")]
