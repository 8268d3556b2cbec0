"""What the Word report says, in the order of an official paper; numbers come from the plan's tables alone."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from geo.maps.sheet_layers import fill_of
from geo.maps.sheet_map import draw_sheet, sheet_png
from geo.plan import Plan
from geo.reports.document.blocks import Block, Heading, Picture, Words
from geo.reports.document.tables import exceptions, left_out, members, of_regions, of_subdistricts, roles, settings
from geo.reports.key_numbers import NEAR_M, area, key_numbers, money, proof_of, subdistricts_of, total
from geo.wording import text

_MAP_MM = 156.0  # the width of the type area
_CITY_HIGH_MM = 140.0
_PAGE_MM, _HEAD_MM, _ROW_MM = 225.0, 78.0, 6.2  # of a sub-district: the page, its words and captions, a row
_LEAST_MM, _MOST_MM = 90.0, 150.0  # the height of its map
_MAP_PX = 1_500
_MONTHS = 12


def content(plan: Plan) -> Iterator[Block]:
    """Give the document block by block."""
    yield from _basis(plan)
    yield from _division(plan)
    yield from _proof(plan)
    yield from _means(plan)
    yield from _entry(plan)
    yield from _subdistricts(plan)
    yield from _exceptions(plan)
    yield Heading(text("document.methods"))
    yield Words(text("document.methods.words"))
    yield settings(plan)
    yield Heading(text("document.members"), on_new_page=True)
    yield members(plan)


def count_of(plan: Plan) -> int:
    """Return about how many blocks there will be, for the progress."""
    return 26 + 4 * len(subdistricts_of(plan))


def _basis(plan: Plan) -> Iterator[Block]:
    numbers, facts = key_numbers(plan), plan.facts
    yield Heading(text("document.basis"))
    yield Words(
        text(
            "document.basis.words", estates=_count(facts.get("estates", len(plan.estates))),
            planned=_count(len(plan.assignments)), rejected=_count(len(plan.rejects)),
            to_locate=_count(len(plan.to_locate)), area=area(numbers.floor_area_m2),
            households=_count(numbers.households), subdistricts=len(subdistricts_of(plan)),
        )
    )  # fmt: skip
    if plan.policy.invented:
        yield Words(text("document.invented"))


def _division(plan: Plan) -> Iterator[Block]:
    numbers = key_numbers(plan)
    walks = numbers.access
    yield Heading(text("document.plan"))
    yield Words(
        text(
            "document.plan.words", regions=numbers.regions, stations=numbers.stations, offices=numbers.offices,
            groups=len(plan.groups), m=NEAR_M, near=share(numbers.near), mean=_metres(walks.mean_m),
            p90=_metres(walks.p90_m), max=_metres(walks.max_m),
        )
    )  # fmt: skip
    if walks.left_out_estates:
        yield Words(text("document.plan.left_out", n=walks.left_out_estates))
    yield _map(plan, None, _CITY_HIGH_MM)
    yield of_subdistricts(plan)


def _map(plan: Plan, name: str | None, high_mm: float) -> Picture:
    def draw() -> bytes:
        return sheet_png(draw_sheet(plan, subdistrict=name, size_mm=(_MAP_MM, high_mm)), width_px=_MAP_PX)

    shown = name or text("document.whole")
    return Picture(text("document.map", name=shown), draw, _MAP_MM, text("document.map.words", name=shown))


def _proof(plan: Plan) -> Iterator[Block]:
    yield Heading(text("document.proof"))
    bound, value = plan.facts.get("bound"), plan.facts.get("objective")
    said = key_numbers(plan).proof
    if bound is None or value is None or not math.isfinite(bound):
        yield Words(text("document.proof.none", proof=said or "—"))
        return
    yield Words(
        text(
            "document.proof.words", value=money(value), bound=money(bound), proof=said,
            proven=plan.facts.get("proven_optimal", 0), subdistricts=len(plan.solutions),
        )
    )  # fmt: skip


def _means(plan: Plan) -> Iterator[Block]:
    numbers, facts = key_numbers(plan), plan.facts
    alone = facts.get("posts_alone")
    cost = numbers.monthly_cost_cny
    yield Heading(text("document.posts"))
    yield Words(
        text(
            "document.posts.words", pooled=_count(numbers.posts),
            alone=text("document.posts.unknown") if alone is None else _count(alone), cost=money(cost),
            year=money(None if cost is None else cost * _MONTHS),
        )
    )  # fmt: skip
    yield roles(plan)
    yield from _account(plan)


def _account(plan: Plan) -> Iterator[Block]:
    """Say the account of the whole city where there is one."""
    city = plan.budget[(plan.budget["case"] == "mid") & (plan.budget["level"] == "city")]
    fees = plan.break_even[
        (plan.break_even["case"] == "mid") & (plan.break_even["level"] == "city") & (plan.break_even["at"] == "mature")
    ]
    if not len(city) or not len(fees):
        return
    fee = fees.iloc[0]
    subsidy = total(city["subsidy_city_cny"]) + total(city["subsidy_district_cny"])
    yield Words(
        text(
            "document.budget.words", months=len(city), subsidy=money(subsidy), after=_fee(fee["fee_after"]),
            before=_fee(fee["fee_with_subsidy"]),
        )
    )  # fmt: skip


def _entry(plan: Plan) -> Iterator[Block]:
    dated = plan.rollout[plan.rollout["entry_month"].notna()]
    if not len(dated):
        return
    last = dated.sort_values("entry_month")["entry_on"].iloc[-1]
    late = int(dated["late"].fillna(value=False).astype(bool).sum())
    words = text("document.rollout.late", n=late) if late else text("document.rollout.none")
    entered = int((dated["stage_today"] == "managed").sum())
    yield Heading(text("document.rollout"))
    yield Words(text("document.rollout.words", entered=entered, last=last, late=words))


def _subdistricts(plan: Plan) -> Iterator[Block]:
    yield Heading(text("document.subdistricts"), on_new_page=True)
    for number, name in enumerate(subdistricts_of(plan)):
        own = key_numbers(plan, name)
        yield Heading(name, level=2, on_new_page=number > 0)
        yield Words(
            text(
                "document.subdistrict.words", regions=own.regions, estates=_count(own.estates),
                households=_count(own.households), area=area(own.floor_area_m2), posts=_count(own.posts), m=NEAR_M,
                near=share(own.near), proof=proof_of(plan, name) or "—",
            )
        )  # fmt: skip
        free = _PAGE_MM - _HEAD_MM - _ROW_MM * (own.regions + 1)
        yield _map(plan, name, min(_MOST_MM, max(_LEAST_MM, free)))
        yield of_regions(plan, name, fill_of)


def _exceptions(plan: Plan) -> Iterator[Block]:
    yield Heading(text("document.left_out"), on_new_page=True)
    if not (len(plan.exceptions) or len(plan.rejects) or len(plan.to_locate)):
        yield Words(text("document.left_out.none"))
    if len(plan.exceptions):
        yield exceptions(plan)
    for table in ("rejects", "to_locate"):
        if len(plan.tables[table]):
            yield left_out(plan, table)


def share(value: float | None) -> str:
    """Write a share as a percentage; a dash where it is not known."""
    return "—" if value is None else f"{value:.1%}"


def _count(number: float) -> str:
    return f"{number:,.0f}"


def _metres(metres: float | None) -> str:
    return "—" if metres is None else f"{metres:,.0f}"


def _fee(fee: object) -> str:
    return "—" if pd.isna(fee) else f"{float(str(fee)):.2f}"
