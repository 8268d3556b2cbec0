"""Charts of the roll-out: S-curves in three denominators with the simulated band, a Gantt chart by sub-district."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geo.maps.charts import INK, QUIET, RULE, Writer, blank_figure, chart_files
from geo.maps.stages import STAGE_COLOURS
from geo.plan import Plan
from geo.reports.fonts import drawable
from geo.wording import text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MEASURES = ("estates", "floor_area", "households")
_LANES = ("survey", "plan", "cleanup")
_MOST_ROWS = 40  # sub-districts in the Gantt chart: beyond it the last to finish are shown


def rollout_charts(plan: Plan) -> dict[str, Writer]:
    """Return the writers of the charts by their path in the plan folder; none where no entries are scheduled."""
    if not len(plan.rollout):
        return {}
    return chart_files(plan, {"s-curve": _curves, "gantt": _gantt})


def _curves(plan: Plan) -> Figure:
    city = plan.rollout_months[plan.rollout_months["level"] == "city"]
    facts: dict[str, Any] = plan.facts.get("rollout", {})
    figure = blank_figure(11.0, 4.6)
    panels = figure.subplots(1, 3, sharex=True, sharey=True)
    for panel, measure in zip(panels, _MEASURES, strict=True):
        _curve(panel, city, measure)
        _mark_months(panel, city, facts.get("deadline"))
        panel.set_title(text(f"charts.{measure}"), loc="left", fontsize=11, color=INK)
    panels[0].set_ylabel(text("charts.share"), color=QUIET)
    marks, words = panels[0].get_legend_handles_labels()
    figure.legend(marks, words, loc="outside lower left", ncols=4, frameon=False, fontsize=9)
    _title(figure, plan, text("charts.curves"))
    return figure


def _curve(panel: Axes, city: pd.DataFrame, measure: str) -> None:
    month = city["month"].to_numpy(float)
    share = city[f"{measure}_share"].to_numpy(float) * 100
    low, mid, high = (city[f"{measure}_p{percent}"].to_numpy(float) * 100 for percent in (10, 50, 90))
    ahead = month >= -1
    if np.isfinite(low[ahead]).all():
        panel.fill_between(month[ahead], low[ahead], high[ahead], color=STAGE_COLOURS["plan"], alpha=0.25, lw=0,
                           label=text("charts.band"))  # fmt: skip
        panel.plot(month[ahead], mid[ahead], color=STAGE_COLOURS["plan"], lw=1.6, ls=(0, (4, 2)),
                   label=text("charts.median"))  # fmt: skip
    panel.plot(month[~ahead | (month == -1)], share[~ahead | (month == -1)], color=INK, lw=2.4,
               label=text("charts.past"))  # fmt: skip
    panel.plot(month[ahead], share[ahead], color=STAGE_COLOURS["entered"], lw=2.4, label=text("charts.planned"))
    panel.set_ylim(0, 103)
    panel.yaxis.set_major_formatter("{x:.0f}%")
    panel.grid(axis="y", color=RULE, lw=0.8)
    for side in ("top", "right"):
        panel.spines[side].set_visible(False)


def _mark_months(panel: Axes, city: pd.DataFrame, deadline: str | None) -> None:
    months, labels = city["month"].to_numpy(int), city["on"].to_list()
    step = max(1, -(-len(months) // 7))
    shown = [at for at, month in enumerate(months) if month % step == 0]
    panel.set_xticks([months[at] for at in shown], [labels[at] for at in shown], rotation=45, ha="right", fontsize=8)
    panel.axvline(-0.5, color=QUIET, lw=0.8, ls=":")
    panel.annotate(text("charts.today"), (-0.5, 2), xytext=(3, 0), textcoords="offset points", fontsize=8, color=QUIET)
    if deadline in labels:
        at = months[labels.index(deadline)]
        panel.axvline(at, color="#9b1c1c", lw=1.0)
        panel.annotate(text("charts.deadline"), (at, 2), xytext=(3, 0), textcoords="offset points", fontsize=8,
                       color="#9b1c1c")  # fmt: skip


def _gantt(plan: Plan) -> Figure:
    months = plan.rollout_months[plan.rollout_months["level"] == "subdistrict"]
    ahead = months[months["month"] >= 0]
    last = ahead[ahead["entries"] > 0].groupby("name")["month"].max()
    names = sorted(set(months["name"]), key=lambda name: (-float(last.get(name, -1)), name))[:_MOST_ROWS]
    figure = blank_figure(11.0, max(3.0, 1.4 + 0.55 * len(names)))
    panel = figure.subplots()
    for row, name in enumerate(names):
        _draw_row(panel, row, ahead[ahead["name"] == name])
    panel.set_yticks(range(len(names)), [drawable(str(name)) for name in names], fontsize=9.5)
    panel.set_ylim(len(names) - 0.4, -0.75)
    labels = ahead[ahead["month"] <= last.max() + 1].drop_duplicates("month").sort_values("month")
    step = max(1, -(-len(labels) // 18))
    shown = labels.iloc[::step]
    panel.set_xticks(shown["month"] + 0.5, shown["on"], rotation=45, ha="right", fontsize=8)
    panel.set_xlim(0, int(labels["month"].max() + 1) if len(labels) else 1)
    _mark_gantt_deadline(panel, labels, plan.facts.get("rollout", {}).get("deadline"))
    panel.grid(axis="x", color=RULE, lw=0.6)
    panel.set_axisbelow(True)
    panel.tick_params(length=0)
    for side in ("top", "right", "left"):
        panel.spines[side].set_visible(False)
    _gantt_legend(figure)
    _title(figure, plan, text("charts.gantt"))
    return figure


def _draw_row(panel: Axes, row: int, own: pd.DataFrame) -> None:
    """Draw the three stages as thin bars where anyone is in them, the entries as cells with their number."""
    most = max(1.0, float(own["entries"].max()))
    for lane, stage in enumerate(_LANES):
        for month in own.loc[own[f"households_in_{stage}"] > 0, "month"]:
            panel.barh(row - 0.32 + lane * 0.13, 1.0, left=month, height=0.11, color=STAGE_COLOURS[stage], lw=0)
    for month, entries in own.loc[own["entries"] > 0, ["month", "entries"]].itertuples(index=False):
        strength = 0.7 + 0.3 * entries / most
        panel.barh(
            row + 0.19, 0.94, left=month + 0.03, height=0.34, color=STAGE_COLOURS["entered"], alpha=strength, lw=0
        )
        panel.text(month + 0.5, row + 0.19, str(int(entries)), ha="center", va="center", fontsize=8, color="white")


def _mark_gantt_deadline(panel: Axes, labels: pd.DataFrame, deadline: str | None) -> None:
    at = labels.loc[labels["on"] == deadline, "month"]
    if len(at):
        panel.axvline(float(at.iloc[0]) + 1, color="#9b1c1c", lw=1.0)
        panel.annotate(text("charts.deadline"), (float(at.iloc[0]) + 1, -0.72), xytext=(3, -2),
                       textcoords="offset points", fontsize=8, color="#9b1c1c", va="top")  # fmt: skip


def _gantt_legend(figure: Figure) -> None:
    from matplotlib.patches import Patch

    marks = [Patch(color=STAGE_COLOURS[stage], label=text(f"charts.stage.{stage}")) for stage in (*_LANES, "entered")]
    figure.legend(handles=marks, loc="outside lower left", ncols=4, frameon=False, fontsize=9)


def _title(figure: Figure, plan: Plan, words: str) -> None:
    banner = f"  {text('invented')}" if plan.policy.invented else ""
    figure.suptitle(f"{words}{banner}", x=0.01, ha="left", fontsize=13, color=INK)
