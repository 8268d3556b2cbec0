"""What `geo plan` says at its end: the plan beside others, the plan in force, its moves, ways with communities."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geo.cli.columns import aligned
from geo.plan import Plan
from geo.schema import MOVES
from geo.wording import language, text

_SHOWN_MOVES = 20
_OWN_MODELS = {"as_is", "moves"}


def comparison_lines(plan: Plan) -> Iterator[str]:
    """Say in lines what the plan is compared with; nothing where there is nothing to compare."""
    facts = plan.summary()
    yield from _table(
        "baseline",
        facts.get("baselines") or [],
        ("stations", "objective", "difference_cny", "difference", "violations"),
    )
    yield from _table(
        "mode",
        facts.get("community_modes") or [],
        ("stations", "objective", "price_cny", "price", "splits", "violations"),
    )
    yield from _price_lines(facts.get("rule_prices") or [])
    if standing := facts.get("in_force"):
        is_told = set(plan.solutions["model"]) & _OWN_MODELS  # the plan itself then lists its broken rules
        yield from _standing_lines(standing, lists_rules=not is_told)
    yield from _move_lines(plan)
    if edits := facts.get("edits"):
        yield text("cli.edits", **edits)
        for row in plan.moves[plan.moves["kind"] == "refused"].itertuples(index=False):
            yield text("cli.edits.refused", name=row.name, remark=row.remark)
        yield ""


def _table(kind: str, rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> Iterator[str]:
    if not rows:
        return
    cells = [[text(f"cli.{kind}.{name}") for name in ("name", *names)]]
    cells += [
        [text(f"{kind}.{row['mode' if kind == 'mode' else 'name']}"), *(_shown(row, name) for name in names)]
        for row in rows
    ]
    yield text(f"cli.{kind}s")
    yield from aligned(cells)
    yield ""


def _price_lines(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """List what giving up each rule would save, where it saves anything; the upper ends where they are known."""
    worth = [row for row in rows if row["subdistricts"]]
    if not worth:
        return
    names = ["saving", "low", "high"] if any(row["high_cny_month"] is not None for row in worth) else ["saving", "low"]
    cells = [[text(f"cli.price.{name}") for name in ("rule", "subdistricts", *names)]]
    for row in worth:
        amounts = [row[f"{name}_cny_month"] for name in names]
        shown = ["-" if amount is None else f"{amount:,.0f}" for amount in amounts]
        cells.append([text(f"rule.{row['rule']}"), str(row["subdistricts"]), *shown])
    yield text("cli.prices")
    yield from aligned(cells)
    yield ""


def _shown(row: Mapping[str, Any], name: str) -> str:
    value = row[f"{name}_month"] if name.endswith("_cny") else row[name]
    if name in {"difference", "price"}:
        return f"{value:.1%}"
    return f"{value:+,.0f}" if name.endswith("_cny") else f"{value:,.0f}"


def _standing_lines(standing: Mapping[str, Any], *, lists_rules: bool) -> Iterator[str]:
    """Say how the plan in force stands, and which hard rules it breaks where."""
    gap = standing["gap_cny_month"]
    distance = text(
        "cli.in_force.no_bound" if gap is None else "cli.in_force.bound",
        gap="" if gap is None else f"{gap:,.0f}",
        moves=standing["optimum_moves"],
        optimum=f"{standing['optimum']:,.0f}",
    )
    words = {key: standing[key] for key in ("source", "stations", "violations")}
    yield text("cli.in_force", **words, objective=f"{standing['objective']:,.0f}", distance=distance)
    for part in standing["broken"] if lists_rules else ():
        yield text("cli.in_force.broken", **part)
    yield ""


def _move_lines(plan: Plan) -> Iterator[str]:
    """List the first moves; the workbook has them all."""
    moves = plan.moves.sort_values("number", kind="stable")
    if moves.empty:
        return
    kinds = MOVES["kind"].choices if language() == "zh" else {}
    rows = [[text(f"cli.move.{name}") for name in ("number", "kind", "name", "from", "to", "gain_cny")]]
    rows += [
        [
            str(row.number),
            kinds.get(row.kind, row.kind),
            row.name,
            row.from_station_id or "",
            row.to_station_id or "",
            "" if row.gain_cny != row.gain_cny else f"{row.gain_cny:+,.0f}",
        ]
        for row in moves.head(_SHOWN_MOVES).itertuples(index=False)
    ]
    yield text("cli.moves", count=len(moves))
    yield from aligned(rows)
    if len(moves) > _SHOWN_MOVES:
        yield text("cli.moves.more", count=len(moves) - _SHOWN_MOVES)
    yield ""
