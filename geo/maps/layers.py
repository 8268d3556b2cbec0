"""What the page knows: a plan's tables turned into plain JSON, one table a layer.

Text goes in as it stands in the tables; the page sets it with ``textContent`` and `geo.maps.page` makes the block safe.
Ids tie the tables together, as in the plan. How they are drawn is said in `geo.maps.style`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.maps.columns import JsonTable, pack, pick, plain
from geo.maps.fences import fence_layers, fence_tables
from geo.maps.ground import ground_data, ground_layers
from geo.maps.months import rollout_data, rollout_layers
from geo.maps.online import online_data, online_layers
from geo.maps.pinyin import readings
from geo.maps.rooms import room_layers, room_table
from geo.maps.shapes import COARSE_DEGREES, Origin, across_180, box_around, lines_of, points_of, rings_of
from geo.maps.style import style_sheet
from geo.maps.surveys import CHOICES as SURVEY_CHOICES
from geo.maps.surveys import survey_data, survey_layers, survey_tables
from geo.maps.teams import team_data, team_layers
from geo.plan import Plan, Proof, Status
from geo.policy import Policy
from geo.schema import ROLES, RULES, TABLES
from geo.wording import LANGUAGES, catalogue, language

# Findings beyond this stand in plan.xlsx; the page says how many there are.
FINDINGS_SHOWN = 2_000
_SEVERITIES = ("error", "warning", "note")
# Where the names stand that can be searched for; an alias is a name too.
_NAMED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("regions", "stations", "offices", "firms", "crews", "rejects", "to_locate"), ("name",)),
    "estates": ("name", "alias"),
}
_BOUNDS_OF = ("regions", "estates", "stations", "offices")

_REGION_COLUMNS = (
    "region_id", "name", "number", "color", "subdistrict", "lead_community", "communities", "station_id", "office_id",
    "firm",
    "estates", "floor_area_m2", "households", "walk_m_mean", "walk_m_p90", "walk_m_max", "posts",
    *(f"posts_{role}" for role in ROLES), "monthly_cost_cny", "proof", "shaped_by", "shaped_why",
)  # fmt: skip
_ESTATE_COLUMNS = (
    "estate_id", "name", "alias", "subdistrict", "community", "address", "build_year", "floor_area_m2", "households",
    "residents", "elderly60", "current_posts", "fee_cny_m2_month", "collection_rate", "stage",
    "eligibility", "eligibility_reason", "place_quality", "filled", "source_file", "source_sheet", "source_row",
)  # fmt: skip
_ASSIGNMENT_COLUMNS = (
    "region_id", "group_id", "station_id", "walk_m", "rung", "walk_claim", "second_station_id", "second_price_cny",
    "locked", "reason",
)  # fmt: skip
_STATION_COLUMNS = (
    "station_id", "name", "region_id", "estate_id", "kind", "room_floor_area_m2", "needed_floor_area_m2",
    "load_households", "capacity_households", "rent_cny_month",
)  # fmt: skip
# What makes a station one, by the guidelines: a place, facilities, signs and rules.
_CHECKLIST_COLUMNS = ("has_place", "has_facilities", "has_signs", "has_rules")
_OFFICE_COLUMNS = (
    "office_id",
    "name",
    "subdistricts",
    "stations",
    "estates",
    "households",
    "floor_area_m2",
    "posts",
    "firm",
)
_FIRM_COLUMNS = (
    "firm_id", "name", "subdistricts", "seat", "estates", "floor_area_m2", "households", "regions", "offices", "posts",
    "load_share", "deviation", "pilots", "way_m_mean", "status", "proof",
)  # fmt: skip
_GROUP_COLUMNS = ("group_id", "region_id", "name")
_LEFT_OUT_COLUMNS = (
    "estate_id", "name", "subdistrict", "community", "floor_area_m2", "households", "rule", "evidence", "remedy",
    "source_file", "source_sheet", "source_row",
)  # fmt: skip
_PRICE_COLUMNS = ("subdistrict", "rule", "step", "saving_cny", "price_low_cny", "price_high_cny", "known", "paid_cny")
_CLASH_COLUMNS = ("subdistrict", "rule", "estates", "explanation")
_FINDING_COLUMNS = ("severity", "rule", "file", "sheet", "row", "column", "found", "expected", "remedy", "estate_id")


def page_data(plan: Plan, *, origin: Origin | None = None, tiles: Sequence[str] = ()) -> dict[str, Any]:
    """Return everything the page shows, in plain JSON values; shapes from `origin` where several plans share one.

    Estates without a usable shape keep their row and have no place; nothing is dropped.

    Parameters
    ----------
    tiles : names of the tile servers that the page may ask (`geo.maps.online`).
    """
    moved = across_180(plan.tables, _BOUNDS_OF)
    plan = plan if moved is None else replace(plan, tables=moved)
    planned = _planned(plan)
    own_origin, bounds = frame_of(plan)
    origin = origin or own_origin
    drawn = {
        "regions": _regions(plan, origin),
        "estates": _drawn(planned, _ESTATE_COLUMNS + _ASSIGNMENT_COLUMNS, origin, "at", "rings"),
        "stations": _drawn(_checked(plan), _STATION_COLUMNS + _CHECKLIST_COLUMNS + ("contact",), origin, "at"),
        "offices": _drawn(plan.offices, _OFFICE_COLUMNS, origin, "at"),
        "firms": _rows(plan.firms, _FIRM_COLUMNS),
        "groups": _drawn(plan.groups, _GROUP_COLUMNS, origin, "outline"),
        "barriers": _drawn(plan.barriers, ("kind", "name"), origin, "rings", "lines"),
        "crossings": _drawn(plan.crossings, ("kind", "name"), origin, "at"),
        "subdistricts": _subdistricts(plan, origin),
        "tiles": _tiles(plan.tiles, planned, origin),
        "links": _links(plan.links, planned, origin),
        "rejects": _drawn(plan.rejects, _LEFT_OUT_COLUMNS, origin, "at"),
        "to_locate": _rows(plan.to_locate, _LEFT_OUT_COLUMNS),
        "exceptions": _rows(plan.exceptions, TABLES["exceptions"].names()),
        "findings": _findings(plan.findings),
        "solutions": _solutions(plan.solutions),
        "rule_prices": _rows(plan.rule_prices, _PRICE_COLUMNS),
        "clashes": _rows(plan.clashes, _CLASH_COLUMNS),
        "rooms": room_table(plan, origin),
        **fence_tables(plan, origin),
        **survey_tables(plan, origin),
    }
    teams = team_data(plan, planned["estate_id"].tolist(), origin)
    rollout = rollout_data(plan, planned["estate_id"].tolist())
    surveys = survey_data(plan, planned["estate_id"].tolist())
    ground = ground_data(plan, origin)
    parts = (
        ("teams", teams),
        ("rollout", rollout),
        ("surveys", surveys),
        ("basemap", ground),
        ("online", online_data(tiles)),
    )
    more = {name: part for name, part in parts if part is not None}
    return {
        "lang": language(),
        "words": words(teams=teams is not None, rollout=rollout is not None, surveys=surveys is not None),
        "style": style_sheet(
            ground_layers(plan)
            + online_layers(tiles)
            + team_layers(plan)
            + rollout_layers(plan)
            + fence_layers(plan)
            + survey_layers(plan)
            + room_layers(plan)
        ),
        "title": _title(plan, planned),
        "origin": list(origin),
        "bounds": bounds,
        "facts": plain(plan.facts),
        "counted": _counted(plan),
        "tables": drawn,
        "readings": readings(_names(plan)),
        "limits": _limits(plan.policy),
    } | more


def words(*, teams: bool = True, rollout: bool = True, surveys: bool = True) -> dict[str, tuple[str, str]]:
    """Return the page's words by key without its room, each in Chinese and English; choices of the schema too.

    Without `teams` the words of rounds are left out, without `rollout` those of the months, without `surveys` those of
    surveys, orders and partners.
    """
    own = {key.removeprefix("maps."): pair for key, pair in catalogue().items() if key.startswith("maps.")}
    for table, column in (
        ("estates", "eligibility"), ("estates", "place_quality"), ("rooms", "kind"), ("rooms", "can_be"),
        ("links", "kind"), ("barriers", "kind"), ("crossings", "kind"), ("estates", "stage"), ("findings", "severity"),
        ("regions", "status"), ("assignments", "rung"), *(SURVEY_CHOICES if surveys else ()),
    ):  # fmt: skip
        for value, zh in _choices(table, column).items():
            own.setdefault(f"{table}.{column}.{value}", (zh, value.replace("_", " ")))
    own |= {f"rule.{rule}": catalogue()[f"rule.{rule}"] for rule in RULES}
    for declared in TABLES["estates"].columns:
        own.setdefault(f"field.{declared.name}", (declared.zh, declared.en))
    needless = tuple(
        prefix for prefix, has in (("rounds.", teams), ("months.", rollout), ("voices.", surveys)) if not has
    )
    return {key: pair for key, pair in own.items() if not key.startswith(needless)} if needless else own


def _choices(table: str, column: str) -> dict[str, str]:
    declared = TABLES["solutions" if (table, column) == ("regions", "status") else table][column]
    return declared.choices


def _planned(plan: Plan) -> gpd.GeoDataFrame:
    """Join each assignment with its estate, in the order of the estates table."""
    estates = plan.estates.drop_duplicates("estate_id")
    assigned = plan.assignments.drop(columns="geometry").drop_duplicates("estate_id")
    return estates.merge(assigned, on="estate_id", how="inner", validate="one_to_one")


def _checked(plan: Plan) -> gpd.GeoDataFrame:
    """Put the checklist and the contact of its room beside each station; without a word where the room has none."""
    rooms = plan.rooms.drop_duplicates("room_id").set_index("room_id")[[*_CHECKLIST_COLUMNS, "contact"]]
    return plan.stations.join(rooms, on="station_id")


def _limits(policy: Policy) -> dict[str, float]:
    """Say the limits that the cards hold a region against."""
    band, walk = policy.regions.region_floor_area_m2, policy.regions.max_station_walk_m
    return {
        "floor_area_low_m2": plain(band.low),
        "floor_area_high_m2": plain(band.high),
        "walk_high_m": plain(walk.value),
    }


def _names(plan: Plan) -> Iterator[object]:
    """Yield every name that the page's search and its lists know."""
    for table, columns in _NAMED.items():
        for column in columns:
            yield from plan.tables[table][column]


