"""The search for a plan in rounds: fresh starts and reheated best plans, each recut and then annealed.

The rounds are the same for every limit, so that more work never gives a worse plan; the clock is only looked at between
pieces of work. No proof: that is the work of `bound`.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np

from geo.chance import Dice, dice_of
from geo.clustering.pool.anneal import Best, anneal
from geo.clustering.pool.construct import first_plan
from geo.clustering.pool.cuts import Desk, desk_of
from geo.clustering.pool.ground import Ground, tally_of, value_of
from geo.clustering.pool.instance import Ints, Pool
from geo.clustering.pool.recut import Cooling, recut

_RECUTS = 1_500  # a region and round; 600 to 15,000 were tried: more rounds beat longer ones
_FLIPS = 500  # proposals a unit and round
_PATIENCE = 9  # rounds without a gain
_PIECES = 40  # looks at the clock in a round
_VISITS = (
    16_000_000  # units laid hands on in the recuts of a round, where there are many; at least _FEWEST recuts a region
)
_FEWEST = 300
_PROPOSALS = 6_000_000  # of flips in a round, where there are many units; at least 100 a unit
_PRICE, _RISE = 10.0, 30.0  # of a mean load out of tolerance, in mean region costs, and its rise while a round cools
_HOT, _BRISK, _REHEAT, _COLD = 0.3, 0.1, 0.03, 0.005  # temperatures of recuts, in mean region costs
_RACERS, _RACE_UNITS = 12, 8_000  # quick starts of which the best is gone on with; units in all of them
_SPRINT = 150  # recuts a region of a quick start
_WARM, _FROZEN = 0.01, 0.0003  # of flips


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """The best plan found: excess as a share of a mean region's load, 0 where all are in tolerance."""

    region: Ints
    excess: float
    value: float
    work: int
    stopped_by: str


@dataclass(slots=True, eq=False)
class _Session:
    pool: Pool
    ground: Ground
    desk: Desk
    best: Best
    deadline: float
    work: int = 0

    def is_late(self) -> bool:
        return time.monotonic() >= self.deadline


def search(pool: Pool, ground: Ground, *, rounds: int, seed: int, deadline: float = math.inf) -> Search:
    """Look for a plan of least value with all regions connected and in tolerance.

    Parameters
    ----------
    rounds : fresh starts and reheats at most; every third reheats the best plan. Ends after nine without a gain.
    deadline : of `time.monotonic`.
    """
    best = Best(first_plan(pool, ground, dice_of(seed, 0)), np.array([np.inf, np.inf]))
    session = _Session(pool, ground, desk_of(pool.units), best, deadline)
    idle = 0
    for turn in range(rounds):
        if turn and (session.is_late() or idle >= _PATIENCE):
            break
        before = tuple(session.best.standing)
        _round(session, turn, seed)
        idle = 0 if _is_gain(before, session.best) else idle + 1
    stopped = "time" if session.is_late() else "work"
    return Search(best.region, float(best.standing[0]), float(best.standing[1]), session.work, stopped)


def _is_gain(before: tuple[float, ...], best: Best) -> bool:
    return best.standing[0] < before[0] or bool(best.standing[1] < before[1] * (1 - 1e-9))


def _round(session: _Session, turn: int, seed: int) -> None:
    """Recut and anneal one start; its own best plan replaces the best of all where it is better.

    By turns a start cooled slowly, the best of some quick starts, and the best plan of all.
    """
    dice, pool = dice_of(seed, turn + 1), session.pool
    region, hot = session.best.region, _REHEAT
    racers = min(_RACERS, _RACE_UNITS // pool.units)
    if turn % 3 == 1 and racers > 2:
        region = _winner(session, racers, dice)
    elif turn % 3 < 2:
        region, hot = first_plan(pool, session.ground, dice), _HOT
    own = Best(region.copy(), np.array([np.inf, np.inf]))
    unit = _mean_cost(session, region)
    _recut_cooling(session, own, region, dice, hot=hot, unit=unit, most=_RECUTS)
    _flip_cooling(session, own, unit, dice)
    if tuple(own.standing) < tuple(session.best.standing):
        session.best.region[:] = own.region
        session.best.standing[:] = own.standing


def _winner(session: _Session, racers: int, dice: Dice) -> Ints:
    """Return the best of some quick starts: where it ends, a start mostly shows early."""
    best = Best(session.best.region.copy(), np.array([np.inf, np.inf]))
    for _ in range(racers):
        region = first_plan(session.pool, session.ground, dice)
        unit = _mean_cost(session, region)
        _recut_cooling(session, best, region, dice, hot=_BRISK, unit=unit, most=_SPRINT)
    return best.region


def _mean_cost(session: _Session, region: Ints) -> float:
    """Return the scale of temperatures: what a region costs in the best plan, or two thirds of that in a first one."""
    known = session.best.standing[1]
    if math.isfinite(known):
        scale = float(known)
    else:
        scale = float(value_of(session.ground, tally_of(session.ground, region, session.pool.regions))) / 1.5
    return max(scale / session.pool.regions, 1e-12)


def _recut_cooling(
    session: _Session, own: Best, region: Ints, dice: Dice, *, hot: float, unit: float, most: int
) -> None:
    tally = tally_of(session.ground, region, session.pool.regions)
    regions, units = session.pool.regions, session.pool.units
    tries = min(most, max(_FEWEST, _VISITS // (2 * units))) * regions
    piece, step = max(1, tries // _PIECES), (_COLD / hot) ** (1.0 / _PIECES)
    rise = _RISE ** (1.0 / _PIECES)
    heat, price = hot * unit, _PRICE * unit
    for _ in range(_PIECES):
        recut(session.ground, tally, own, session.desk, Cooling(heat, heat * step, price, rise), piece, dice)
        session.work += piece
        heat, price = heat * step, price * rise
        if session.is_late():
            return


def _flip_cooling(session: _Session, own: Best, unit: float, dice: Dice) -> None:
    tally = tally_of(session.ground, own.region, session.pool.regions)
    units = session.pool.units
    flips = min(_FLIPS, max(100, _PROPOSALS // units)) * units
    piece, step = max(1, flips // _PIECES), (_FROZEN / _WARM) ** (1.0 / _PIECES)
    heat = _WARM * unit
    for _ in range(_PIECES):
        anneal(session.ground, tally, own, heat, heat * step, _PRICE * _RISE * unit, piece, dice)
        session.work += piece
        heat *= step
        if session.is_late():
            return
