"""Charts of the three-bits account: cash curve, three bits against cost, the cliff by cohort, what matters most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.maps.charts import INK, QUIET, Writer, chart_files, month_ticks, new_figure
from geo.plan import Plan
from geo.reports.fonts import drawable
from geo.wording import text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TEN_THOUSAND = 1e4
_BARE, _MID, _SHORT = "#b45309", "#1d4e89", "#9b1c1c"
# Government, residents, parking and the rest; told apart without colour by their order and by the legend's.
_BITS = {
    "government": (("subsidy_city", "subsidy_district", "reward"), "#1d4e89"),
    "residents": (("fees",), "#2a9d8f"),
    "parking": (("parking",), "#e9c46a"),
    "other": (("city_property", "common_rent"), "#a8a29e"),
}
_ONCE = ("clean_up", "fit_out", "enclosure")
_MOST_COHORTS = 24


def budget_charts(plan: Plan) -> dict[str, Writer]:
    """Return the writers of the account's charts by their path in the plan folder; none where there is no account."""
    if not len(plan.budget):
        return {}
    drawn = {"cash": _cash, "three-bits": _three_bits, "cliff": _cliff, "tornado": _tornado}
    return chart_files(plan, drawn)


def _city(plan: Plan, case: str) -> pd.DataFrame:
    budget = plan.budget
    return budget[(budget["case"] == case) & (budget["level"] == "city")].sort_values("month")


def _cash(plan: Plan) -> Figure:
    figure, panel = new_figure(plan, text("budget.chart.cash"), text("budget.chart.cash_note"))
    curves = {
        case: _city(plan, case)["cumulated_cny"].to_numpy(np.float64) / _TEN_THOUSAND for case in ("low", "mid", "high")
    }
    middle = _city(plan, "mid")
    month = np.arange(len(middle))
    panel.fill_between(
        month, curves["low"], curves["high"], color=_MID, alpha=0.15, lw=0, label=text("budget.chart.band")
    )
    panel.plot(month, curves["mid"], color=_MID, lw=2.4, label=text("budget.chart.mid"))
    bare = middle["cumulated_without_subsidy_cny"].to_numpy(np.float64) / _TEN_THOUSAND
    panel.plot(month, bare, color=_BARE, lw=1.8, ls=(0, (4, 2)), label=text("budget.chart.bare"))
    panel.axhline(0, color=INK, lw=0.9)
    _mark_cliffs(panel, plan)
    _finish(panel, middle["date"].tolist(), text("budget.unit.10k"))
    return figure


def _three_bits(plan: Plan) -> Figure:
    figure, panel = new_figure(plan, text("budget.chart.bits"), text("budget.chart.bits_note"))
    middle = _city(plan, "mid")
    month, bottom = np.arange(len(middle)), np.zeros(len(middle))
    for name, (lines, colour) in _BITS.items():
        amount = _lines(middle, lines)
        if amount.any():
            label = text(f"budget.chart.{name}")
            panel.bar(month, amount, 1.0, bottom=bottom, color=colour, label=label, lw=0)
        bottom = bottom + amount
    once = _lines(middle, _ONCE)
    cost = middle["cost_cny"].to_numpy(np.float64) / _TEN_THOUSAND
    panel.step(month, cost - once, where="mid", color=INK, lw=2.0, label=text("budget.chart.running"))
    if once.any():
        panel.step(month, cost, where="mid", color=QUIET, lw=1.2, ls=":", label=text("budget.chart.with_once"))
    _mark_cliffs(panel, plan)
    _finish(panel, middle["date"].tolist(), text("budget.chart.10k_month"))
    return figure


def _lines(frame: pd.DataFrame, names: tuple[str, ...]) -> NDArray[np.float64]:
    return np.asarray(sum(frame[f"{name}_cny"].to_numpy(np.float64) for name in names) / _TEN_THOUSAND)


