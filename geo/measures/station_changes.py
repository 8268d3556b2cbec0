"""Which stations of one plan are still there in another, and which estates are served elsewhere.

Two stations are the same where they have the same room, or rooms on the same spot. One that is gone and one that is new
are one *moved* where each serves most of the other's households; the rest are closed and opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from geo.geometry import coordinates, metric_crs_for, project
from geo.plan import Plan
from geo.schema.plans_compared import MOVED, STATIONS_COMPARED

SAME_SPOT_M = 30.0  # rooms nearer than this are one room under two ids: less than an estate is wide


@dataclass(frozen=True, slots=True)
class Change:
    """A station of the plan compared against (`before`), of the other plan (`after`), and what became of it."""

    kind: str
    before: str | None
    after: str | None
    distance_m: float


def station_changes(before: Plan, after: Plan) -> list[Change]:
    """Match the stations of two plans: moved, closed, opened, kept, each in the order of their ids."""
    old, new = _places(before.stations, after.stations)
    kept = _kept(old, new)
    gone, come = old.index.difference(list(kept)), new.index.difference(list(kept.values()))
    moved = _moved(before, after, set(gone), set(come))
    changes = [Change("moved", a, b, _apart(old.loc[a], new.loc[b])) for a, b in moved.items()]
    changes += [Change("closed", ident, None, np.nan) for ident in gone if ident not in moved]
    changes += [Change("opened", None, ident, np.nan) for ident in come if ident not in set(moved.values())]
    changes += [Change("kept", a, b, _apart(old.loc[a], new.loc[b])) for a, b in kept.items()]
    order = {"moved": 0, "closed": 1, "opened": 2, "kept": 3}
    return sorted(changes, key=lambda one: (order[one.kind], one.before or "", one.after or ""))


def changed_stations(names: tuple[str, str], before: Plan, after: Plan, changes: list[Change]) -> pd.DataFrame:
    """Put the changes into the table `stations`, with names, loads and how far a station moved."""
    old, new = _facts(before), _facts(after)
    rows = []
    for one in changes:
        first, second = old.get(one.before or "", {}), new.get(one.after or "", {})
        rows.append(
            {
                "plan": names[1],
                "against": names[0],
                "change": one.kind,
                "subdistrict": second.get("subdistrict") or first.get("subdistrict"),
                "distance_m": one.distance_m if one.kind == "moved" else np.nan,
                **{f"from_{key}": first.get(key) for key in ("station_id", "station", "households", "estates")},
                **{f"to_{key}": second.get(key) for key in ("station_id", "station", "households", "estates")},
            }
        )
    return STATIONS_COMPARED.conform(pd.DataFrame(rows)) if rows else STATIONS_COMPARED.empty()


def moved_estates(names: tuple[str, str], before: Plan, after: Plan, changes: list[Change]) -> pd.DataFrame:
    """List the estates whose station is another one, and those that only one of the plans has; the largest first."""
    partner = {one.before: one.after for one in changes if one.kind == "kept"}
    together = {(one.before, one.after) for one in changes if one.kind == "moved"}
    joined = _side_by_side(before, after, how="outer")
    is_same = joined["station_id_a"].map(partner) == joined["station_id_b"]
    own = joined[~is_same].reset_index(names="estate_id")
    if own.empty:
        return MOVED.empty()
    stations = [zip(own[f"station_id_{end}"], own[f"station_id_{end}"].notna(), strict=True) for end in "ab"]
    kinds = [_kind(a if has_a else None, b if has_b else None, together)
             for (a, has_a), (b, has_b) in zip(*stations, strict=True)]  # fmt: skip
    old, new = (_facts(plan) for plan in (before, after))
    table = pd.DataFrame(
        {
            "plan": names[1],
            "against": names[0],
            "estate_id": own["estate_id"],
            "name": own["name_b"].where(own["name_b"].notna(), own["name_a"]),
            "subdistrict": own["subdistrict_b"].where(own["subdistrict_b"].notna(), own["subdistrict_a"]),
            "households": own["households_b"].where(own["households_b"].notna(), own["households_a"]),
            "change": kinds,
            "from_station_id": own["station_id_a"],
            "from_station": [old.get(ident, {}).get("station") for ident in own["station_id_a"]],
            "to_station_id": own["station_id_b"],
            "to_station": [new.get(ident, {}).get("station") for ident in own["station_id_b"]],
            "from_walk_m": own["walk_m_a"],
            "to_walk_m": own["walk_m_b"],
            "farther_m": own["walk_m_b"] - own["walk_m_a"],
        }
    )
    return MOVED.conform(table.sort_values(["households", "estate_id"], ascending=[False, True], kind="stable"))


def _kind(before: str | None, after: str | None, together: set[tuple[str | None, str | None]]) -> str:
    if before is None:
        return "added"
    if after is None:
        return "dropped"
    return "with_station" if (before, after) in together else "reassigned"


def _side_by_side(before: Plan, after: Plan, *, how: Literal["inner", "outer"]) -> pd.DataFrame:
    return _assigned(before).merge(
        _assigned(after), how=how, left_index=True, right_index=True, suffixes=("_a", "_b"), sort=True
    )


def _assigned(plan: Plan) -> pd.DataFrame:
    """Return each assigned estate with its station, walk, name and size, by its id."""
    estates = plan.estates.drop_duplicates("estate_id").set_index("estate_id")[["name", "subdistrict", "households"]]
    own = plan.assignments.drop_duplicates("estate_id").set_index("estate_id")[["station_id", "walk_m"]]
    return pd.DataFrame(own).join(pd.DataFrame(estates))


def _places(*stations: gpd.GeoDataFrame) -> list[pd.DataFrame]:
    """Return metres x, y of each table's stations by their id, in the order of ids; NaN where a room has no place."""
    own = [table.drop_duplicates("station_id").sort_values("station_id", kind="stable") for table in stations]
    degrees = [coordinates(table.geometry) if len(table) else np.empty((0, 2)) for table in own]
    known = np.vstack(degrees)
    known = known[np.isfinite(known).all(axis=1)]
    lon, lat = np.median(known, axis=0).tolist() if len(known) else (120.0, 31.5)
    crs = metric_crs_for(lon, lat)
    return [
        pd.DataFrame(np.column_stack(project(at[:, 0], at[:, 1], crs)), index=pd.Index(table["station_id"]))
        .replace([np.inf, -np.inf], np.nan)
        for table, at in zip(own, degrees, strict=True)
    ]  # fmt: skip


