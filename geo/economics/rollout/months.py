"""The months of every stage of every estate, once the months of entry are known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.economics.rollout.ground import Ground
from geo.economics.rollout.problem import Longs
from geo.economics.rollout.standing import AHEAD

UNKNOWN = -(10**6)  # a stage passed at a time the ledger does not tell

_ORDER = (("survey", 3, "survey"), ("plan", 2, "plan"), ("contract", 1, "cleanup"), ("cleanup", 1, "cleanup"))


@dataclass(frozen=True, slots=True, eq=False)
class Stages:
    """Months in which stages begin, ``(n,)`` each; `UNKNOWN` where passed, the horizon or later where never."""

    survey: Longs
    plan: Longs
    contract: Longs
    cleanup: Longs
    entry: Longs

    def spans(self) -> dict[str, tuple[Longs, Longs]]:
        """Return for survey, plan and clean-up the month of beginning and the month after the end."""
        return {
            "survey": (self.survey, self.plan),
            "plan": (self.plan, self.contract),
            "cleanup": (self.cleanup, self.entry),
        }


def stage_months(ground: Ground, entry: Longs) -> Stages:
    """Count the stages back from the entry; what has begun keeps the month the ledger states."""
    months = ground.entries(entry)
    columns = {
        name: np.full(len(months), UNKNOWN, dtype=np.int64) for name in ("survey", "plan", "contract", "cleanup")
    }
    leads = dict(zip(("survey", "plan", "cleanup"), ground.leads.T, strict=True)) if len(ground.leads) else {}
    for at, one in enumerate(ground.standing):
        has_entered = one.given_entry is not None and one.given_entry < 0
        ahead = 0 if has_entered else AHEAD.get(one.stage, 0)
        for name, least, lead in _ORDER:
            if name in one.begun:
                columns[name][at] = one.begun[name]
            elif ahead >= least and months[at] < ground.calendar.months:
                columns[name][at] = max(0, months[at] - leads[lead][at])  # a dated entry may leave too little time
            elif ahead >= least:
                columns[name][at] = ground.calendar.months
    return Stages(**columns, entry=months)
