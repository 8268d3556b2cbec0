"""Street patrols beyond the walls: which streets, how long a round may be, how even rounds are."""

from __future__ import annotations

from geo.policy.roads import ClassName
from geo.policy.settings import Section, setting

_STREETS: tuple[ClassName, ...] = (
    "primary", "primary_link", "secondary", "secondary_link", "tertiary", "tertiary_link", "unclassified", "residential",
    "living_street", "service", "pedestrian",
)  # fmt: skip


class PatrolPolicy(Section):
    """Rounds on foot over the streets of a region, from its station and back."""

    classes: tuple[ClassName, ...] = setting(
        _STREETS, zh="巡查的道路等级", en="road classes that are patrolled", min_length=1
    )
    both_sides: tuple[ClassName, ...] = setting(
        (), zh="两侧分别巡查的道路等级", en="road classes walked on each side, so twice"
    )
    speed_kmh: float = setting(
        3.0, zh="巡查步速", en="pace of a patrol that looks and notes", unit="km/h", gt=0, le=10,
        source="assumption, below the 0.83-1.1 m/s of S5-S7",
    )  # fmt: skip
    hours_round: float = setting(
        3.5, zh="每趟最长用时", en="longest round: a half-day less what is written down", unit="小时", gt=0, le=12
    )
    longest_over_mean: float = setting(
        1.1, zh="最长趟与平均之比的目标", en="longest round over the mean that is aimed at", ge=1, le=2
    )
    margin_m: float = setting(
        400.0, zh="片区外可借道的范围", en="how far around a region ways may lead", unit="m", ge=0
    )
    moves: int = setting(400_000, zh="搜索移动次数", en="moves of the search, each region", source="work limit", ge=0)
    nodes: int = setting(
        100,
        zh="精确求解节点数",
        en="nodes of the integer program behind the bound, each region",
        source="work limit",
        ge=0,
    )

    @property
    def most_m(self) -> float:
        """The longest round in metres."""
        return self.speed_kmh * 1_000 * self.hours_round
