"""Cleaning beats: what one cleaner keeps clean, and on which half-days of a week.

A large estate has beats of its own; small estates near each other share one. Half-days are shared out by load, so
that all beats of a region together get what the plan's posts can do, rounded down to whole half-days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from geo.policy.shifts import ShiftPolicy
from geo.wording import text

_ROUNDING = 1e-9
_SMALL = 0.5  # of a cleaner: an estate with less shares a beat


@dataclass(frozen=True, slots=True)
class Site:
    """What an estate asks of cleaners: `posts` is its load over one cleaner's, and its place in metres."""

    estate_id: str
    name: str
    posts: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Beat:
    """What one cleaner keeps clean; `posts` is at most 1."""

    name: str
    estate_ids: tuple[str, ...]
    posts: float


def beats_of(sites: Sequence[Site], shifts: ShiftPolicy) -> list[Beat]:
    """Cut large estates into beats of at most one cleaner, and string small neighbours together."""
    large = [site for site in sites if site.posts >= _SMALL]
    small = [site for site in sites if 0 < site.posts < _SMALL]
    return [beat for site in large for beat in _own_beats(site)] + list(_shared_beats(small, shifts))


def half_days_of(beats: Sequence[Beat], shifts: ShiftPolicy) -> list[int]:
    """Share out the half-days of a week by largest remainder; every beat has one at least."""
    lengths = [shifts.span(kind)[1] - shifts.span(kind)[0] for kind in ("morning", "afternoon")]
    a_person = shifts.hours_week * (1 - shifts.reserve_share) * 60 / (sum(lengths) / 2)
    exact = [beat.posts * a_person for beat in beats]
    given = [max(1, int(share + _ROUNDING)) for share in exact]
    left = int(sum(exact) + _ROUNDING) - sum(given)
    by_remainder = sorted(range(len(beats)), key=lambda b: (given[b] - exact[b], b))
    for beat in by_remainder[: max(0, left)]:
        given[beat] += 1
    return given


def halves_of_week(half_days: Sequence[int], days: int) -> list[tuple[int, int, str]]:
    """Choose weekday and half for every half-day of every beat, as (beat, weekday from 1, kind).

    Beats go in pairs, one cleaned in the mornings and one in the afternoons, over as many days as can be: two such
    beats are one person's day. A beat left over is cleaned on whole days. Among all turns of the week the one with
    the fewest person-days is taken, then the evenest.
    """
    count = np.zeros((2, days), dtype=np.int64)
    order = sorted(range(len(half_days)), key=lambda beat: (-half_days[beat], beat))
    placed: list[tuple[int, int, str]] = []
    for first, second in zip_longest(order[::2], order[1::2]):
        for beat, half in ((first, 0), (second, 1)):
            if beat is not None:
                alone = second is None
                placed += _place(beat, half_days[beat], half, count, alone=alone)
    return sorted(placed)


def _own_beats(site: Site) -> list[Beat]:
    parts = max(1, int(np.ceil(site.posts - _ROUNDING)))
    names = [site.name] if parts == 1 else [f"{site.name} {part}/{parts}" for part in range(1, parts + 1)]
    return [Beat(name, (site.estate_id,), site.posts / parts) for name in names]


def _shared_beats(small: list[Site], shifts: ShiftPolicy) -> Iterator[Beat]:
    """Start at the westernmost estate left and add the nearest to the last one, up to one cleaner."""
    left = sorted(small, key=lambda site: (site.x, site.y, site.estate_id))
    while left:
        members = [left.pop(0)]
        while left and len(members) < shifts.shared_beat_estates:
            last, posts = members[-1], sum(site.posts for site in members)
            near = min(left, key=lambda site: (np.hypot(site.x - last.x, site.y - last.y), site.estate_id))
            if posts + near.posts > 1:
                break
            left.remove(near)
            members.append(near)
        name = text("list.separator").join(site.name for site in members)
        yield Beat(name, tuple(site.estate_id for site in members), sum(site.posts for site in members))


def _place(beat: int, half_days: int, half: int, count: np.ndarray, *, alone: bool) -> list[tuple[int, int, str]]:
    """Put a beat's half-days into the week; `count` is how many beats each half-day has, and is brought up to date."""
    days = count.shape[1]
    placed = []
    while half_days > 0:
        now = min(half_days, 2 * days)
        main = min(days, (now + 1) // 2 if alone else now)
        layouts = (_layout(main, now - main, half, days, turn) for turn in range(days))
        best = min(layouts, key=lambda layout: _burden(count + layout))
        count += best
        kinds = ("morning", "afternoon")
        placed += [(beat, int(day) + 1, kinds[h]) for h in (0, 1) for day in np.flatnonzero(best[h])]
        half_days -= now
    return placed


def _layout(main: int, rest: int, half: int, days: int, turn: int) -> np.ndarray:
    """Spread `main` half-days over the week in one half, and `rest` in the other on days of the first."""
    layout = np.zeros((2, days), dtype=np.int64)
    on = (np.arange(main) * days // max(main, 1) + turn) % days
    layout[half, on] = 1
    layout[1 - half, on[np.arange(rest) * main // max(rest, 1)]] = 1
    return layout


def _burden(count: np.ndarray) -> tuple[int, int, int]:
    person_days = count.max(axis=0)
    return int(person_days.sum()), int((person_days**2).sum()), int((count**2).sum())
