"""What counts as access: catchments, slow walkers, rooms for the public, open space and parking."""

from __future__ import annotations

from geo.policy.settings import Section, setting


class AccessPolicy(Section):
    """Measures of access beside the walk to one's own station; none of them steers the plan."""

    catchment_m: float = setting(1_000.0, zh="服务站可达范围", en="catchment of a station", unit="m", gt=0,
                                 source="S7: five to fifteen minutes of walking, as stations' limit")  # fmt: skip
    zone_edges_m: tuple[float, float, float] = setting(
        (300.0, 500.0, 1_000.0),
        zh="分带距离",
        en="edges of the zones of E2SFCA, rising",
        unit="m",
        source="S7 distances",
    )
    zone_weights: tuple[float, float, float] = setting(
        (1.0, 0.68, 0.22), zh="分带权重", en="weights of the zones", source="Luo and Qi 2009"
    )
    public_room_m: float = setting(500.0, zh="到公共用房的步行", en="walk to a room for the public", unit="m", gt=0)
    share_parking_m: float = setting(300.0, zh="共享车位的步行", en="walk to a neighbour's parking", unit="m", gt=0)
    bays_per_household: float = setting(0.5, zh="户均车位", en="bays a household needs", unit="个/户", ge=0)
    green_m2_per_household: float = setting(3.0, zh="户均绿地", en="open green a household needs", unit="㎡/户", ge=0)
