"""Which rows share a datum: tables, sheets, sources and clusters of rows, each decided by its own vote.

A group is the rows of one sheet whose heading hints at the same datum, that name the same source, and that are all
degrees, all metres (with one zone prefix) or all shapes. Inside a group, blocks of rows that were pasted from
another datum are cut out, and so are sub-districts that sent theirs in another datum, where both sides of the cut
disagree beyond chance. A group too small to tell follows the vote of its like in the whole file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.io.claims import ClaimedOutlines, Ints
from geo.io.coordinates import Kinds, is_metric
from geo.io.datum import DATUMS, Floats, to_wgs84
from geo.io.datum_vote import DatumDecision, Evidence, distinct_rows, gather_evidence, judge, sign_test
from geo.io.projections import zone_prefixes
from geo.policy.sections import PlacePolicy

Names = NDArray[np.object_]

# The columns of `Points.origin`.
ORIGIN = ("file", "sheet", "row", "source", "hint", "is_shape", "subdistrict")
_POOL = ["file", "source", "hint", "is_shape", "prefix"]
# Fewer points than this do not show in which district their sub-district lies.
_FEWEST_FOR_A_HOME = 5


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Coordinates of a table, longitude or easting first, with what their rows say of their origin.

    Attributes
    ----------
    u, v : degrees or metres as written, NaN where unusable, shape ``(n,)``.
    kinds : `geo.io.coordinates.KINDS` of each row.
    claimed : name of the outline each row claims, empty where none.
    known : WGS-84 longitude and latitude of a known place of the same name, shape ``(n, 2)``, NaN where none.
    origin : the columns `ORIGIN`, one line a row.
    """

    u: Floats
    v: Floats
    kinds: Kinds
    claimed: Names
    known: Floats
    origin: pd.DataFrame


@dataclass(frozen=True, slots=True, eq=False)
class GroupDecision:
    """A decision and the rows it holds for, as positions in the table.

    `is_cut` says that the sheet holds several datums; `doubtful` are the rows at the cut that may be on its other
    side, because nothing between the last row that speaks for one datum and the first for the other tells.
    """

    file: str
    sheet: str
    cluster: str
    rows: Ints
    decision: DatumDecision
    is_shape: bool = False
    is_cut: bool = False
    doubtful: Ints = field(default_factory=lambda: np.array([], dtype=np.intp))


@dataclass(frozen=True, slots=True, eq=False)
class _Pool:
    """The rows of one file that may share a datum, and what they say; `rows` are positions in the table."""

    points: Points
    rows: Ints
    evidence: Evidence
    hint: str
    stated: str

    def sheets(self) -> Iterator[Ints]:
        """Walk the sheets, as positions in the pool."""
        sheets = self.points.origin["sheet"].to_numpy()[self.rows]
        for sheet in dict.fromkeys(sheets):
            yield np.flatnonzero(sheets == sheet)


def decide_groups(points: Points, *, outlines: ClaimedOutlines, datum: str, policy: PlacePolicy) -> list[GroupDecision]:
    """Decide the datum of every group of rows; unusable rows are in no group.

    Parameters
    ----------
    datum : ``auto``, or the datum the user states: it holds for degrees if it is one of degrees, else for metres.
        The vote is still taken, so that a statement against the evidence can be reported.
    """
    decided: list[GroupDecision] = []
    for rows in _pool_rows(points):
        pool = _gathered(points, rows, outlines, datum, policy)
        together = judge(pool.evidence, np.arange(len(rows), dtype=np.intp), policy=policy, hint=pool.hint)
        for sheet in pool.sheets():
            decided.extend(_decide_sheet(pool, sheet, together, policy))
    return sorted(decided, key=lambda group: (group.file, group.sheet, group.cluster))


def _pool_rows(points: Points) -> Iterator[Ints]:
    """Walk the pools, each with its rows in the order of the file, whatever their order in the table."""
    usable = np.flatnonzero(np.isfinite(points.u) & np.isfinite(points.v))
    usable = usable[np.argsort(points.origin["row"].to_numpy(np.float64)[usable], kind="stable")]
    prefix = np.where(is_metric(points.kinds), zone_prefixes(points.u), -1.0)
    keys = points.origin.assign(prefix=prefix).iloc[usable]
    number = keys.groupby(_POOL, sort=False, dropna=False).ngroup().to_numpy()
    for pool in range(number.max() + 1 if len(number) else 0):
        yield usable[number == pool]


def _gathered(points: Points, rows: Ints, outlines: ClaimedOutlines, datum: str, policy: PlacePolicy) -> _Pool:
    """Collect what the rows of a pool say."""
    is_metres = bool(is_metric(points.kinds[rows[:1]])[0])
    hint = str(points.origin["hint"].iloc[rows[0]])
    evidence = gather_evidence(
        points.u[rows],
        points.v[rows],
        positions=_positions(points, rows, outlines, is_metres=is_metres),
        outlines=outlines,
        known=points.known[rows],
        policy=policy,
        hint=hint,
        is_metres=is_metres,
    )
    stated = datum if datum != "auto" and (datum not in DATUMS) == is_metres else ""
    return _Pool(points, rows, evidence, hint, stated)