def _apart(one: pd.Series, other: pd.Series) -> float:
    return float(np.hypot(*(one - other)))


def _kept(old: pd.DataFrame, new: pd.DataFrame) -> dict[str, str]:
    """Pair stations of one room: by id first, where the places agree, then by place, the nearest first."""
    both = old.index.intersection(new.index)
    away = np.hypot(*(old.loc[both].to_numpy() - new.loc[both].to_numpy()).T)
    kept = {ident: ident for ident, metres in zip(both, away, strict=True) if not metres > SAME_SPOT_M}  # NaN: kept
    taken = set(kept.values())
    for _, a, b in sorted(_near(old.drop(index=list(kept)).dropna(), new.drop(index=list(taken)).dropna())):
        if a not in kept and b not in taken:
            kept[a] = b
            taken.add(b)
    return kept


def _near(old: pd.DataFrame, new: pd.DataFrame) -> list[tuple[float, str, str]]:
    """List the pairs of stations on one spot, with the metres between them."""
    if old.empty or new.empty:
        return []
    pairs = cKDTree(old.to_numpy()).sparse_distance_matrix(cKDTree(new.to_numpy()), SAME_SPOT_M, output_type="ndarray")
    return [(float(v), str(old.index[i]), str(new.index[j])) for i, j, v in pairs]


def _moved(before: Plan, after: Plan, gone: set[str], come: set[str]) -> dict[str, str]:
    """Pair a station that is gone with a new one where each serves most of the other's households."""
    joined = _side_by_side(before, after, how="inner")
    people = pd.to_numeric(joined["households_a"]).astype("Float64").fillna(0).to_numpy(np.float64) + 1e-9
    sums = pd.Series(people).groupby([joined["station_id_a"].to_numpy(), joined["station_id_b"].to_numpy()]).sum()
    of_old, of_new = sums.groupby(level=0).sum(), sums.groupby(level=1).sum()
    return {
        a: b
        for (a, b), shared in sums.items()
        if a in gone and b in come and shared > of_old[a] / 2 and shared > of_new[b] / 2
    }


def _facts(plan: Plan) -> dict[str, dict[str, object]]:
    counts = plan.assignments["station_id"].value_counts()
    return {
        row.station_id: {
            "station_id": row.station_id,
            "station": row.name,
            "subdistrict": row.subdistrict,
            "households": row.load_households,
            "estates": int(counts.get(row.station_id, 0)),
        }
        for row in plan.stations.itertuples(index=False)
    }
