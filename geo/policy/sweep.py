"""How much work one point of a sweep over the number of stations is worth."""

from __future__ import annotations

from geo.policy.settings import Section, setting


class SweepPolicy(Section):
    """Limits of the search for each number of stations of one sub-district, and what counts as settled."""

    regions_visited: int = setting(
        1_000_000,
        zh="扫描时每街道每站数枚举片区上限",
        en="regions visited for each sub-district and number of stations, objective cost",
        source="measured: docs/sweep.md",
        ge=1,
    )
    nodes: int = setting(
        500,
        zh="扫描时分支节点上限",
        en="branch-and-bound nodes for each sub-district and number of stations",
        source="measured: docs/sweep.md",
        ge=1,
    )
    search_moves: int = setting(
        60_000,
        zh="扫描时启发式移动次数",
        en="moves of the heuristic for each sub-district and number of stations",
        source="measured: docs/sweep.md",
        ge=0,
    )
    settled_gap: float = setting(
        0.0002,
        zh="不再细化的全市差距",
        en="gap of the city below which a number of stations is not looked into further",
        source="measured: docs/sweep.md",
        ge=0,
    )
    knee_least: float = setting(
        0.05,
        zh="判为拐点的最小弓高",
        en="least distance from the chord, as a share of the curve's range, that is called a knee",
        ge=0,
        le=1,
    )
