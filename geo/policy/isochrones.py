"""Walking areas around stations, and how much the quiet map behind them may hold."""

from __future__ import annotations

from geo.policy.settings import Section, setting


class IsochronePolicy(Section):
    """The areas within a walk of each station, and the base map drawn from the roads."""

    metres: tuple[float, ...] = setting(
        (300.0, 500.0, 1000.0),
        zh="步行圈距离",
        en="walks that are drawn around stations",
        unit="m",
        source="S7, S8: 500 m, ten minutes; 1,000 m, the limit of a walk",
    )
    street_side_m: float = setting(
        50.0, zh="街道两侧可达宽度", en="how far from a reached street counts as reached", unit="m", gt=0
    )
    basemap_points: int = setting(
        15_000, zh="底图坐标点上限", en="most points of the base map", source="design rule: 300 kB of the map", ge=0
    )
