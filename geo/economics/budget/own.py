"""The lines that belong to one estate each: its income, its materials, its works, and what follows from them."""

from __future__ import annotations

import numpy as np

from geo.economics.budget.assumptions import Assumptions
from geo.economics.budget.basis import Basis, Bools
from geo.economics.budget.fen import Fen, fen
from geo.economics.budget.income import own_income
from geo.economics.budget.works import own_enclosure, own_works
from geo.policy import Policy
from geo.schema.money import MONEY_LINES


def own_lines(basis: Basis, policy: Policy, assumed: Assumptions, *, months: int, rewarded: Bools) -> dict[str, Fen]:
    """Return every line of the account as far as each estate's own, fen, shape ``(n, months)``; nothing elsewhere.

    Parameters
    ----------
    rewarded : estates that get the reward after their subsidy, shape ``(n,)``.
    """
    lines = {name: np.zeros((basis.count, months), dtype=np.int64) for name in MONEY_LINES}
    lines |= own_income(basis, policy, assumed, months=months, rewarded=rewarded)
    lines["materials"] = fen(basis.area_m2 * assumed["materials_cny_m2_month"])[:, None] * basis.is_in(months)
    lines["overhead"] = _share(lines["materials"], assumed["overhead_share"])
    lines["tax"] = _share(lines["fees"] + lines["parking"] + lines["common_rent"], assumed["tax_share"])
    lines["enclosure"] = own_enclosure(basis, policy, assumed, months=months)
    lines["clean_up"] = own_works(basis, policy, assumed, months=months)
    return lines


def _share(amount: Fen, share: float) -> Fen:
    return np.asarray(np.rint(amount * share), dtype=np.int64)
