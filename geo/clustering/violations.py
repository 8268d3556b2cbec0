"""The hard rules that a plan breaks, in words: a short list for tables, and a sentence for each rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from geo.clustering.checker import Violation
from geo.clustering.problem import Clash
from geo.errors import shortlist
from geo.wording import text


def broken_rules(violations: Sequence[Violation]) -> str:
    """Name the rules broken, each with how often: 片区不连通 ×2、超出用房户数 ×1; empty where none is."""
    counts = Counter(item.rule for item in violations)
    lines = [text("broken.count", rule=text(f"broken.{rule}"), count=count) for rule, count in counts.items()]
    return text("list.separator").join(lines)


def as_clashes(violations: Sequence[Violation], names: Sequence[str]) -> tuple[Clash, ...]:
    """Turn violations into clashes, one for each rule, with the names of the estates concerned."""
    found = []
    for rule in dict.fromkeys(item.rule for item in violations):
        own = [item for item in violations if item.rule == rule]
        estates = tuple(sorted({estate for item in own for estate in item.estates}))
        said = text(f"broken.{rule}")
        if estates:
            said = text("broken.estates", rule=said, estates=shortlist(names[e] for e in estates))
        found.append(Clash(rule, estates, said))
    return tuple(found)
