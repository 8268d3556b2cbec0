"""Annexes: who is in which region, what is not planned and why, exceptions, findings, how good the data are, origin."""

from __future__ import annotations

from geo.maps.sheet_layers import fill_of
from geo.plan import Plan
from geo.reports.atlas.blocks import Column, Json, table, whole
from geo.reports.key_numbers import subdistricts_of
from geo.reports.runsheet_pages import set_words
from geo.schema import TABLES
from geo.wording import language, text

_MOST_ROWS = 200
_MOST_SIGNS = 4_000  # of the names of a region's estates


def annexes(plan: Plan, codes: str) -> list[Json]:
    """Make the pages; `codes` names the signs that the font lacks."""
    left_out = [*_left_out(plan, "rejects"), *_left_out(plan, "to_locate")]
    blocks = [
        *_part("report.annex.left_out", left_out or [_note(text("report.annex.none"))]),
        *_part("report.annex.exceptions", _exceptions(plan)),
        *_part("report.annex.findings", _findings(plan)),
        *_part("report.annex.quality", [_quality(plan)]),
        *_part("report.annex.origin", [_origin(plan)]),
    ]
    if codes:
        blocks += _part("report.annex.signs", [_note(codes)])
    return [
        {"kind": "flow", "title": text("report.annex.members"), "level": 1, "blocks": _members(plan)},
        {"kind": "flow", "title": text("report.annex"), "level": 1, "blocks": blocks},
    ]


def _part(key: str, blocks: list[Json]) -> list[Json]:
    return [{"kind": "heading", "words": text(key)}, *blocks]


def _note(words: str) -> Json:
    return {"kind": "note", "words": words}


def _members(plan: Plan) -> list[Json]:
    """List every planned estate by its region."""
    names = plan.estates.drop_duplicates("estate_id").set_index("estate_id")["name"]
    of_region = plan.assignments.drop_duplicates("estate_id").groupby("region_id")["estate_id"].apply(list)
    columns = (
        Column(text("report.col.number"), 9, number=True),
        Column(text("report.col.region"), 50),
        Column(text("report.annex.members.estates")),
    )
    blocks: list[Json] = []
    for subdistrict in subdistricts_of(plan):
        own = plan.regions[plan.regions["subdistrict"] == subdistrict].sort_values(["number", "region_id"])
        rows = [(whole(row["number"]), row["name"], "") for row in own.to_dict("records")]
        made = table(columns, rows, fills=[fill_of(color) for color in own["color"]])
        for line, region_id in zip(made["rows"], own["region_id"], strict=True):
            members = [set_words(str(names.get(one) or one)) for one in of_region.get(region_id, [])]
            line[2] = set_words(text("report.names_and").join(members) or "—", most=_MOST_SIGNS)
        blocks += [{"kind": "heading", "words": set_words(subdistrict)}, made]
    return blocks or [_note(text("report.annex.none"))]


def _left_out(plan: Plan, name: str) -> list[Json]:
    found = plan.tables[name]
    if not len(found):
        return []
    rows = [
        (row["name"] or row["estate_id"], row["subdistrict"], row["evidence"] or row["rule"], row["remedy"])
        for row in found.head(_MOST_ROWS).to_dict("records")
    ]
    columns = (
        Column(text("report.col.estate"), 40),
        Column(text("report.col.subdistrict"), 28),
        Column(text("report.annex.why")),
        Column(text("report.annex.remedy"), 56),
    )
    title = _note(text(f"report.annex.{name}", n=len(found)))
    return [title, table(columns, rows), *_rest(len(found))]


def _exceptions(plan: Plan) -> list[Json]:
    found = plan.exceptions.sort_values("price_cny", ascending=False, kind="stable")
    if not len(found):
        return [_note(text("report.annex.none"))]
    rows = [(row["explanation"] or row["rule"], row["price_cny"]) for row in found.head(_MOST_ROWS).to_dict("records")]
    columns = (Column(text("report.annex.exception")), Column(text("report.annex.price"), 30, number=True))
    return [table(columns, rows), *_rest(len(found))]


def _findings(plan: Plan) -> list[Json]:
    """Count findings by severity and rule, with the first as an example."""
    found = plan.findings
    if not len(found):
        return [_note(text("report.annex.none"))]
    rank = {"error": 0, "warning": 1, "note": 2}
    rows = []
    for (severity, rule), same in found.groupby(["severity", "rule"], sort=True):
        first = same.iloc[0]
        rows.append(
            (rank.get(str(severity), 3), text(f"severity.{severity}"), rule, len(same), first["found"], first["remedy"])
        )
    columns = (
        Column(text("report.annex.severity"), 14),
        Column(text("report.annex.count"), 12, number=True),
        Column(text("report.annex.found")),
        Column(text("report.annex.remedy"), 66),
    )
    return [
        table(columns, [(row[1], row[3], row[4], row[5]) for row in sorted(rows, key=lambda row: (row[0], row[2]))])
    ]


def _quality(plan: Plan) -> Json:
    """Say how places are known, how many values were filled in and repaired."""
    own = plan.estates[plan.estates["estate_id"].isin(plan.assignments["estate_id"])]
    declared = TABLES["estates"]["place_quality"].choices
    rows: list[tuple[object, ...]] = []
    for quality, same in own.groupby("place_quality", sort=True):
        words = declared.get(str(quality), str(quality)) if language() == "zh" else str(quality)
        rows.append((text("report.annex.place", quality=words), len(same), _share(len(same), len(own))))
    filled = own["filled"].fillna("").astype(str).ne("").sum()
    rows.append((text("report.annex.filled"), int(filled), _share(int(filled), len(own))))
    rows.append((text("report.annex.repairs"), len(plan.repairs), None))
    rungs = plan.assignments["rung"]
    for rung, words in TABLES["assignments"]["rung"].choices.items():
        count = int((rungs == rung).sum())
        if count:
            said = words if language() == "zh" else rung
            rows.append((text("report.annex.rung", rung=said), count, _share(count, len(rungs))))
    columns = (
        Column(text("report.annex.item")),
        Column(text("report.annex.count"), 30, number=True),
        Column(text("report.annex.share"), 30, number=True),
    )
    return table(columns, rows)


def _origin(plan: Plan) -> Json:
    """Name the inputs with the start of their digests, seed, and versions."""
    record = plan.record
    inputs = record.get("inputs") or []
    rows: list[tuple[object, ...]] = [
        (text("report.annex.input", file=one.get("file", "")), f"sha256 {str(one.get('sha256', ''))[:16]}…")
        for one in (inputs if isinstance(inputs, list) else [])
    ]
    known = [key for key in ("made_on", "seed", "metric_crs", "objective") if record.get(key) is not None]
    rows += [(text(f"report.annex.record.{key}"), str(record[key])) for key in known]
    versions = record.get("versions") or {}
    rows.append((text("report.annex.versions"), ", ".join(f"{name} {one}" for name, one in versions.items()) or None))
    return table((Column(text("report.annex.item"), 60), Column(text("reports.value"))), rows)


def _rest(count: int) -> list[Json]:
    return [_note(text("report.annex.rest", n=count - _MOST_ROWS))] if count > _MOST_ROWS else []


def _share(part: int, all_of: int) -> str | None:
    return f"{part / all_of:.1%}" if all_of else None
