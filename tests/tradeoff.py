"""A small invented sweep for charts, workbook and page, with names that try to break out."""

from __future__ import annotations

from dataclasses import replace

from geo.measures.tradeoffs import Knee, TradeOff, TradePoint, mark_dominated, steps_between
from tests.town import HOSTILE_NAMES


def small_curve(*, invented: bool = True) -> TradeOff:
    """Make a curve of six points: one dominated, one without a plan, one the knee."""
    points = [_point(at, stations) for at, stations in enumerate((4, 5, 6, 7, 8))]
    points[3] = replace(points[3], coverage={"300": 0.2, "500": 0.3, "1000": 0.7}, gini=0.9)
    points.append(TradePoint(9, "infeasible", rule=f"站数超出 {HOSTILE_NAMES[1]}"))
    marked = [replace(point, knee=point.stations == 6) for point in mark_dominated(points)]
    return TradeOff(
        tuple(marked), steps=tuple(replace(step, words=f"+1 {HOSTILE_NAMES[0]}") for step in steps_between(marked)),
        knee=Knee(6, "coverage", 0.3, f"拐点 {HOSTILE_NAMES[2]}"), pareto=tuple(marked[:3]), cheapest=7,
        range=(2, 8), invented=invented,
    )  # fmt: skip


def _point(at: int, stations: int) -> TradePoint:
    near = (0.40, 0.55, 0.68, 0.72, 0.75)[at]
    return TradePoint(
        stations, "optimal" if at else "gap", 2.0e6 - 5e4 * at, 1.99e6 - 5e4 * at, 0.0 if at else 0.005,
        coverage={"300": near - 0.2, "500": near, "1000": near + 0.2}, coverage_elderly={"500": near - 0.01},
        covered_households=round(10_000 * near),
        walk_m={"mean": 600.0 - 50 * at, "p90": 1_100.0, "max": 2_000.0, "worst_decile": 1_500.0},
        gini=0.45, monthly_cost_cny=1.5e6 + 2e4 * at, posts=100 + 4 * at,
        shares={HOSTILE_NAMES[0]: 2, "=1+1街道": stations - 2},
    )  # fmt: skip