def frame_of(plan: Plan) -> tuple[Origin, list[list[float]] | None]:
    """Find the origin of all shapes and the part of the earth to open the map on (south-west, north-east)."""
    shown = box_around(plan.tables[name].geometry for name in _BOUNDS_OF) or box_around([plan.subdistricts.geometry])
    if shown is None:
        return (0.0, 0.0), None
    west, south, east, north = shown
    return (math.floor(west * 100) / 100, math.floor(south * 100) / 100), [[south, west], [north, east]]


def _title(plan: Plan, planned: gpd.GeoDataFrame) -> dict[str, Any]:
    """Name the place and the date: from the record where it says them, else the districts of the planned estates."""
    place = plan.record.get("place") or _most(planned["district"]) or _most(planned["subdistrict"])
    return {
        "place": place,
        "date": str(plan.record.get("date") or plan.record.get("made_on") or ""),
        "invented": plan.policy.invented,
    }


def _most(names: pd.Series) -> str:
    """Join up to three different names, the most frequent first; nothing where there are more."""
    counts = names.dropna().loc[lambda known: known != ""].value_counts()
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
    return "、".join(str(name) for name, _ in ranked) if len(ranked) <= 3 else ""


def _rows(frame: pd.DataFrame, names: Sequence[str]) -> JsonTable:
    return pack(pick(frame, names), len(frame))


