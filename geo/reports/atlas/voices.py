"""What residents say: satisfaction with its n, needs, orders and hot spots; a page where a plan has surveys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from geo.plan import Plan
from geo.reports.atlas.blocks import Column, Json, table
from geo.schema import HOT_SPOTS, NEED_COUNTS, SATISFACTION
from geo.wording import language, text

_LEVELS = ("plan", "subdistrict")
_MOST_NEEDS, _MOST_SPOTS, _MOST_STATED = 8, 10, 10


def voices(plan: Plan) -> list[Json]:
    """Make the page; none for a plan without surveys and orders."""
    blocks = [*_satisfaction(plan), *_stated(plan), *_needs(plan), *_orders(plan), *_spots(plan)]
    return [{"kind": "flow", "title": text("report.voices"), "level": 1, "blocks": blocks}] if blocks else []


def _satisfaction(plan: Plan) -> Iterator[Json]:
    areas = plan.satisfaction_areas
    areas = areas[areas["level"].isin(_LEVELS)]
    if not len(areas):
        return
    rows = [_area(row) for row in areas.sort_values(["level", "name", "year"], kind="stable").to_dict("records")]
    columns = (
        Column(text("report.voices.area")),
        Column(text("report.voices.year"), 16, number=True),
        Column(text("report.voices.answered"), 20, number=True),
        Column(text("report.voices.response"), 22, number=True),
        Column(text("report.voices.rate"), 22, number=True), Column(_interval(plan), 34, number=True),
        Column(text("report.voices.asked_of"), 30, number=True),
    )  # fmt: skip
    yield _heading("report.voices.satisfaction")
    yield table(columns, rows)
    yield _note(text("report.voices.satisfaction.note"))


def _area(row: dict[Any, Any]) -> tuple[str | None, ...]:
    shares = (_share(row["response_rate"]), _share(row["rate"]), _span(row["low"], row["high"]))
    year, answered = _count(row["year"], grouped=False), _count(row["answered"])
    return row["name"] or text("surveys.all"), year, answered, *shares, _share(row["households_share"])


def _stated(plan: Plan) -> Iterator[Json]:
    """List figures without n as they are stated: they cannot be judged."""
    told = plan.satisfaction[plan.satisfaction["low"].isna() & plan.satisfaction["rate"].notna()]
    names = dict(zip(plan.estates["estate_id"], plan.estates["name"], strict=True))
    for row in told.head(_MOST_STATED).to_dict("records"):
        who = names.get(row["estate_id"]) or row["scope"] or row["estate_id"]
        fields = {"who": who, "year": _count(row["year"], grouped=False), "rate": f"{row['rate']:.2%}"}
        yield _note(text("report.voices.stated", basis=_word(SATISFACTION["basis"].choices, row["basis"]), **fields))


def _needs(plan: Plan) -> Iterator[Json]:
    needs = plan.need_counts[plan.need_counts["level"] == "plan"].sort_values("rank").head(_MOST_NEEDS)
    if not len(needs):
        return
    kinds = NEED_COUNTS["complaint"].choices
    rows = [
        (_word(kinds, row["complaint"]), _count(row["named"]), _share(row["share"]), _span(row["low"], row["high"]))
        for row in needs.to_dict("records")
    ]
    columns = (
        Column(text("report.voices.need")), Column(text("report.voices.named"), 30, number=True),
        Column(text("report.annex.share"), 30, number=True), Column(_interval(plan), 40, number=True),
    )  # fmt: skip
    yield _heading("report.voices.needs")
    yield table(columns, rows)
    yield _note(text("report.voices.needs.note", n=_count(needs["answers"].max())))


def _orders(plan: Plan) -> Iterator[Json]:
    whole = plan.order_times[plan.order_times["level"] == "plan"]
    if not len(whole):
        return
    row = whole.iloc[0]
    yield _heading("report.voices.orders")
    yield _note(
        text(
            "report.voices.orders.said", orders=_count(row["orders"]), closed=_count(row["closed"]),
            open=_count(row["open"]), median=_count(row["median_days"]), p90=_count(row["p90_days"]),
        )
    )  # fmt: skip


def _spots(plan: Plan) -> Iterator[Json]:
    spots = pd.DataFrame(plan.hot_spots).head(_MOST_SPOTS)
    if not len(spots):
        return
    kinds = HOT_SPOTS["kind"].choices
    rows = [
        (
            _word(kinds, row["kind"]),
            row["names"],
            _count(row["count"]),
            f"{row['expected']:,.1f}",
            f"{row['q_value']:.3f}",
        )
        for row in spots.to_dict("records")
    ]
    columns = (
        Column(text("report.voices.kind"), 30), Column(text("report.col.estate")),
        Column(text("report.voices.count"), 18, number=True), Column(text("report.voices.expected"), 20, number=True),
        Column("q", 14, number=True),
    )  # fmt: skip
    yield table(columns, rows)
    yield _note(text("report.voices.spots.note"))


def _interval(plan: Plan) -> str:
    return text("report.voices.interval", confidence=f"{plan.policy.surveys.confidence:.0%}")


def _heading(key: str) -> Json:
    return {"kind": "heading", "words": text(key)}


def _note(words: str) -> Json:
    return {"kind": "note", "words": words}


def _word(choices: Mapping[str, str], name: object) -> str:
    return choices.get(str(name), str(name)) if language() == "zh" else str(name).replace("_", " ")


def _count(number: object, *, grouped: bool = True) -> str | None:
    if pd.isna(number):
        return None
    whole = round(float(str(number)))
    return f"{whole:,}" if grouped else str(whole)


def _share(share: object) -> str | None:
    return None if pd.isna(share) else f"{float(str(share)):.1%}"


def _span(low: object, high: object) -> str | None:
    return None if pd.isna(low) or pd.isna(high) else f"{_share(low)} – {_share(high)}"
