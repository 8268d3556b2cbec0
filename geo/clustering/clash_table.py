"""The rules that clash as a table: which, for which estates, and what giving each up alone would cost."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from geo.clustering.problem import Clash, Problem
from geo.schema import CLASHES
from geo.wording import catalogue, text


def clashes_table(problem: Problem, clashes: Sequence[Clash], names: Sequence[str]) -> pd.DataFrame:
    """List the clashes, the cheapest way out first, those without one last.

    Parameters
    ----------
    names : of the estates, in the problem's order.
    """
    priced = [clash.relaxing_cny for clash in clashes if _is_priced(clash)]
    cheapest = min((cny for cny in priced if cny is not None), default=np.nan)
    ordered = sorted(clashes, key=lambda clash: (not _is_priced(clash), clash.relaxing_cny or 0.0))
    rows = [_row(problem, clash, names, cheapest) for clash in ordered]
    return CLASHES.conform(pd.DataFrame(rows, columns=CLASHES.names()))


def _is_priced(clash: Clash) -> bool:
    return clash.relaxing_cny is not None and bool(np.isfinite(clash.relaxing_cny))


def _row(problem: Problem, clash: Clash, names: Sequence[str], cheapest: float) -> dict[str, object]:
    value = clash.relaxing_cny if clash.relaxing_cny is not None and _is_priced(clash) else np.nan
    return {
        "subdistrict": problem.name,
        "rule": _word(clash.rule),
        "estate_ids": "、".join(problem.estate_ids[estate] for estate in clash.estates) or None,
        "estates": text("list.separator").join(names[estate] for estate in clash.estates) or None,
        "gives_up": clash.gives_up or None,
        "relaxed_cny": value,
        "above_cheapest_cny": value - cheapest,
        "explanation": _sentence(clash, value, cheapest),
    }


def _sentence(clash: Clash, value: float, cheapest: float) -> str:
    if not clash.gives_up:
        return clash.explanation
    way = text(f"clash.gives_up.{clash.gives_up}", price=f"{value:,.0f}")
    more = value - cheapest
    rest = text("clash.cheapest") if more < 0.5 else text("clash.above", more=f"{more:,.0f}")
    return text("reason.separator").join([clash.explanation, way, rest])


def _word(rule: str) -> str:
    """Call a rule by its word: of a clash, else of a rule that the nearest plan breaks."""
    return next((text(key) for key in (f"clash_rule.{rule}", f"broken.{rule}") if key in catalogue()), rule)