def _drawn(frame: gpd.GeoDataFrame, names: Sequence[str], origin: Origin, *how: str) -> JsonTable:
    """Pack columns and the ways in which shapes are drawn: ``at``, ``rings`` or the coarser ``outline``, ``lines``."""
    writers: dict[str, Callable[[gpd.GeoSeries, Origin], Sequence[object]]]
    writers = {"at": points_of, "rings": rings_of, "outline": _outlines, "lines": lines_of}
    drawn = {"rings" if way == "outline" else way: writers[way](frame.geometry, origin) for way in how}
    return pack(pick(frame, names) | drawn, len(frame))


def _outlines(shapes: gpd.GeoSeries, origin: Origin) -> list[str]:
    return rings_of(shapes, origin, tolerance=COARSE_DEGREES)


def _subdistricts(plan: Plan, origin: Origin) -> JsonTable:
    outlines = plan.subdistricts[plan.subdistricts["level"].fillna("subdistrict") == "subdistrict"]
    return _drawn(outlines, ("name", "indicative"), origin, "outline", "at")


def _regions(plan: Plan, origin: Origin) -> JsonTable:
    """Pack the regions with the proof of their sub-district in both languages."""
    regions = plan.regions
    proofs = {row["name"]: _proof_words(row) for row in plan.solutions.to_dict("records")}
    said = [
        proofs.get(name) or [proof, proof] for name, proof in zip(regions["subdistrict"], regions["proof"], strict=True)
    ]
    columns = pick(regions, _REGION_COLUMNS) | {
        "proof": said,
        "rings": _outlines(regions.geometry, origin),
        "at": points_of(regions.geometry, origin),
    }
    return pack(columns, len(regions))


