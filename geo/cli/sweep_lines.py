"""What ``geo sweep`` prints: the curve as a table, knee and least score, and where to look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from geo.cli.columns import aligned
from geo.measures.tradeoffs import TradeOff, TradePoint
from geo.wording import text

_SHOWN = 16  # rows of the table; all of them are in the files
_TEN_THOUSAND = 1e4


def sweep_lines(curve: TradeOff, out: Path, folders: Sequence[Path]) -> Iterator[str]:
    """Walk the lines about a sweep."""
    known = [point for point in curve.points if point.has_plan]
    if known:
        columns = ("stations", "coverage_500", "elderly_500", "walk_mean", "cost", "posts", "gap")
        yield from aligned([[text(f"sweep.column.{name}") for name in columns], *(_cells(p) for p in _some(known))])
    for point in [point for point in curve.points if not point.has_plan][:3]:
        yield f"{point.stations}：{point.rule}"
    missing = len(curve.points) - len(known)
    if missing > 3:
        yield text("sweep.infeasible_points", count=missing)
    widest = max((point.gap for point in known if point.gap is not None), default=0.0)
    yield text(
        "sweep.say.points",
        points=len(curve.points),
        proved=sum(point.status == "optimal" for point in known),
        gap=f"{widest:.3%}",
        solved=curve.solved,
        reused=curve.reused,
    )
    best = None if curve.cheapest is None else curve.point(curve.cheapest)
    if best is not None:
        cost, near = (best.monthly_cost_cny or 0.0) / _TEN_THOUSAND, best.measure("coverage")
        yield text("sweep.say.cheapest", stations=best.stations, cost=f"{cost:,.1f}", coverage=_share(near))
    if known:
        yield curve.knee.reason if curve.knee is not None else text("sweep.knee.none")
    if curve.interrupted:
        yield text("sweep.say.resume")
    for path in (out / "sweep.html", *folders):
        yield text("cli.wrote", path=path)


def _some(points: Sequence[TradePoint]) -> list[TradePoint]:
    """Take points spread evenly, with the first, the last and the knee."""
    if len(points) <= _SHOWN:
        return list(points)
    at = {round(k * (len(points) - 1) / (_SHOWN - 1)) for k in range(_SHOWN)}
    return [point for k, point in enumerate(points) if k in at or point.knee]


def _cells(point: TradePoint) -> list[str]:
    cost, walk = (point.monthly_cost_cny or 0.0) / _TEN_THOUSAND, point.measure("walk")
    mark = " *" if point.knee else ""
    return [
        f"{point.stations}{mark}",
        _share(point.measure("coverage")),
        _share(point.measure("elderly")),
        "—" if walk is None else f"{walk:,.0f} {text('sweep.unit.m')}",
        f"{cost:,.1f}",
        f"{point.posts:,d}",
        text(f"sweep.status.{point.status}") if point.gap is None or point.status == "optimal" else f"{point.gap:.3%}",
    ]


def _share(share: float | None) -> str:
    return "—" if share is None else f"{share:.1%}"
