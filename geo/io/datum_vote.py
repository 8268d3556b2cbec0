"""The datum detective: which datum or projection a group of coordinates is in, decided by vote.

Every hypothesis turns the coordinates into places. A point votes for it when the place lies inside the outline the
point claims (its sub-district, else its district, else the area as a whole), and once more when it lies within
`place.known_place_m` of a known place of its name. A hypothesis whose places are kilometres from the leader's is
beaten by plain numbers. One that is only a datum shift away (485 to 1,142 m at Wuxi) is beaten only when the points
on which the two disagree speak against chance (one-sided sign test, `place.vote_p_value`) and the lead is
`place.min_lead`. What is left standing is settled by the heading's hint, or reported as undecided. A point that
several rows share votes once. The formulas are in `geo.io.datum`, the grouping of rows in `geo.io.datum_groups`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc

from geo.io.claims import ClaimedOutlines, Ints
from geo.io.coordinates import in_order, is_metric, is_usable, kinds_of
from geo.io.datum import DATUMS, SWAPPED, Floats, datum_name, to_wgs84
from geo.io.projections import projections_for
from geo.policy.sections import PlacePolicy

UNDECIDED = "undecided"
DecidedBy = Literal["vote", "file", "hint", "stated", "nothing"]

# Above any datum shift (GCJ-02 up to 700 m, BD-09 up to 1.4 km) and below any mix-up of zones.
_NEAR_RIVAL_M = 5_000.0
# Below this two hypotheses say the same place, so it does not matter which is right.
_SAME_PLACE_M = 1.0
# A point farther out than this is a wrong claim, and says no more by being farther.
_CLIP_M = 2_000.0


@dataclass(frozen=True, slots=True)
class DatumDecision:
    """What was decided for a group of points, and the vote.

    Attributes
    ----------
    source : canonical datum or ``EPSG:N``, with ``swapped+`` where most rows are exchanged; or ``undecided``.
    votes : share of the possible votes by hypothesis, 0-1.
    points : distinct points that voted.
    by : whether the group's vote, the vote of its whole file, the heading's hint or the user (stated) decided.
    standing : the hypotheses that the vote did not beat.
    runner_up, lead, p_value : the strongest near rival, the leader's lead in shares, and the chance of such a
        disagreement if neither were better; empty, 0 and 1 where there is no near rival.
    hint : what the heading says; `is_contradicted` where the vote says otherwise.
    """

    source: str
    votes: dict[str, float] = field(default_factory=dict)
    points: int = 0
    by: DecidedBy = "nothing"
    runner_up: str = ""
    lead: float = 0.0
    p_value: float = 1.0
    hint: str = ""
    standing: tuple[str, ...] = ()

    @property
    def is_contradicted(self) -> bool:
        """Whether the heading says one datum and the vote another."""
        return bool(self.hint) and self.by in {"vote", "file"} and self.hint != self.source.removeprefix(SWAPPED)

    @property
    def confidence(self) -> float:
        """How sure the decision is, 0-1, for the log of repairs."""
        assumed = {"stated": 1.0, "hint": 0.8, "nothing": 0.3}
        return assumed[self.by] if self.by in assumed else round(min(0.99, 1.0 - self.p_value), 4)

    def votes_text(self) -> str:
        """Render the votes, the strongest first: ``bd09 100.0 %, gcj02 94.8 %``."""
        ranked = sorted(self.votes.items(), key=lambda vote: (-vote[1], vote[0]))
        return ", ".join(f"{name} {100 * share:.1f} %" for name, share in ranked)


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What each point says of each hypothesis.

    Attributes
    ----------
    hypotheses : names, length h.
    score : votes of each point, 0-2, shape ``(n, h)``; `possible` the most it could give, shape ``(n,)``.
    outside_m : distance from the claimed outline, clipped, shape ``(n, h)``.
    x_m, y_m : the places in metres, shape ``(n, h)``.
    spot : number of the distinct point and claim of each row, shape ``(n,)``.
    """

    hypotheses: tuple[str, ...]
    score: Floats
    possible: Floats
    outside_m: Floats
    x_m: Floats
    y_m: Floats
    spot: Ints


def decide_datum(
    x: Floats,
    y: Floats,
    *,
    claimed: Sequence[str],
    boundaries: gpd.GeoDataFrame | None,
    policy: PlacePolicy,
    known: Floats | None = None,
    hint: str = "",
) -> DatumDecision:
    """Decide in which datum or projection a table's coordinates are.

    Parameters
    ----------
    x, y : the first and the second number as written, shape ``(n,)``; unusable pairs are passed over.
    claimed : name of the sub-district or district each point claims, empty where none.
    boundaries : SUBDISTRICTS of any level in EPSG:4326; None leaves only the policy's box, which cannot tell
        WGS-84, GCJ-02 and BD-09 apart.
    known : WGS-84 longitude and latitude of a known place of the same name, shape ``(n, 2)``, NaN where none.
    hint : a datum named by the heading; settles what the vote leaves open.
    """
    outlines = ClaimedOutlines.of(boundaries, policy)
    first, second = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    kinds = kinds_of(first, second, area=outlines.bounds)
    usable = is_usable(kinds)
    metric = is_metric(kinds)
    rows = np.flatnonzero(usable & (metric == (2 * (metric & usable).sum() > usable.sum())))
    if len(rows) == 0:
        return DatumDecision(UNDECIDED, hint=hint)
    u, v = in_order(first[rows], second[rows], kinds[rows])
    evidence = gather_evidence(
        u,
        v,
        positions=outlines.positions([claimed[int(row)] for row in rows]),
        outlines=outlines,
        known=None if known is None else known[rows],
        policy=policy,
        hint=hint,
        is_metres=bool(metric[rows[0]]),
    )
    decision = judge(evidence, np.arange(len(rows), dtype=np.intp), policy=policy, hint=hint)
    is_swapped = 2 * np.char.endswith(kinds[rows], "swapped").sum() > len(rows)
    if is_swapped and decision.source != UNDECIDED:
        return replace(decision, source=SWAPPED + decision.source)
    return decision


