"""The first page of plan.xlsx: the plan's numbers with their units, and its proof in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from xlsxwriter.worksheet import Worksheet

from geo.plan import Plan, Proof, Status
from geo.reports.cells import cell_value, width_of
from geo.reports.drawing import HEADING_ROW, Book
from geo.wording import catalogue, text

_TEN_THOUSAND = 10_000.0


@dataclass(frozen=True, slots=True)
class _Unit:
    """A way to show a number: the key of its word (empty: none), its number format, what it is divided by."""

    key: str
    number_format: str
    divisor: float = 1.0


_COUNT = _Unit("reports.unit.estates", "#,##0")
_COUNT_REGIONS = _Unit("", "#,##0")
_HOUSEHOLDS = _Unit("reports.unit.households", "#,##0")
_AREA = _Unit("reports.unit.10k_m2", "#,##0.00", _TEN_THOUSAND)
_MONEY = _Unit("reports.unit.10k_cny_month", "#,##0.00", _TEN_THOUSAND)
_MONEY_ONCE = _Unit("reports.unit.10k_cny", "#,##0", _TEN_THOUSAND)
_FEE = _Unit("reports.unit.cny_m2_month", "#,##0.00")
_CASES = ("low", "mid", "high")
_YUAN = _Unit("reports.unit.cny_month", "#,##0")
_POSTS = _Unit("reports.unit.posts", "#,##0.0")
_WHOLE_POSTS = _Unit("reports.unit.posts", "#,##0")
_RATE = _Unit("reports.unit.estates_month", "#,##0.0")
_METRES = _Unit("reports.unit.m", "#,##0")
_SHARE = _Unit("", "0.0%")
_SMALL_SHARE = _Unit("", "0.00%")
_INDEX = _Unit("", "0.00")
_SECONDS = _Unit("reports.unit.s", "#,##0.0")

# Facts by their path in summary.json, as they stand on the page.
_LINES: dict[str, dict[str, _Unit]] = {
    "reports.group.estates": {
        "estates": _COUNT,
        "planned": _COUNT,
        "rejected": _COUNT,
        "to_locate": _COUNT,
        "eligible": _COUNT,
        "floor_area": _AREA,
        "households": _HOUSEHOLDS,
    },
    "reports.group.plan": {"regions": _COUNT, "groups": _COUNT, "stations": _COUNT, "offices": _COUNT, "firms": _COUNT},
    "reports.group.access": {
        "coverage.300": _SHARE,
        "coverage.500": _SHARE,
        "coverage.1000": _SHARE,
        "walk_m.mean": _METRES,
        "walk_m.p90": _METRES,
        "walk_m.max": _METRES,
        "walk_gini": _INDEX,
        "walk_left_out.estates": _COUNT,
        "walk_left_out.households": _HOUSEHOLDS,
        "walk_unreachable_households": _HOUSEHOLDS,
    },
    "reports.group.posts": {
        "posts_alone": _WHOLE_POSTS,
        "posts_today": _POSTS,
        "posts_today_stated.estates": _COUNT,
        "posts_today_stated.posts": _POSTS,
        "posts_fractional": _POSTS,
        "posts_pooled": _WHOLE_POSTS,
        "posts_saving.posts": _POSTS,
        "posts_saving.against": _Unit("", ""),
        "sharing.posts_saved": _WHOLE_POSTS,
        "sharing.wages_saved_cny": _MONEY,
        "sharing.travel_cny": _MONEY,
        "sharing.not_paying": _COUNT_REGIONS,
        "monthly_cost_cny": _MONEY,
    },
    "reports.group.budget": {
        "budget.start": _Unit("", ""),
        "budget.months": _Unit("reports.unit.months", "#,##0"),
        **{
            f"budget.cases.{case}.break_even.{name}": _FEE
            for case in _CASES
            for name in ("fee_with_subsidy", "fee_after")
        },
        **{f"budget.cases.{case}.npv_cny": _MONEY_ONCE for case in _CASES},
        "budget.cases.mid.first_month_short": _Unit("", ""),
        "budget.cases.mid.core_broken": _COUNT,
    },
    "reports.group.proof": {
        "proof": _Unit("", ""),
        "proven_optimal": _COUNT,
        "objective": _MONEY,
        "bound": _MONEY,
        "gap": _SMALL_SHARE,
        "gap_cny_month": _YUAN,
        "gap_controllable": _SMALL_SHARE,
        "exceptions.count": _COUNT,
        "exceptions.price": _MONEY,
        "seconds": _SECONDS,
    },
    "reports.group.in_force": {
        "in_force.source": _Unit("", ""),
        "in_force.estates": _COUNT,
        "in_force.new": _COUNT,
        "in_force.stations": _COUNT,
        "in_force.status": _Unit("", ""),
        "in_force.violations": _COUNT,
        "in_force.objective": _MONEY,
        "in_force.gap_cny_month": _YUAN,
        "in_force.optimum": _MONEY,
        "in_force.optimum_moves": _COUNT,
    },
    "reports.group.groups_first": {
        "groups_first.subdistricts": _COUNT,
        "groups_first.price_cny_month": _YUAN,
        "groups_first.price": _SMALL_SHARE,
        "groups_first.gap_cny_month": _YUAN,
    },
    "reports.group.firms": {
        "firms_balance.largest_deviation": _SHARE,
        "firms_balance.tolerance": _SHARE,
        "firms_balance.excess": _SHARE,
        "firms_balance.excess_bound": _SHARE,
        "firms_balance.spread": _SHARE,
        "firms_balance.spread_bound": _SHARE,
        "firms_balance.way_m": _METRES,
        "firms_balance.way_gap": _SMALL_SHARE,
        "firms_balance.status": _Unit("", ""),
    },
    "reports.group.rollout": {
        "rollout.first_month": _Unit("", ""),
        "rollout.entered": _COUNT,
        "rollout.signed": _COUNT,
        "rollout.not_signed": _COUNT,
        "rollout.entered_share.estates": _SHARE,
        "rollout.entered_share.floor_area": _SHARE,
        "rollout.entered_share.households": _SHARE,
        "rollout.consents.estates": _COUNT,
        "rollout.consents.passed": _COUNT,
        "rollout.priority": _Unit("", ""),
        "rollout.finish_on": _Unit("", ""),
        "rollout.finish_earliest_on": _Unit("", ""),
        "rollout.gap": _SMALL_SHARE,
        "rollout.deadline": _Unit("", ""),
        "rollout.needs.estates_a_month": _RATE,
        "rollout.late": _COUNT,
        "rollout.never": _COUNT,
        "rollout.simulation.finish_on.p10": _Unit("", ""),
        "rollout.simulation.finish_on.p50": _Unit("", ""),
        "rollout.simulation.finish_on.p90": _Unit("", ""),
        "rollout.simulation.chance_by_deadline": _SHARE,
    },
    "reports.group.enclosure": {
        "enclosure.outcomes.pays": _COUNT_REGIONS,
        "enclosure.outcomes.never": _COUNT_REGIONS,
        "enclosure.outcomes.done": _COUNT_REGIONS,
        "enclosure.pays.fence_m": _METRES,
        "enclosure.pays.gates_closed": _COUNT_REGIONS,
        "enclosure.pays.posts_saved": _WHOLE_POSTS,
        "enclosure.pays.works_cny": _MONEY_ONCE,
        "enclosure.pays.saving_cny_month": _MONEY,
        "enclosure.tonight.groups.gates_kept": _COUNT_REGIONS,
        "enclosure.tonight.groups.guards_day": _WHOLE_POSTS,
        "enclosure.tonight.groups.guards_short": _WHOLE_POSTS,
    },
    "reports.group.edits": {
        "edits.asked": _COUNT,
        "edits.granted": _COUNT,
        "edits.refused": _COUNT,
        "edits.followed": _COUNT,
        "edits.locked": _COUNT,
    },
}
_ELSEWHERE = (
    "subdistricts",
    "format",
    "in_force.bound",
    "firms_balance.contiguous",
    "firms_balance.stopped_by",
    "in_force.subdistricts",
    *(
        f"rollout.{name}"
        for name in (
            "estates",
            "dated",
            "horizon_months",
            "seed",
            "objective",
            "bound",
            "status",
            "meets_deadline",
            "needs.too_late",
            "needs.is_met",
            "simulation.courses",
            "simulation.left_out.p10",
            "simulation.left_out.p50",
            "simulation.left_out.p90",
            "simulation",
        )
    ),
)  # on a sheet of their own; of no use to people


def draw_summary(book: Book, plan: Plan) -> None:
    """Draw the summary as the next sheet of the workbook."""
    page = book.add_page(text("reports.summary"), text("reports.summary"), "")
    book.write_headings(
        page,
        [text(f"reports.{part}") for part in ("item", "value", "unit", "remark")],
        numbers=[False, True, False, False],
    )
    page.freeze_panes(HEADING_ROW + 1, 1)
    page.fit_to_pages(1, 1)
    facts = _flat(plan.facts) | _derived(plan)
    row, widest = HEADING_ROW + 1, 12.0
    for group, lines in _LINES.items():
        known = {key: unit for key, unit in lines.items() if key in facts}
        if known:
            row = _heading(book, page, row, text(group))
        for key, unit in known.items():
            _draw_line(book, page, row, (key, facts[key], unit))
            widest = max(widest, width_of(text(f"reports.fact.{key}")))
            row += 1
    row = _others(book, page, row, facts)
    for column, width in enumerate((widest + 4, 18.0, 12.0, 60.0)):
        page.set_column(column, column, width)


def proof_in_words(plan: Plan) -> str:
    """Say the whole plan's proof in plain words."""
    facts = plan.facts
    value, bound = facts.get("objective"), facts.get("bound")
    known = -float("inf") if bound is None else float(bound)
    return Proof(plan.status, float(value or 0.0), known).in_words()


