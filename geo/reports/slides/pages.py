"""The five slides."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from geo.maps.sheet_map import draw_sheet, sheet_png
from geo.maps.style import INK, OFFICE, QUIET_INK, STATION
from geo.plan import Plan
from geo.reports.atlas.overview import city_notes
from geo.reports.atlas.three_columns import MEASURES, three_ways, value_words, verdict
from geo.reports.document.tables import of_subdistricts
from geo.reports.key_numbers import NEAR_M, TEN_THOUSAND, area, key_numbers, money, title_of
from geo.reports.slides.drawing import HIGH_MM, MARGIN_MM, WIDE_MM, chart, head, picture, table, tile, write
from geo.wording import text

if TYPE_CHECKING:
    from pptx.slide import Slide

_WIDE = WIDE_MM - 2 * MARGIN_MM
_TOP = 34.0
_MOST_ROWS = 14  # of sub-districts on a slide; the report has all
_CURVES = ("#1d4e89", "#b45309")


def _cover(plan: Plan, slide: Slide) -> None:
    numbers = key_numbers(plan)
    head(slide, title_of(plan), text("document.subtitle", date=_date(plan)))
    size = (178.0, 146.0)
    made = sheet_png(draw_sheet(plan, size_mm=size, legend=False), width_px=1_500)
    picture(slide, made, (WIDE_MM - MARGIN_MM - size[0], _TOP, *size), text("document.map.words", name=title_of(plan)))
    tiles = (
        (f"{numbers.estates:,}", text("slides.estates")), (f"{numbers.households:,}", text("slides.households")),
        (area(numbers.floor_area_m2), text("slides.area")), (f"{numbers.stations:,}", text("slides.stations")),
        (f"{numbers.posts:,}", text("slides.posts")),
        ("—" if numbers.near is None else f"{numbers.near:.1%}", text("slides.near", m=NEAR_M)),
    )  # fmt: skip
    width, height = 60.0, 34.0
    for number, (value, words) in enumerate(tiles):
        left = MARGIN_MM + (number % 2) * (width + 5)
        tile(slide, (left, _TOP + (number // 2) * (height + 5), width, height), value, words)
    write(slide, (MARGIN_MM, _TOP + 3 * (height + 5) + 2, 125, 20), [numbers.proof or "—"], size=14, bold=True)
    if plan.policy.invented:
        write(slide, (MARGIN_MM, HIGH_MM - 14, 125, 8), [text("document.invented")], size=10, colour=QUIET_INK)


def _three(plan: Plan, slide: Slide) -> None:
    """Today, one community one station, the plan; a difference below the gap is a tie."""
    head(slide, text("slides.three"), verdict(plan))
    ways = three_ways(plan)
    headings = ["", *(text(f"report.three.{way.name}") for way in ways)]
    rows = [
        [text(f"report.three.row.{measure}", m=NEAR_M), *(value_words(measure, getattr(way, measure)) for way in ways)]
        for measure in MEASURES
    ]
    table(slide, (MARGIN_MM, 44, _WIDE, 92), headings, rows, widths=[_WIDE * 0.34, *[_WIDE * 0.22] * 3], size=17)
    notes = [
        text(f"report.three.{way.name}") + text("slides.colon") + text(f"report.three.{way.name}.about") for way in ways
    ]
    write(slide, (MARGIN_MM, 144, _WIDE, 34), notes, size=12, colour=QUIET_INK)


def _map(plan: Plan, slide: Slide) -> None:
    """Draw the map large, and beside it what is proved and whom it leaves far."""
    numbers = key_numbers(plan)
    head(slide, text("slides.map"), numbers.proof)
    size = (212.0, HIGH_MM - _TOP - 8)
    made = sheet_png(draw_sheet(plan, size_mm=size), width_px=1_900)
    picture(slide, made, (MARGIN_MM, _TOP, *size), text("document.map.words", name=title_of(plan)))
    left = MARGIN_MM + size[0] + 8
    notes = [note for note in city_notes(plan, numbers) if note]
    walks = numbers.access
    if walks.mean_m is not None and walks.p90_m is not None and walks.max_m is not None:
        fields = {"mean": f"{walks.mean_m:,.0f}", "p90": f"{walks.p90_m:,.0f}", "max": f"{walks.max_m:,.0f}"}
        notes.append(text("slides.walks", **fields))
    notes.append(text("slides.exceptions", n=numbers.exceptions))
    parted = [line for note in notes for line in (note, "")]
    write(slide, (left, _TOP, WIDE_MM - MARGIN_MM - left, size[1]), parted, size=14)


def _means(plan: Plan, slide: Slide) -> None:
    numbers, facts = key_numbers(plan), plan.facts
    head(slide, text("slides.means"), text("slides.means.note", cost=money(numbers.monthly_cost_cny)))
    half = _WIDE / 2 - 4
    known = [
        (text(f"slides.posts.{name}"), float(facts[name]))
        for name in ("posts_alone", "posts_today", "posts_fractional", "posts_pooled")
        if facts.get(name) is not None
    ]
    write(slide, (MARGIN_MM, _TOP, half, 8), [text("slides.posts.title")], size=14, bold=True)
    if known:
        values = {text("slides.posts"): [value for _, value in known]}
        chart(
            slide, (MARGIN_MM, _TOP + 8, half, 132), "columns", [name for name, _ in known], values, colours=[STATION]
        )
    _money(plan, slide, (MARGIN_MM + half + 8, _TOP, half, 140.0))


def _money(plan: Plan, slide: Slide, box: tuple[float, float, float, float]) -> None:
    """Draw the city's cash where there is an account, else the bill by part."""
    left, top, width, height = box
    city = plan.budget[(plan.budget["case"] == "mid") & (plan.budget["level"] == "city")].sort_values("month")
    below = (left, top + 8, width, height - 8)
    if len(city):
        write(slide, (left, top, width, 8), [text("slides.cash")], size=14, bold=True)
        bare = city["cumulated_without_subsidy_cny"]
        curves = {text("slides.cash.with"): city["cumulated_cny"], text("slides.cash.without"): bare}
        series = {name: (values.to_numpy(np.float64) / TEN_THOUSAND).tolist() for name, values in curves.items()}
        chart(slide, below, "lines", city["date"].astype(str).tolist(), series, colours=_CURVES)
        return
    bill = plan.terms.groupby("term", sort=True)["value_cny"].sum()
    parts = [(text(f"slides.bill.{name}"), float(bill[name]) / TEN_THOUSAND)
             for name in ("wages", "station_posts", "rent", "crew_travel") if bill.get(name, 0.0)]  # fmt: skip
    write(slide, (left, top, width, 8), [text("slides.bill")], size=14, bold=True)
    if parts:
        values = {text("slides.bill"): [value for _, value in parts]}
        names = [name for name, _ in parts]
        chart(slide, below, "columns", names, values, colours=[OFFICE], number_format="#,##0.0")
    write(slide, (left, top + height + 2, width, 10), [text("slides.no_budget")], size=11, colour=QUIET_INK)


def _subdistricts(plan: Plan, slide: Slide) -> None:
    grid = of_subdistricts(plan)
    head(slide, text("document.table.subdistricts"), text("slides.assumed"))
    share = _WIDE / sum(grid.widths_mm)
    rows = grid.rows[:_MOST_ROWS]
    table(slide, (MARGIN_MM, _TOP, _WIDE, 9.5 * (len(rows) + 1)), grid.headings, rows,
          widths=[width * share for width in grid.widths_mm], size=11)  # fmt: skip
    left = len(grid.rows) - len(rows)
    if left > 0:
        write(slide, (MARGIN_MM, HIGH_MM - 12, _WIDE, 8), [text("slides.more", n=left)], size=11, colour=INK)


def _date(plan: Plan) -> str:
    return str(plan.record.get("made_on") or plan.record.get("date") or "—")


PAGES: tuple[Callable[[Plan, Slide], None], ...] = (_cover, _three, _map, _means, _subdistricts)
