"""Plain tables for the terminal, with columns that line up under Chinese text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geo.cli.columns import aligned
from geo.cli.comparisons import comparison_lines
from geo.cli.enclosure_lines import enclosure_lines
from geo.plan import Plan
from geo.wording import text


def summary_lines(plan: Plan, folder: Path) -> Iterator[str]:
    """Say a plan in lines: the accounts of rows, the numbers, each sub-district's proof, where to look."""
    facts = plan.summary()
    if plan.policy.invented:
        yield text("invented")
    yield text("cli.rows", **{key: facts[key] for key in ("estates", "planned", "rejected", "to_locate")})
    yield from _finding_words(plan)
    yield text("cli.made", **{key: facts[key] for key in ("regions", "groups", "stations", "offices")})
    if "firms_balance" in facts:
        yield text("cli.firms", firms=facts["firms"], worst=f"{facts['firms_balance']['largest_deviation']:.1%}")
    yield text("cli.walk", **_walk_words(facts["coverage"], facts["walk_m"]))
    yield text("cli.posts", **_post_words(facts))
    yield from _sharing_words(facts)
    yield from enclosure_lines(facts)
    yield ""
    head = [text(f"cli.column.{name}") for name in ("subdistrict", "estates", "stations", "objective", "seconds")]
    solutions = plan.tables["solutions"].sort_values("name")
    rows = [
        [row.name, str(row.estates), str(row.stations), f"{row.objective:,.0f}", f"{row.seconds:.1f}"]
        for row in solutions.itertuples(index=False)
    ]
    proofs = [text("cli.column.proof"), *solutions["proof"]]
    yield from (f"{line}  {proof}" for line, proof in zip(aligned([head, *rows]), proofs, strict=True))
    yield ""
    yield from comparison_lines(plan)
    for row in solutions[solutions["status"] == "infeasible"].itertuples(index=False):
        yield text("cli.clash", name=row.name, clashes=row.clashes)
    if plan.record.get("interrupted"):
        yield text("cli.interrupted_plan")
    for name in ("map.html", "plan.xlsx", "plan.gpkg"):
        yield text(f"cli.look.{name}", path=folder / name)


def _finding_words(plan: Plan) -> Iterator[str]:
    """Count what was found, and say the errors of the plan itself; those of rows are listed by ``geo check``."""
    findings = plan.tables["findings"]
    counts = findings["severity"].value_counts()
    if counts.get("error", 0) + counts.get("warning", 0):
        yield text("cli.findings", errors=counts.get("error", 0), warnings=counts.get("warning", 0))
    of_plan = findings[(findings["severity"] == "error") & (findings["file"] == "")]
    for said in of_plan.itertuples(index=False):
        yield f"[{text('severity.error')}] {said.found}{text('finding.and')}{said.remedy}"


def _walk_words(coverage: dict[str, float | None], walk_m: dict[str, float | None]) -> dict[str, str]:
    shares = {f"c{d}": "-" if coverage[d] is None else f"{coverage[d]:.1%}" for d in ("300", "500", "1000")}
    return shares | {k: "-" if walk_m[k] is None else f"{walk_m[k]:.0f}" for k in ("mean", "p90", "max")}


def _sharing_words(facts: dict[str, Any]) -> Iterator[str]:
    """Say what sharing saves and what the road takes; an older plan does not know."""
    if "sharing" in facts:
        sharing = facts["sharing"]
        saved, travel = f"{sharing['wages_saved_cny']:,.0f}", f"{sharing['travel_cny']:,.0f}"
        posts = f"{sharing['posts_saved']:,}"
        yield text("cli.sharing", posts=posts, saved=saved, travel=travel, not_paying=sharing["not_paying"])


def _post_words(facts: dict[str, object]) -> dict[str, str]:
    names = ("posts_alone", "posts_fractional", "posts_pooled", "monthly_cost_cny")
    return {name: "-" if facts.get(name) is None else f"{facts[name]:,.0f}" for name in names}