def _derived(plan: Plan) -> dict[str, object]:
    regions = plan.regions
    derived: dict[str, object] = {
        "floor_area": float(regions["floor_area_m2"].sum()),
        "households": int(regions["households"].sum()),
    }
    has_proof = "objective" in plan.facts and plan.status in set(Status)
    return derived | ({"proof": proof_in_words(plan)} if has_proof else {})


def _draw_line(book: Book, page: Worksheet, row: int, line: tuple[str, object, _Unit]) -> None:
    key, value, unit = line
    named = f"reports.fact.{key}.{value}"
    shown = text(named) if named in catalogue() else cell_value(value)
    if isinstance(shown, int | float):
        shown = shown / unit.divisor if unit.divisor != 1.0 else shown
    remark = f"reports.fact.{key}.remark"
    book.write(page, row, 0, text(f"reports.fact.{key}"), indent=1)
    if isinstance(shown, str):
        book.write(page, row, 1, shown, align="left", bold=True)
    else:
        book.write(page, row, 1, "—" if shown is None else shown, align="right", num_format=unit.number_format)
        book.write(page, row, 2, text(unit.key) if unit.key else None, indent=1)
        book.write(page, row, 3, text(remark) if remark in catalogue() else None, font_color="#666666")


def _heading(book: Book, page: Worksheet, row: int, words: str) -> int:
    for column in range(4):
        book.write(page, row, column, words if column == 0 else None, bold=True, bg_color="#F3F5F9")
    return row + 1


