"""Rosters: who works when, with the fewest heads, and what is proved about their number.

From the bound of `bounds` upwards: search for a roster with so many heads; where the search fails, ask the integer
program, which may prove that there is none. Then the burden is made even and people are kept to their posts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from geo.plan import Status
from geo.policy.shifts import ShiftPolicy
from geo.routing.shifts.bounds import fewest_heads
from geo.routing.shifts.duties import Duty
from geo.routing.shifts.exact import roster_by_program
from geo.routing.shifts.kernels import even_out, give_out
from geo.routing.shifts.stints import Longs, Rules, Stints, rules_of, stints_of

_MOVES_A_DAY = 200  # exchanges tried by the annealing, each person and day
_ROUNDS = 3  # of keeping people to their posts


@dataclass(frozen=True, slots=True)
class Roster:
    """Who does which duty.

    Attributes
    ----------
    person : of each duty, in the order of the duties given, from 0.
    heads, bound : people it takes, and the fewest that any roster takes.
    """

    person: tuple[int, ...]
    heads: int
    bound: int

    @property
    def status(self) -> Status:
        """Optimal where no roster does with fewer heads."""
        return Status.OPTIMAL if self.heads == self.bound else Status.GAP


def make_roster(duties: Sequence[Duty], shifts: ShiftPolicy, *, seed: int = 0) -> Roster:
    """Find a roster for all duties with as few heads as can be; the same in any order of the duties.

    There always is one: the policy refuses shifts that one person alone may not work.
    """
    order = sorted(range(len(duties)), key=lambda position: duties[position])
    rules = rules_of(shifts)
    stints = stints_of([duties[position] for position in order], rules)
    work, bound = _fewest(stints, [duties[position] for position in order], rules, shifts, seed)
    _make_even(work, stints, rules, seed)
    _keep_to_posts(work, stints, [duties[position] for position in order])
    person = [0] * len(duties)
    for number, row in enumerate(_numbered(work)):
        for stint in row[row >= 0]:
            for position in stints.duties[stint]:
                person[order[position]] = number
    return Roster(tuple(person), len(work), bound)


def _fewest(stints: Stints, duties: Sequence[Duty], rules: Rules, shifts: ShiftPolicy, seed: int) -> tuple[Longs, int]:
    """Raise the number of heads from the bound until there is a roster."""
    heads = bound = fewest_heads(duties, rules)
    while True:
        work = np.full((heads, rules.days), -1, dtype=np.int64)
        if not heads or give_out(work, stints.times, rules, shifts.search_steps, seed) == 0:
            return work, bound
        found, is_proved = roster_by_program(stints.times, rules, heads, shifts.exact_nodes)
        if found is not None:
            return found, bound
        if is_proved and bound == heads:
            bound += 1
        heads += 1


def _make_even(work: Longs, stints: Stints, rules: Rules, seed: int) -> None:
    times, heads = stints.times, max(len(work), 1)
    weekend = int((times.day % 7 >= 5).sum())
    fair = np.array([times.minutes.sum(), times.night.sum(), weekend], dtype=np.float64) / heads
    if len(work) > 1:
        even_out(work, times, rules, fair, _MOVES_A_DAY * work.size, seed)


def _keep_to_posts(work: Longs, stints: Stints, duties: Sequence[Duty]) -> None:
    """Give the stints of one time anew to the people who work then, each where he stands most often."""
    posts = [tuple(duties[position].post for position in group) for group in stints.duties]
    keys = list(zip(*(column.tolist() for column in stints.times), strict=True))
    stood = [Counter(post for stint in row[row >= 0] for post in posts[stint]) for row in work]
    for _ in range(_ROUNDS):
        for day in range(work.shape[1]):
            groups: dict[tuple[int, ...], list[int]] = {}
            for person in np.flatnonzero(work[:, day] >= 0).tolist():
                groups.setdefault(keys[work[person, day]], []).append(person)
            for people in groups.values():
                _stand_again(work, day, people, posts, stood)


def _stand_again(
    work: Longs, day: int, people: list[int], posts: list[tuple[str, ...]], stood: list[Counter[str]]
) -> None:
    stints = sorted(work[people, day].tolist())
    for person in people:
        stood[person].subtract(posts[work[person, day]])
    known = np.array([[sum(stood[person][post] for post in posts[stint]) for stint in stints] for person in people])
    for row, column in zip(*linear_sum_assignment(known, maximize=True), strict=True):
        work[people[row], day] = stints[column]
        stood[people[row]].update(posts[stints[column]])


def _numbered(work: Longs) -> Longs:
    """Put people in the order of what they do on the first days: whoever begins on Monday comes first."""
    return work[np.lexsort(np.where(work < 0, np.iinfo(np.int64).max, work).T[::-1])] if len(work) else work
