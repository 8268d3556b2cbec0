"""Which gates are the doors of which estates."""

from __future__ import annotations

from geo.policy.settings import Section, setting


class DoorPolicy(Section):
    """How near to an estate a gate stands that is its door."""

    edge_m: float = setting(
        25.0,
        zh="出入口到小区边界的最大距离",
        en="farthest a gate lies from the outline it is a door of",
        unit="m",
        ge=0,
    )
    point_m: float = setting(
        150.0,
        zh="出入口到点状小区的最大距离",
        en="farthest a gate lies from an estate known as a point that it is a door of",
        unit="m",
        ge=0,
    )