def _positions(points: Points, rows: Ints, outlines: ClaimedOutlines, *, is_metres: bool) -> Ints:
    """Find the outline each row is held to; sub-districts without one are held to the district they lie in."""
    positions = outlines.positions(list(points.claimed[rows]))
    if is_metres or not outlines.districts:
        return positions
    names = points.origin["subdistrict"].to_numpy(dtype=object)[rows]
    names = np.where(points.claimed[rows] == "", names, "")
    named = sorted(set(names) - {""})
    if not named:
        return positions
    u, v = points.u[rows], points.v[rows]
    places = [outlines.metres(*to_wgs84(u, v, source=source)) for source in DATUMS]
    for name in named:
        members = np.flatnonzero(names == name)
        if len(members) >= _FEWEST_FOR_A_HOME:
            positions[members] = outlines.home_of([(x_m[members], y_m[members]) for x_m, y_m in places])
    return positions


def _decide_sheet(pool: _Pool, sheet: Ints, together: DatumDecision, policy: PlacePolicy) -> list[GroupDecision]:
    """Decide the clusters of one sheet; where the user states the datum it is not cut."""
    doubtful: list[Ints] = []
    clusters = [sheet] if pool.stated else _clusters(pool, sheet, policy, doubtful)
    decided = []
    for members in clusters:
        decision = judge(pool.evidence, members, policy=policy, hint=pool.hint)
        if len(clusters) == 1:
            decision = _following(decision, together)
        if pool.stated:
            decision = replace(decision, source=pool.stated, by="stated", runner_up=decision.source)
        group = _named(pool.points, pool.rows[members], decision, is_cut=len(clusters) > 1)
        at_the_cut = np.intersect1d(members, np.concatenate(doubtful)) if doubtful else members[:0]
        decided.append(replace(group, doubtful=pool.rows[at_the_cut]))
    return decided


def _following(decision: DatumDecision, together: DatumDecision) -> DatumDecision:
    """Let a group that could not tell take over the vote of the whole file, if its own points do not refute it."""
    if decision.by == "vote" or together.by != "vote" or together.source not in decision.standing:
        return decision
    return replace(decision, source=together.source, by="file", p_value=together.p_value)


def _named(points: Points, rows: Ints, decision: DatumDecision, *, is_cut: bool) -> GroupDecision:
    """Name the group for people: its source and hint, and its rows where a sheet was cut."""
    first = points.origin.iloc[rows[0]]
    parts = [str(first[part]) for part in ("source", "hint") if first[part]]
    if is_cut:
        lines = points.origin["row"].iloc[rows].dropna()
        parts.append(f"{int(lines.min())}-{int(lines.max())}" if len(lines) else str(points.claimed[rows[0]]))
    cluster = " / ".join(parts)
    where = (str(first["file"]), str(first["sheet"]), cluster)
    return GroupDecision(*where, rows, decision, is_shape=bool(first["is_shape"]), is_cut=is_cut)


def _clusters(pool: _Pool, members: Ints, policy: PlacePolicy, doubtful: list[Ints]) -> list[Ints]:
    """Cut a sheet into clusters of one datum each: blocks of rows first, then sub-districts."""
    names = pool.points.claimed[pool.rows]
    blocks = _blocks(pool.evidence, members, policy, doubtful)
    return [cluster for block in blocks for cluster in _by_claim(pool.evidence, block, names[block], policy)]


def _blocks(evidence: Evidence, members: Ints, policy: PlacePolicy, doubtful: list[Ints]) -> list[Ints]:
    """Cut rows where what comes before and what comes after are in different datums beyond chance."""
    before = np.cumsum(evidence.score[members], axis=0)
    total = before[-1]
    gain = before.max(axis=1) + (total - before).max(axis=1) - total.max()
    if gain.max() <= 0:
        return [members]
    best = np.flatnonzero(gain == gain.max())
    cut = int(best[len(best) // 2]) + 1
    one, other = members[:cut], members[cut:]
    # Any row could have been the cut, so the level is shared out among them.
    if not _differ(evidence, one, other, policy.vote_p_value / len(members), policy.min_votes):
        return [members]
    doubtful.append(members[best[0] + 1 : best[-1] + 1])
    return [*_blocks(evidence, one, policy, doubtful), *_blocks(evidence, other, policy, doubtful)]


def _by_claim(evidence: Evidence, members: Ints, names: Names, policy: PlacePolicy) -> list[Ints]:
    """Take out the sub-districts whose rows are in another datum than the rest, beyond chance."""
    known = sorted(set(names))
    level = policy.vote_p_value / len(known)
    apart = [
        name
        for name in known
        if _differ(evidence, members[names == name], members[names != name], level, policy.min_votes)
    ]
    rest = members[~np.isin(names, apart)]
    return [part for part in (rest, *(members[names == name] for name in apart)) if len(part)]


def _differ(evidence: Evidence, one: Ints, other: Ints, level: float, fewest: int) -> bool:
    """Say whether two sets of rows favour different hypotheses, each against the other's, beyond `level`."""
    one, other = distinct_rows(evidence, one), distinct_rows(evidence, other)
    if min(len(one), len(other)) < fewest:
        return False
    first = int(evidence.score[one].sum(axis=0).argmax())
    second = int(evidence.score[other].sum(axis=0).argmax())
    difference = evidence.score[:, first] - evidence.score[:, second]
    return first != second and sign_test(difference[one]) <= level and sign_test(-difference[other]) <= level
