"""How many crews are really needed at each depot, beside the posts of the plan, with the proof of their hours."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from geo.plan import Status
from geo.policy import Policy, RoundRole
from geo.routing.crews import Solved
from geo.routing.events import events_of
from geo.routing.weeks import pooled_posts_of
from geo.schema import CREW_NEEDS


def needs_table(solved: Sequence[Solved], residents: Sequence[int], policy: Policy) -> pd.DataFrame:
    """Write one row a depot and role; `residents` are the whole posts that stay at estates of each depot."""
    rows = [_row(one, stay, policy) for one, stay in zip(solved, residents, strict=True)]
    return CREW_NEEDS.conform(pd.DataFrame(rows, columns=CREW_NEEDS.names()))


def people_needed(crews: int, days: int, role: RoundRole, policy: Policy) -> int:
    """Return the people who keep `crews` crews going on `days` days a week.

    A crew that works more hours a week than a post is paid for is shared by more people (weekend cover).
    """
    hours_post = policy.staffing.hours_month / policy.travel.weeks_a_month
    return math.ceil(crews * role.people * max(1.0, days * role.paid_hours_day / hours_post) - 1e-9)


def _row(one: Solved, residents: int, policy: Policy) -> dict[str, Any]:
    week, proof = one.week, one.answer.proof
    role, tours = week.settings, one.answer.plan.tours
    travel_s = sum(int(week.seconds[event.before, event.place]) for tour in tours for event in events_of(week, tour))
    paid = np.array([tour.finish_s - tour.start_s - _rest_s(one, tour) for tour in tours], dtype=float)
    people = people_needed(one.crews, len(role.days), role, policy) + residents
    posts = pooled_posts_of(week.depot, role)
    is_whole = not one.answer.plan.unserved
    return {
        "depot_id": week.depot.depot_id,
        "depot_level": week.depot.level,
        "subdistrict": week.depot.subdistrict,
        "role": week.role,
        "visits_week": sum(len(tour.stops()) for tour in tours),
        "work_hours_week": sum(stop.leave_s - stop.start_s for tour in tours for stop in tour.stops()) / 3600,
        "travel_hours_week": travel_s / 3600,
        "crews": one.crews,
        "people": people,
        "residents": residents,
        "crews_bound": one.crews_bound,
        "posts_pooled": posts,
        "spare_people": None if posts is None else posts - people,
        "value_min": float(paid.sum() / 60),
        "bound_min": proof.bound / 60 if math.isfinite(proof.bound) else None,
        "gap": _gap(float(paid.sum()), proof.bound),
        "status": proof.status.value if is_whole else Status.INFEASIBLE.value,
        "longest_over_mean": float(paid.max() / paid.mean()) if len(paid) else None,
        "shortest_over_mean": float(paid.min() / paid.mean()) if len(paid) else None,
        "balance_price": one.price,
    }


def _rest_s(one: Solved, tour: Any) -> int:  # noqa: ANN401
    rest = one.week.problem.kinds[tour.kind].rest
    return rest.length_s if rest is not None and tour.rest_s is not None else 0


def _gap(value_s: float, bound_s: float) -> float | None:
    """Return how far paid time is from the bound, which counts work and ways and no rest."""
    if not math.isfinite(bound_s):
        return None
    return max(0.0, (value_s - max(bound_s, 0.0)) / value_s) if value_s > 0 else 0.0
