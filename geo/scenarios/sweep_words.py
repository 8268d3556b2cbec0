"""The steps and the knee of a curve in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from geo.measures.tradeoffs import Knee, Step, TradePoint
from geo.wording import text

_TEN_THOUSAND = 1e4


def step_in_words(step: Step) -> str:
    """Say what the stations between two points buy: households within 500 m, and yuan a month."""
    words = text(
        "sweep.step",
        before=step.before,
        after=step.after,
        households=f"{step.covered_households:+,d}",
        cny=f"{step.monthly_cost_cny / _TEN_THOUSAND:+,.2f}",
    )
    return f"{words}{text('sweep.step.tie')}" if step.is_tie else words


def knee_in_words(knee: Knee, points: Sequence[TradePoint], steps: Sequence[Step]) -> str:
    """Say why a point is the knee: how far above the chord, and what a station buys before and after it."""
    known = [point for point in points if point.has_plan]
    words = text(
        "sweep.knee.reason",
        stations=knee.stations,
        measure=text(f"sweep.measure.{knee.measure}"),
        first=known[0].stations,
        last=known[-1].stations,
        distance=f"{knee.distance:.0%}",
    )
    before = [step for step in steps if step.after <= knee.stations]
    after = [step for step in steps if step.before >= knee.stations]
    if not before or not after:
        return words
    return words + text("sweep.knee.rates", before=_rate(before), after=_rate(after), **_cost(before, after))


def _rate(steps: Sequence[Step]) -> str:
    """Households within 500 m that a station brings on the average."""
    stations = steps[-1].after - steps[0].before
    return f"{sum(step.covered_households for step in steps) / stations:+,.0f}"


def _cost(before: Sequence[Step], after: Sequence[Step]) -> dict[str, str]:
    named = {"before_cny": before, "after_cny": after}
    return {
        name: f"{sum(step.monthly_cost_cny for step in steps) / (steps[-1].after - steps[0].before) / 1e4:+,.2f}"
        for name, steps in named.items()
    }