def gather_evidence(
    u: Floats,
    v: Floats,
    *,
    positions: Ints,
    outlines: ClaimedOutlines,
    policy: PlacePolicy,
    known: Floats | None,
    hint: str,
    is_metres: bool,
) -> Evidence:
    """Hold every point against every hypothesis; `u` is the longitude or easting, shape ``(n,)``, all usable."""
    hypotheses = projections_for(u, v, bounds=outlines.bounds, hint=hint) if is_metres else DATUMS
    shape = (len(u), len(hypotheses))
    x_m, y_m, score, outside_m = (np.zeros(shape) for _ in range(4))
    for column, name in enumerate(hypotheses):
        x_m[:, column], y_m[:, column] = outlines.metres(*to_wgs84(u, v, source=name))
        place = (x_m[:, column], y_m[:, column])
        score[:, column] = outlines.is_inside(*place, positions)
        outside_m[:, column] = outlines.outside_m(*place, positions, clip_m=_CLIP_M)
    possible = np.ones(len(u))
    if known is not None:
        hits = _known_hits(x_m, y_m, known, outlines, policy.known_place_m)
        score += hits
        possible += np.isfinite(known).all(axis=1)
    spots = np.column_stack([np.round(u, 6), np.round(v, 6), positions])
    spot = np.unique(spots, axis=0, return_inverse=True)[1].reshape(-1)
    return Evidence(hypotheses, score, possible, outside_m, x_m, y_m, spot)


def judge(evidence: Evidence, rows: Ints, *, policy: PlacePolicy, hint: str = "") -> DatumDecision:
    """Count the votes of some rows and decide; see the module's text for the rule."""
    rows = distinct_rows(evidence, rows)
    hint = datum_name(hint) if hint else ""
    totals = evidence.score[rows].sum(axis=0)
    shares = totals / max(evidence.possible[rows].sum(), 1.0)
    votes = {name: float(share) for name, share in zip(evidence.hypotheses, shares, strict=True)}
    leader = int(np.lexsort((evidence.outside_m[rows].sum(axis=0), -totals))[0])
    counted = DatumDecision(UNDECIDED, votes, len(rows), hint=hint)
    if len(rows) == 0:
        return counted
    standing = [evidence.hypotheses[leader]]
    for rival in range(len(evidence.hypotheses)):
        apart_m = _median_apart_m(evidence, rows, leader, rival)
        if rival == leader or apart_m < _SAME_PLACE_M:
            continue
        lead = float(shares[leader] - shares[rival])
        is_beaten = lead > 0
        if apart_m < _NEAR_RIVAL_M:
            p_value = sign_test(evidence.score[rows, leader] - evidence.score[rows, rival])
            is_beaten = p_value <= policy.vote_p_value and lead >= policy.min_lead and len(rows) >= policy.min_votes
            if not counted.runner_up or p_value > counted.p_value:
                counted = replace(counted, runner_up=evidence.hypotheses[rival], lead=lead, p_value=p_value)
        if not is_beaten:
            standing.append(evidence.hypotheses[rival])
    return _settled(replace(counted, standing=tuple(standing)), float(shares[leader]), policy)


def distinct_rows(evidence: Evidence, rows: Ints) -> Ints:
    """Keep the first of the rows that share point and claim."""
    return rows[np.sort(np.unique(evidence.spot[rows], return_index=True)[1])]


def _settled(counted: DatumDecision, share: float, policy: PlacePolicy) -> DatumDecision:
    """Name the winner: the only one standing, else the hint where it is not beaten, else nobody."""
    fits = share >= policy.min_share
    if fits and len(counted.standing) == 1:
        p_value = counted.p_value if counted.runner_up else 0.0
        return replace(counted, source=counted.standing[0], by="vote", p_value=p_value)
    if counted.hint in counted.standing or (not fits and counted.hint in counted.votes):
        return replace(counted, source=counted.hint, by="hint")
    return counted


def _known_hits(
    x_m: Floats, y_m: Floats, known: Floats, outlines: ClaimedOutlines, reach_m: float
) -> NDArray[np.float64]:
    """Say which places lie within reach of the known place of their name, shape as `x_m`; 0 or 1."""
    known_x, known_y = outlines.metres(known[:, 0], known[:, 1])
    away = np.hypot(x_m - known_x[:, None], y_m - known_y[:, None])
    return np.asarray(away <= reach_m, dtype=np.float64)


def _median_apart_m(evidence: Evidence, rows: Ints, one: int, other: int) -> float:
    """Measure how far apart two hypotheses put the points, at the median; infinite where one has no places."""
    east = evidence.x_m[rows, one] - evidence.x_m[rows, other]
    north = evidence.y_m[rows, one] - evidence.y_m[rows, other]
    apart = np.hypot(east, north)
    return float(np.median(np.where(np.isnan(apart), np.inf, apart)))


def sign_test(differences: Floats) -> float:
    """Return the one-sided chance of at least so many points for the leader if each disagreement were a coin's toss."""
    wins, losses = int((differences > 0).sum()), int((differences < 0).sum())
    return float(betainc(wins, losses + 1, 0.5)) if wins else 1.0
