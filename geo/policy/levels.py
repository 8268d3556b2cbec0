"""The sections of the policy on the levels beside regions: groups inside them, offices over stations, firms over all.

Sources named S… are those of the project's domain brief, section 10, and of `docs/assumptions.md`.
"""

from __future__ import annotations

from typing import Literal

from geo.policy.settings import Band, Section, setting


class GroupPolicy(Section):
    """Two or more neighbours strung into one big community."""

    formed: Literal["inside", "first"] = setting(
        "inside",
        zh="组团在片区之内形成(inside)或先于片区(first)",
        en="formed inside the regions, or first: then no region splits one",
        source="design rule",
    )
    max_link_walk_m: float = setting(600.0, zh="组团内相邻最大步行", en="longest link in a group", unit="m", gt=0)
    enclosable_link_m: float = setting(
        200.0, zh="可封闭的相邻距离", en="longest link of an enclosable group", unit="m", gt=0
    )
    floor_area_m2: Band = setting(
        Band(low=30_000, high=200_000),
        zh="组团建筑面积",
        en="group floor area",
        unit="㎡",
        source="S32, S27: 3-10万㎡ preferred, 11万㎡ seen; ceiling an assumption",
    )
    anchor_floor_area_m2: float = setting(50_000.0, zh="牵头小区面积", en="floor area of an anchor", unit="㎡", gt=0)
    mini_alone_points: float = setting(100.0, zh="小小区未入组团", en="mini estate in no group, points", ge=0)
    single_alone_points: float = setting(4.0, zh="小区单独未入组团", en="any estate in no group, points", ge=0)
    outside_band_points_10k_m2: float = setting(
        10.0, zh="组团面积每差万㎡", en="each 10,000 m² outside the band, points", ge=0
    )
    further_community_points: float = setting(
        8.0, zh="组团每多跨一社区", en="each further community of a group, points", ge=0
    )
    no_anchor_points: float = setting(2.0, zh="组团无牵头小区", en="a group without an anchor, points", ge=0)
    link_points_km: float = setting(5.0, zh="组团连接每公里", en="each km of a group's links, points", ge=0)
    exact_max_candidates: int = setting(
        20_000, zh="精确求解的最多备选组团", en="candidate groups of a region up to which the choice is exact", ge=1
    )


class OfficePolicy(Section):
    """Offices over stations: one a sub-district; small ones may share, large ones have two."""

    share_below_estates: int = setting(8, zh="少于此数可合用管理处", en="share an office below this many estates", ge=0)
    two_above_estates: int = setting(100, zh="多于此数设两处", en="two offices above this many estates", ge=1)
    head_posts: int = setting(1, zh="主任岗位", en="head posts an office", ge=0)
    accounts_posts: int = setting(1, zh="会计收费岗位", en="accountant and collector posts an office", ge=0)
    dispatch_posts: int = setting(1, zh="调度岗位", en="dispatch posts an office", ge=0)
    trips_week_1000_households: float = setting(
        2.0,
        zh="管理处到服务站每千户每周往返次数",
        en="trips a week from an office to a station, per 1,000 of its households; weighs rent against way",
        ge=0,
    )
    share_within_m: float = setting(
        3_000.0,
        zh="合用管理处的街道间距",
        en="gap between stations up to which sub-districts share an office",
        unit="m",
        ge=0,
    )


class FirmPolicy(Section):
    """Firms over sub-districts: who there is, what is balanced, how far."""

    names: tuple[str, ...] = setting((), zh="参与的物业企业", en="firms that take part, beside those of pilots")
    count: int = setting(
        0,
        zh="企业数(0: 台账试点与上列企业)",
        en="number of firms (0: those of the ledger's pilots and of the list above; none: no firms)",
        source="design rule",
        ge=0,
        le=50,
    )
    pilot_stages: tuple[Literal["survey", "plan", "signed", "cleanup", "daily", "pilot"], ...] = setting(
        ("pilot", "signed", "cleanup", "daily"),
        zh="视为试点的进展",
        en="stages at which the firm of an estate locks its sub-district",
    )
    balance: tuple[Literal["floor_area", "households", "posts"], ...] = setting(
        ("floor_area",),
        zh="均衡口径",
        en="loads that are balanced: floor_area, households, posts",
        source="S1: fees and subsidy go by floor area",
        min_length=1,
    )
    tolerance: float = setting(
        0.10, zh="视为均衡的偏差", en="deviation from the equal share that counts as balanced", ge=0, le=1
    )
    contiguous: bool = setting(False, zh="辖区须连片", en="each firm's sub-districts hang together")
