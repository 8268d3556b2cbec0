"""The picture of robustness: how often each plan is best, and how far its outcome may lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geo.maps.charts import INK, QUIET, RULE, blank_figure
from geo.reports.fonts import drawable
from geo.wording import text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_BAR, _SPAN, _DOT = "#17637a", "#8fb8c9", "#17637a"
_TEN_THOUSAND = 1e4
_MOST_PLANS, _MOST_SIGNS = 24, 18


def draw_robustness(plans: pd.DataFrame, *, by: str, invented: bool) -> Figure:
    """Draw the table `robust_plans`; `by` is ``npv`` or ``fee``."""
    shown = plans.sort_values(["best_share", "plan"], ascending=[True, False]).tail(_MOST_PLANS)
    figure = blank_figure(11.5, 2.4 + 0.42 * len(shown), layout=None)
    left, right = figure.subplots(1, 2, sharey=True)
    figure.subplots_adjust(left=0.17, right=0.975, top=1 - 1.05 / figure.get_figheight(), bottom=0.16, wspace=0.08)
    figure.text(0.012, 1 - 0.28 / figure.get_figheight(), text("robust.title"), va="center", fontsize=15, color=INK)
    note = text("robust.subtitle") if not invented else f"{text('invented')}  {text('robust.subtitle')}"
    figure.text(0.012, 1 - 0.62 / figure.get_figheight(), note, va="center", fontsize=9.5, color=QUIET)
    rows = np.arange(len(shown))
    share = shown["best_share"].to_numpy(float) * 100
    left.barh(rows, share, color=_BAR, height=0.6)
    for row, value in zip(rows, share, strict=True):
        left.text(value + 1, row, f"{value:.0f}%", va="center", fontsize=9, color=INK)
    left.set_xlim(0, 112)
    left.set_yticks(rows, [drawable(str(name))[:_MOST_SIGNS] for name in shown["plan"]])
    left.set_xlabel(text("robust.axis.share"), color=QUIET, fontsize=9)
    unit = _TEN_THOUSAND if by == "npv" else 1.0
    low, half, high = (shown[f"value_p{point}"].to_numpy(float) / unit for point in (10, 50, 90))
    right.hlines(rows, low, high, color=_SPAN, lw=7)
    right.plot(half, rows, "o", color=_DOT, ms=7)
    right.set_xlabel(text(f"robust.axis.{by}"), color=QUIET, fontsize=9)
    for panel in (left, right):
        _quiet(panel)
    return figure


def _quiet(panel: Axes) -> None:
    panel.grid(axis="x", color=RULE, lw=0.8)
    panel.set_axisbelow(True)
    panel.tick_params(length=0, labelsize=9)
    for spine in panel.spines.values():
        spine.set_visible(False)
