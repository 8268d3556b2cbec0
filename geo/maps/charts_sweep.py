"""The picture of a sweep: coverage, walk, cost and score against the number of stations, and the Pareto set."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from geo.maps.charts import INK, QUIET, RULE, Writer, blank_figure, write_chart
from geo.measures.tradeoffs import TradeOff, TradePoint
from geo.wording import text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TEN_THOUSAND = 1e4
_KNEE, _ALARM, _COST, _SCORE = "#b45309", "#9b1c1c", "#b45309", "#1d4e89"
_NEAR = (("300", "#8fb8c9"), ("500", "#17637a"), ("1000", "#2a9d8f"))
_WALKS = (("mean", "#17637a", "-"), ("p90", "#5b6770", "--"), ("worst_decile", "#9b1c1c", "-."))
Floats = NDArray[np.float64]


def sweep_charts(curve: TradeOff) -> dict[str, Writer]:
    """Return the writers of curve.png and curve.svg."""
    return {f"curve.{ending}": partial(write_chart, curve, draw_curve) for ending in ("png", "svg")}


def draw_curve(curve: TradeOff) -> Figure:
    """Draw a whole sweep on one sheet."""
    figure = blank_figure(12.5, 8.2, layout=None)
    panels = figure.subplots(2, 2)
    figure.subplots_adjust(left=0.055, right=0.985, top=0.885, bottom=0.06, hspace=0.28, wspace=0.16)
    figure.text(0.012, 0.975, text("sweep.title"), ha="left", va="center", fontsize=16, color=INK)
    figure.text(0.012, 0.942, headline(curve), ha="left", va="center", fontsize=9.5,
                color=_ALARM if curve.invented else QUIET)  # fmt: skip
    known = [point for point in curve.points if point.has_plan]
    _coverage(panels[0, 0], known)
    _walk(panels[0, 1], known)
    _cost(panels[1, 0], known)
    _pareto(panels[1, 1], curve)
    for panel in (panels[0, 0], panels[0, 1], panels[1, 0]):
        panel.set_xlabel(text("sweep.axis.stations"), color=QUIET, fontsize=9)
        _marks(panel, curve)
    return figure


def headline(curve: TradeOff) -> str:
    """Say range, proof and what was not found in one line; first that the data are invented, where they are."""
    known = [point for point in curve.points if point.has_plan]
    widest = max((point.gap for point in known if point.gap is not None), default=0.0)
    words = text(
        "sweep.subtitle",
        low=curve.points[0].stations,
        high=curve.points[-1].stations,
        points=len(curve.points),
        proved=sum(point.status == "optimal" for point in known),
        gap=f"{widest:.2%}",
    )
    missing = len(curve.points) - len(known)
    if missing:
        words = f"{words}；{text('sweep.infeasible_points', count=missing)}"
    return f"{text('invented')}  {words}" if curve.invented else words


def _values(points: Sequence[TradePoint], name: str) -> Floats:
    return np.array([np.nan if (value := point.measure(name)) is None else value for point in points], np.float64)


def _stations(points: Sequence[TradePoint]) -> Floats:
    return np.array([point.stations for point in points], np.float64)


def _coverage(panel: Axes, points: Sequence[TradePoint]) -> None:
    _dress(panel, text("sweep.panel.coverage"))
    x = _stations(points)
    for metres, colour in _NEAR:
        share = np.array([(point.coverage or {}).get(metres) or np.nan for point in points], np.float64)
        panel.plot(x, share, color=colour, lw=2.2 if metres == "500" else 1.6, marker="o", ms=3,
                   label=text("sweep.within", metres=metres))  # fmt: skip
    panel.plot(x, _values(points, "elderly"), color=_KNEE, lw=1.4, ls="--", label=text("sweep.elderly"))
    panel.set_ylim(0, 1.02)
    panel.yaxis.set_major_formatter("{x:.0%}")
    _legend(panel)


def _walk(panel: Axes, points: Sequence[TradePoint]) -> None:
    _dress(panel, text("sweep.panel.walk"))
    x = _stations(points)
    words = {"mean": "sweep.mean", "p90": "sweep.p90", "worst_decile": "sweep.worst"}
    for name, colour, dash in _WALKS:
        metres = np.array([(point.walk_m or {}).get(name) or np.nan for point in points], np.float64)
        panel.plot(x, metres, color=colour, lw=2.2 if name == "mean" else 1.5, ls=dash, label=text(words[name]))
    panel.set_ylim(bottom=0)
    panel.yaxis.set_major_formatter("{x:,.0f}")
    panel.set_ylabel(text("sweep.axis.walk"), color=QUIET, fontsize=9)
    _legend(panel)


def _cost(panel: Axes, points: Sequence[TradePoint]) -> None:
    _dress(panel, text("sweep.panel.cost"))
    x = _stations(points)
    cost, score = _values(points, "cost") / _TEN_THOUSAND, _values(points, "score") / _TEN_THOUSAND
    bound = np.array([np.nan if point.bound is None else point.bound for point in points], np.float64) / _TEN_THOUSAND
    panel.fill_between(x, bound, score, color=_SCORE, alpha=0.25, lw=0, label=text("sweep.bound"))
    panel.plot(x, score, color=_SCORE, lw=2.0, label=text("sweep.score"))
    panel.plot(x, cost, color=_COST, lw=2.0, ls="--", label=text("sweep.cost"))
    panel.yaxis.set_major_formatter("{x:,.0f}")
    panel.set_ylabel(text("sweep.unit.10k"), color=QUIET, fontsize=9)
    _legend(panel)


def _pareto(panel: Axes, curve: TradeOff) -> None:
    _dress(panel, text("sweep.panel.pareto"))
    known = [point for point in curve.points if point.has_plan]
    panel.plot(_values(known, "cost") / _TEN_THOUSAND, _values(known, "coverage"), color=RULE, lw=1.2, zorder=1)
    shown = curve.pareto or tuple(known)
    if shown:
        spots = panel.scatter(
            _values(shown, "cost") / _TEN_THOUSAND, _values(shown, "coverage"), c=_values(shown, "gini"),
            cmap="viridis_r", s=30, edgecolor="white", linewidth=0.5, zorder=3,
        )  # fmt: skip
        bar = panel.figure.colorbar(spots, ax=panel, pad=0.02, aspect=30)
        bar.set_label(text("sweep.measure.gini"), fontsize=8.5, color=QUIET)
        bar.outline.set_visible(False)
        bar.ax.tick_params(labelsize=8)
    if curve.knee is not None and (point := curve.point(curve.knee.stations)) is not None:
        at = ((point.monthly_cost_cny or 0.0) / _TEN_THOUSAND, point.measure("coverage") or 0.0)
        panel.scatter(*at, s=110, facecolor="none", edgecolor=_KNEE, linewidth=1.8, zorder=4)
        panel.annotate(text("sweep.knee", stations=point.stations), at, xytext=(10, -14), textcoords="offset points",
                       fontsize=9, color=_KNEE)  # fmt: skip
    panel.yaxis.set_major_formatter("{x:.0%}")
    panel.xaxis.set_major_formatter("{x:,.0f}")
    panel.set_xlabel(text("sweep.axis.cost"), color=QUIET, fontsize=9)
    panel.set_ylabel(text("sweep.measure.coverage"), color=QUIET, fontsize=9)


def _legend(panel: Axes) -> None:
    """Put the legend beside the title, where no curve runs."""
    panel.legend(loc="lower right", bbox_to_anchor=(1.005, 0.985), ncols=4, frameon=False, fontsize=8.2,
                 columnspacing=1.0, handlelength=1.8, handletextpad=0.5)  # fmt: skip


def _dress(panel: Axes, title: str) -> None:
    panel.set_title(title, loc="left", fontsize=11, color=INK)
    for side in ("top", "right"):
        panel.spines[side].set_visible(False)
    panel.grid(color=RULE, lw=0.7)
    panel.set_axisbelow(True)
    panel.tick_params(labelsize=8.5, colors=QUIET)


def _marks(panel: Axes, curve: TradeOff) -> None:
    """Mark knee and least score, and on the axis the numbers of stations without a plan."""
    low, high = panel.get_ylim()
    marks = [(curve.cheapest, "sweep.cheapest", _SCORE, 0.06)]
    if curve.knee is not None:
        marks.append((curve.knee.stations, "sweep.knee", _KNEE, 0.15))
    for stations, key, colour, height in marks:
        if stations is not None:
            panel.axvline(stations, color=colour, lw=1.0, ls=":")
            is_right = stations > (curve.points[0].stations + curve.points[-1].stations) / 2
            panel.text(stations, low + height * (high - low), f" {text(key, stations=stations)} ", color=colour,
                       fontsize=8.5, ha="right" if is_right else "left", va="bottom",
                       bbox={"facecolor": "white", "alpha": 0.8, "edgecolor": "none", "pad": 0.6})  # fmt: skip
    missing = [point.stations for point in curve.points if not point.has_plan]
    panel.plot(missing, [low] * len(missing), "x", color=_ALARM, ms=6, clip_on=False)
    panel.set_xlim(curve.points[0].stations - 0.5, curve.points[-1].stations + 0.5)
    panel.set_ylim(low, high)