def _mark_cliffs(panel: Axes, plan: Plan) -> None:
    """Mark the months in which a cohort's subsidy ends; a thicker line where more floor area loses it."""
    told = plan.cohorts[(plan.cohorts["case"] == "mid") & plan.cohorts["in_horizon"].fillna(value=False).astype(bool)]
    area = told.groupby("cliff_month")["floor_area_m2"].sum()
    for month, lost in area.items():
        panel.axvline(float(month) - 0.5, color=_SHORT, lw=0.5 + 2.0 * lost / area.max(), alpha=0.55)
    if len(area):
        panel.plot([], [], color=_SHORT, lw=1.5, alpha=0.55, label=text("budget.chart.ends"))


def _finish(panel: Axes, labels: list[str], unit: str) -> None:
    month_ticks(panel, labels)
    panel.set_xlim(-0.5, len(labels) - 0.5)
    panel.set_ylabel(unit, color=QUIET)
    panel.yaxis.set_major_formatter("{x:,.0f}")
    panel.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=9)


def _cliff(plan: Plan) -> Figure:
    figure, panel = new_figure(plan, text("budget.chart.cliff"), text("budget.chart.cliff_note"))
    told = plan.cohorts[(plan.cohorts["case"] == "mid") & plan.cohorts["balance_cny"].notna()].sort_values(
        "cliff_month"
    )
    told = told.nlargest(_MOST_COHORTS, "floor_area_m2").sort_values("cliff_month")
    at = np.arange(len(told))
    before = told["balance_before_cny"].to_numpy(np.float64) / _TEN_THOUSAND
    after = told["balance_cny"].to_numpy(np.float64) / _TEN_THOUSAND
    panel.bar(at - 0.2, np.nan_to_num(before), 0.4, color=_MID, label=text("budget.chart.before"))
    panel.bar(at + 0.2, after, 0.4, color=_SHORT, hatch="//", edgecolor="white", label=text("budget.chart.after"))
    for x, row in zip(at, told.itertuples(index=False), strict=True):
        words = text("budget.chart.cohort", estates=row.estates, area=f"{row.floor_area_m2 / _TEN_THOUSAND:,.0f}")
        low = min(0.0, row.balance_cny / _TEN_THOUSAND)
        panel.annotate(
            words, (x, low), xytext=(0, -4), textcoords="offset points", ha="center", va="top", fontsize=8, color=QUIET
        )
    panel.axhline(0, color=INK, lw=0.9)
    panel.margins(y=0.15)
    _finish(panel, told["cliff_date"].tolist(), text("budget.chart.10k_month"))
    return figure


def _tornado(plan: Plan) -> Figure:
    told = plan.tornado.sort_values("rank", ascending=False)
    height = 2.0 + 0.38 * max(len(told), 3)
    figure, panel = new_figure(plan, text("budget.chart.tornado"), text("budget.chart.tornado_note"), height=height)
    middle = plan.facts.get("budget", {}).get("cases", {}).get("mid", {}).get("npv_cny", 0.0) / _TEN_THOUSAND
    at = np.arange(len(told))
    for column, colour, hatch, label in (
        ("npv_at_low_cny", "#e9c46a", "", text("budget.chart.at_low")),
        ("npv_at_high_cny", _MID, "//", text("budget.chart.at_high")),
    ):
        ends = told[column].to_numpy(np.float64) / _TEN_THOUSAND
        panel.barh(at, ends - middle, 0.6, left=middle, color=colour, hatch=hatch, edgecolor="white", label=label)
    panel.axvline(middle, color=INK, lw=1.0)
    names = [
        drawable(f"{row.meaning}  {row.value_low:g} … {row.value_high:g} {row.unit or ''}".rstrip())
        for row in told.itertuples(index=False)
    ]
    panel.set_yticks(at, names, fontsize=9)
    panel.grid(axis="y", visible=False)
    panel.grid(axis="x", color="#e3e0d8", lw=0.8)
    panel.xaxis.set_major_formatter("{x:,.0f}")
    panel.set_xlabel(text("budget.unit.10k"), color=QUIET)
    panel.legend(loc="lower right", frameon=False, fontsize=9)
    return figure