def _solutions(solutions: pd.DataFrame) -> JsonTable:
    columns = pick(solutions, ("name", "estates", "stations", "status", "gap", "clashes"))
    return pack(columns | {"proof": [_proof_words(row) for row in solutions.to_dict("records")]}, len(solutions))


def _proof_words(row: dict[Any, Any]) -> list[str]:
    """Say the proof of a sub-district in every language; as the table says it where the numbers are missing."""
    numbers = (row["objective"], row["bound"])
    if row["status"] not in set(Status) or pd.isna(numbers[0]):
        return [row["proof"] or ""] * len(LANGUAGES)
    bound = -math.inf if pd.isna(numbers[1]) else float(numbers[1])
    proof = Proof(Status(row["status"]), float(numbers[0]), bound)
    return [proof.in_words(lang) for lang in LANGUAGES]


def _tiles(tiles: gpd.GeoDataFrame, planned: gpd.GeoDataFrame, origin: Origin) -> JsonTable:
    """Pack the tiles by the position of their estate."""
    positions, rings = _positions(tiles["estate_id"], planned), _outlines(tiles.geometry, origin)
    return pack({"of": positions, "rings": rings}, len(tiles))


def _links(links: gpd.GeoDataFrame, planned: gpd.GeoDataFrame, origin: Origin) -> JsonTable:
    """Pack links by the positions of their estates; only a line that bends keeps its own path."""
    straight = shapely.get_num_coordinates(links.geometry.to_numpy()) <= 2
    columns: dict[str, Sequence[object]] = {
        "from": _positions(links["from_estate_id"], planned),
        "to": _positions(links["to_estate_id"], planned),
        "kind": links["kind"].tolist(),
        "walk": links["walk_m"].where(links["kind"] == "forced").round().tolist(),
        "lines": ["" if s else path for s, path in zip(straight, lines_of(links.geometry, origin), strict=True)],
    }
    return pack(columns, len(links))


def _positions(ids: pd.Series, planned: gpd.GeoDataFrame) -> list[int | None]:
    """Find the position of each estate among the planned ones; None where it is not planned."""
    position = {ident: index for index, ident in enumerate(planned["estate_id"])}
    return [position.get(ident) for ident in ids]


def _findings(findings: pd.DataFrame) -> JsonTable:
    """Pack the gravest findings first, up to the number that is shown."""
    rank = findings["severity"].map({severity: index for index, severity in enumerate(_SEVERITIES)}).astype("float64")
    gravest = findings.assign(rank=rank.fillna(len(_SEVERITIES))).sort_values("rank", kind="stable")
    return _rows(gravest.head(FINDINGS_SHOWN), _FINDING_COLUMNS)


def _counted(plan: Plan) -> dict[str, Any]:
    """Count what is cut short on the page, and sum what the summary does not say."""
    regions = plan.regions
    severities = plan.findings["severity"].value_counts()
    return {
        "findings": {severity: int(severities.get(severity, 0)) for severity in _SEVERITIES},
        "households": plain(regions["households"].sum()),
        "floor_area_m2": plain(regions["floor_area_m2"].sum()),
    }
