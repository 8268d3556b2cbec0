"""What has to be manned: the duties of a region's guards and cleaners over one cycle of weeks.

A duty is one shift at one post. Guards stand at gates, patrol open estates by area, never both; cleaners have beats
(`beats`). Cover for holidays and leave is duties too, so that a head sees whom to call. Next door, `roster` finds the
people.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from geo.policy import Policy
from geo.policy.shifts import ShiftPolicy
from geo.routing.shifts.beats import Site, beats_of, half_days_of, halves_of_week
from geo.wording import text

Role = Literal["cleaning", "security"]
ROLES: tuple[Role, ...] = ("cleaning", "security")
_ROUNDING = 1e-9
_DAY_MIN = 1_440


@dataclass(frozen=True, slots=True, order=True)
class Duty:
    """One shift at one post.

    Attributes
    ----------
    week, weekday : from 1; weekday 1 is Monday.
    start_min, finish_min : minutes after midnight of that day, the finish above 1,440 where it is on the next day.
    kind : of `geo.schema.routing.SHIFT_KINDS`.
    post : the gate or the beat, for people.
    is_cover : kept for the holidays and leave of others, at no post of its own.
    """

    week: int
    weekday: int
    start_min: int
    finish_min: int
    kind: str
    post: str
    estate_ids: tuple[str, ...]
    is_cover: bool = False

    @property
    def hours(self) -> float:
        """How long it lasts."""
        return (self.finish_min - self.start_min) / 60

    @property
    def day(self) -> int:
        """The day of the cycle, from 0."""
        return (self.week - 1) * 7 + self.weekday - 1


@dataclass(frozen=True, slots=True)
class Watch:
    """The duties of one region and role, and the posts that the plan has for them."""

    roster_id: str
    region_id: str
    station_id: str
    role: Role
    duties: tuple[Duty, ...]
    posts_pooled: int


@dataclass(frozen=True, slots=True)
class Guarded:
    """What an estate asks of guards: its gates, or the guards by area that it ties up where it is open."""

    estate_id: str
    name: str
    gates: int
    patrol_posts: float


def guard_duties(estates: Sequence[Guarded], policy: Policy) -> list[Duty]:
    """List the duties of guards: every gate in its hours, patrols by area, and cover."""
    shifts, mode = policy.shifts, policy.staffing.guard_mode
    kinds = {"24h": ("early", "middle", "night"), "day": ("day",), "camera": (), "unguarded": ()}[mode]
    week = [
        _duty(shifts, weekday, kind, text("shifts.gate", name=estate.name, number=gate), (estate.estate_id,))
        for estate in estates
        for gate in range(1, estate.gates + 1)
        for kind in kinds
        for weekday in range(1, 8)
    ]
    week += _patrols(estates, shifts)
    return _cycle(week, shifts)


def cleaning_duties(sites: Sequence[Site], policy: Policy) -> list[Duty]:
    """List the duties of cleaners: the half-days of every beat, and cover."""
    shifts = policy.shifts
    beats = beats_of(sites, shifts)
    half_days = half_days_of(beats, shifts)
    week = [
        _duty(shifts, weekday, kind, beats[beat].name, beats[beat].estate_ids)
        for beat, weekday, kind in halves_of_week(half_days, shifts.cleaning_days_week)
    ]
    return _cycle(week, shifts)


def most_at_once(duties: Sequence[Duty]) -> int:
    """Count the most posts manned at one time, cover left out."""
    ends = [(d.day * _DAY_MIN + d.start_min, 1) for d in duties if not d.is_cover]
    ends += [(d.day * _DAY_MIN + d.finish_min, -1) for d in duties if not d.is_cover]
    most = now = 0
    for _, change in sorted(ends):
        now += change
        most = max(most, now)
    return most


def _patrols(estates: Sequence[Guarded], shifts: ShiftPolicy) -> Iterator[Duty]:
    """Spread the patrols of open estates over the week: all days of one kind of shift, then of the next."""
    served = [estate for estate in estates if estate.patrol_posts > 0]
    posts = sum(estate.patrol_posts for estate in served)
    hours = sum(shifts.span(kind)[1] - shifts.span(kind)[0] for kind in shifts.patrol_kinds) / 60
    a_person = shifts.hours_week * (1 - shifts.reserve_share) / (hours / len(shifts.patrol_kinds))
    count = max(int(posts * a_person + _ROUNDING), 1 if served else 0)
    cells = 7 * len(shifts.patrol_kinds)
    for number in range(count):
        team, cell = divmod(number, cells)
        last = min(count - number // 7 * 7, 7)  # the last kind of a team may have fewer days: spread them out
        weekday = (cell % 7) * 7 // last % 7 + 1
        kind = shifts.patrol_kinds[cell // 7]
        post = text("shifts.patrol", number=team + 1)
        yield _duty(shifts, weekday, kind, post, tuple(estate.estate_id for estate in served))


def _duty(shifts: ShiftPolicy, weekday: int, kind: str, post: str, estate_ids: tuple[str, ...]) -> Duty:
    return Duty(1, weekday, *shifts.span(kind), kind, post, estate_ids)


def _cycle(week: list[Duty], shifts: ShiftPolicy) -> list[Duty]:
    """Repeat a week over the cycle and add the cover, in order of time."""
    duties = [replace(duty, week=number) for duty in week for number in range(1, shifts.weeks + 1)]
    return sorted(duties + list(_cover(duties, shifts)))


def _cover(duties: list[Duty], shifts: ShiftPolicy) -> Iterator[Duty]:
    """Spread the reserve for holidays and leave over the cycle, in whole day shifts, rounded down."""
    start, finish = shifts.span("day")
    count = int(shifts.reserve_share * sum(duty.hours for duty in duties) / ((finish - start) / 60) + _ROUNDING)
    for number in range(count):
        day = (2 * number + 1) * 7 * shifts.weeks // (2 * count)
        yield Duty(day // 7 + 1, day % 7 + 1, start, finish, "day", text("shifts.cover"), (), is_cover=True)