def _others(book: Book, page: Worksheet, row: int, facts: dict[str, object]) -> int:
    """List facts this page does not know by name, so that nothing of summary.json is hidden."""
    shown = {key for lines in _LINES.values() for key in lines}
    others = {key: value for key, value in facts.items() if key not in shown and value is not None}
    if others:
        row = _heading(book, page, row, text("reports.group.other"))
    for key, value in others.items():
        book.write(page, row, 0, cell_value(key), indent=1)
        book.write(page, row, 1, cell_value(value), align="right", num_format="#,##0.###")
        row += 1
    return row


def _flat(facts: dict[str, Any], prefix: str = "") -> dict[str, object]:
    """Join nested keys with dots and leave lists out; they have sheets of their own."""
    return dict(_walk(facts, prefix))


def _walk(facts: dict[str, Any], prefix: str) -> Iterator[tuple[str, object]]:
    for key, value in facts.items():
        if isinstance(value, dict):
            yield from _walk(value, f"{prefix}{key}.")
        elif not isinstance(value, list | tuple) and _is_for_people(f"{prefix}{key}"):
            yield f"{prefix}{key}", value


def _is_for_people(key: str) -> bool:
    """Say whether a fact stands on this page; account and enclosure have sheets of their own and headlines here."""
    for group in ("budget", "enclosure"):
        if key.startswith(f"{group}."):
            return key in _LINES[f"reports.group.{group}"]
    return key not in _ELSEWHERE
