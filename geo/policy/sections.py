"""The sections of the policy: eligibility, filling in, place, links, regions, stations, prices.

Groups, offices and firms are next door in `levels`. Sources named S… are those of the project's domain brief,
section 10, and of `docs/assumptions.md`.
"""

from __future__ import annotations

from typing import Literal

from geo.policy.settings import ActivityBand, Band, Limit, Section, setting


class EligibilityPolicy(Section):
    """Who is in: the three classes of the Wuxi scheme. Relocation housing is out whatever else holds."""

    year_limit: int = setting(
        2000,
        zh="建成年份上限(含)",
        en="latest year of building, inclusive",
        source="S1: built before 2000; S14, S22: by the end of 2000",
        ge=1840,
        le=2100,
    )
    plan_presumed: bool = setting(True, zh="推定符合的小区纳入规划", en="plan presumed estates", source="design rule")
    plan_undecided: bool = setting(True, zh="证据不足的小区纳入规划", en="plan undecided estates", source="design rule")
    managed_by_firm_excluded: bool = setting(
        True,
        zh="已有物业公司且未列入计划的小区不纳入",
        en="leave out estates that a firm of their own manages",
        source="S1: the 494 are estates without property management",
    )


class FillInPolicy(Section):
    """What to assume where the ledger says nothing; every filled cell is flagged and counted."""

    enabled: bool = setting(True, zh="补填缺失值", en="fill in missing values", source="design rule")
    m2_per_household: float = setting(
        68.7,
        zh="户均建筑面积",
        en="floor area a household",
        unit="㎡/户",
        source="S1: 17.17 million m² and 250,000 owners",
        gt=5,
        lt=500,
    )
    plausible_m2_per_household: Band = setting(
        Band(low=25, high=300), zh="户均面积合理区间", en="plausible floor area a household", unit="㎡/户"
    )
    unit_m2_per_household: Band = setting(
        Band(low=40, high=150),
        zh="判断单位用的户均面积",
        en="floor area a household that settles the unit",
        unit="㎡/户",
    )
    residents_per_household: float = setting(
        2.57,
        zh="户均人口",
        en="residents a household",
        unit="人/户",
        source="S18: Liangxi's 47 estates",
        gt=0.5,
        lt=10,
    )
    elderly_share: float = setting(0.30, zh="60岁以上占比", en="share over 60", unit="", ge=0, le=1)
    green_share_of_floor_area: float = setting(
        0.25, zh="绿化面积占建筑面积", en="green area as a share of floor area", unit="", ge=0, le=3
    )
    default_households: int = setting(
        420,
        zh="无从推断时的户数",
        en="households where nothing else is known",
        unit="户",
        source="median of 270 old estates of Liangxi with known households",
        ge=1,
    )


class PlacePolicy(Section):
    """Coordinates: the working projection and how the datum vote is judged."""

    metric_crs: str = setting(
        "auto",
        zh="工作投影",
        en="metric CRS",
        source="EPSG:4549 for 118.5-121.5°E (S46, S47); else chosen from the data",
    )
    bbox: tuple[float, float, float, float] = setting(
        (119.515, 31.111, 120.602, 31.993),
        zh="无边界时的范围(西南东北)",
        en="area where no outlines are given (WGS-84)",
        source="extent of Wuxi's seven districts",
    )
    min_votes: int = setting(8, zh="判定坐标系所需最少点数", en="points needed to decide the datum", ge=1)
    min_lead: float = setting(0.02, zh="领先第二名的最小比例", en="lead over the runner-up needed", ge=0, le=1)
    vote_p_value: float = setting(
        0.01, zh="判定坐标系的显著性水平", en="chance allowed when a vote decides the datum", unit="", gt=0, lt=0.5
    )
    min_share: float = setting(
        0.5, zh="落在所称范围内的最小比例", en="share inside the claimed outline needed", ge=0, le=1
    )
    known_place_m: float = setting(
        150.0, zh="已知地点匹配距离", en="distance to a known place that counts as a hit", unit="m", gt=0
    )
    shared_point_estates: int = setting(
        3,
        zh="同点小区数达到即标记",
        en="estates on one point that mark it as an area point",
        source="portal data: one point given to three or more estates",
        ge=2,
    )
    duplicate_place_m: float = setting(
        150.0, zh="同名判重距离", en="distance within which one name is one estate", unit="m", ge=0
    )


class LinkPolicy(Section):
    """Who is next to whom."""

    max_link_walk_m: float = setting(600.0, zh="相邻最大步行距离", en="longest link", unit="m", gt=0)
    min_shared_edge_m: float = setting(5.0, zh="共边最小长度", en="shared cell border that counts", unit="m", ge=0)
    detour_factor: float = setting(1.3, zh="绕行系数", en="walk over straight line", ge=1, le=5)
    shared_wall_m: float = setting(3.0, zh="视为共墙的间距", en="gap that counts as a shared wall", unit="m", ge=0)
    crossing_snap_m: float = setting(
        30.0, zh="通道归属屏障的最大距离", en="farthest a crossing may lie from its barrier", unit="m", ge=0
    )
    bridge_reach_m: float = setting(
        150.0, zh="通道可跨水面的半宽", en="how far from a crossing a barrier drawn as an area is open", unit="m", ge=0
    )
    point_outline_radius_m: float = setting(
        20.0, zh="点状小区的最小示意半径", en="least radius drawn for an estate known as a point", unit="m", gt=0
    )
    plot_ratio: float = setting(
        1.6, zh="示意用地的容积率", en="floor area over land, to draw an estate known as a point", gt=0.1
    )


class RegionPolicy(Section):
    """The rules of a service region, each hard or priced."""

    target_station_walk_m: Limit = setting(
        Limit(value=500), zh="到站步行目标", en="target walk", unit="m", source="S7: 500 m, ten-minute circle"
    )
    elderly_target_walk_m: Limit = setting(
        Limit(value=400),
        zh="老年人步行目标",
        en="target walk, over-60s",
        unit="m",
        source="S8: slow walkers stay within 400 m",
    )
    max_station_walk_m: Limit = setting(
        Limit(value=1000),
        zh="到站步行上限",
        en="longest walk",
        unit="m",
        source="S5, S6: fifteen-minute circle, 800-1,100 m",
    )
    region_floor_area_m2: Band = setting(
        Band(low=30_000, high=400_000),
        zh="片区建筑面积",
        en="region floor area",
        unit="㎡",
        source="S32 for the floor (3万㎡); the ceiling is an assumption",
    )
    activity_bands: tuple[ActivityBand, ...] = setting(
        (),
        zh="片区其他上下限: 户数、岗位、门岗",
        en="further bands: activity households, posts (fractional) or gates; low, high, cny a unit outside, hard",
        source="design rule",
    )
    mini_estate_m2: Limit = setting(
        Limit(value=10_000), zh="小小区上限", en="mini estate", unit="㎡", source="S33, S35: under 10,000 m²"
    )
    communities: Literal["free", "priced", "whole"] = setting(
        "priced", zh="社区完整性", en="communities: free, priced per split, or whole"
    )
    whole_community_max_m2: float = setting(
        400_000.0,
        zh="可保持完整的社区上限",
        unit="㎡",
        en="a community above this may be split in mode whole",
        gt=0,
    )
    barriers: Literal["hard", "priced"] = setting(
        "hard", zh="屏障", en="barriers", source="S33: no arterial through an area"
    )
    join: tuple[tuple[str, ...], ...] = setting((), zh="合并规划的街道", en="sub-districts planned together")


class StationPolicy(Section):
    """How many stations, in which rooms, with what overhead."""

    minimum: int = setting(0, zh="每街道最少服务站", en="fewest stations a sub-district (0: free)", ge=0)
    maximum: int = setting(0, zh="每街道最多服务站", en="most stations a sub-district (0: free)", ge=0)
    counts: dict[str, int] = setting({}, zh="指定街道的服务站数", en="station count by sub-district")
    m2_per_100_households: float = setting(
        30.0,
        zh="每百户服务用房",
        en="room floor area per 100 households",
        unit="㎡",
        source="S10: 14th five-year plan line",
        ge=0,
    )
    capacity_from_floor_area: bool = setting(
        False, zh="按用房面积限制户数(刚性)", en="take capacity from floor area, hard"
    )
    head_posts: int = setting(1, zh="站长岗位", en="head posts a station", ge=0)
    rent_to_be_found_cny_month: float = setting(
        0.0, zh="待落实用房月租金", en="rent of a room still to be found", unit="元/月", ge=0
    )
    other_rooms_m: float = setting(
        0.0,
        zh="用房表之外仍可待落实",
        unit="m",
        ge=0,
        en="also consider rooms to be found in estates farther than this from any room; 0: no",
    )


class TravelPolicy(Section):
    """Speeds, visits and what a minute costs: two matrices, residents walking and crews travelling."""

    walk_m_min: float = setting(
        50.0,
        zh="步行速度",
        en="walking speed",
        unit="m/min",
        source="S7: 500 m in ten minutes (0.83 m/s)",
        gt=1,
    )
    crew_m_min: float = setting(
        150.0, zh="班组电动车速度", en="crew speed, e-bike, where no road tells it", unit="m/min", gt=1
    )
    truck_m_min: float = setting(
        250.0, zh="班组小货车速度", en="crew speed, small truck, where no road tells it", unit="m/min", gt=1
    )
    crew_visits_week_base: float = setting(5.0, zh="每小区每周上门次数", en="crew visits an estate and week", ge=0)
    crew_visits_week_per_10k_m2: float = setting(
        1.0, zh="每万㎡每周另加次数", en="further visits per 10,000 m² and week", ge=0
    )
    weeks_a_month: float = setting(4.345, zh="每月周数", en="weeks a month", source="365.25 / 12 / 7", gt=4, lt=5)


class PricePolicy(Section):
    """Prices of the score, in yuan-equivalents a month; they are not cash and never mixed with it."""

    station_trips_household_month: float = setting(
        1.0, zh="每户每月到站次数", en="trips to the station, household and month", ge=0
    )
    walking_cny_hour: float = setting(
        20.0, zh="居民步行时间价值", en="value of residents' walking time", unit="元/小时", ge=0
    )
    beyond_target_factor: float = setting(
        2.0, zh="超出目标部分的倍数", en="extra weight of metres beyond the target", ge=0
    )
    beyond_limit_cny: float = setting(1_000.0, zh="超出上限每小区", en="estate beyond the limit", unit="元/月", ge=0)
    beyond_limit_cny_household: float = setting(
        5.0, zh="超出上限每户", en="household beyond the limit", unit="元/户·月", ge=0
    )
    floor_area_band_cny_m2: float = setting(
        0.10, zh="片区面积越界每㎡", en="m² outside the band", unit="元/㎡·月", ge=0
    )
    mini_isolated_cny: float = setting(2_000.0, zh="孤立小小区", en="mini estate left alone", unit="元/月", ge=0)
    community_split_cny: float = setting(
        1_000.0, zh="社区每多拆一次", en="each further split of a community", unit="元/月", ge=0
    )
    forced_barrier_cny: float = setting(
        2_000.0, zh="强制连接跨屏障", en="forced link over a barrier", unit="元/月", ge=0
    )
    move_cny: float = setting(
        0.0, zh="相对现行方案调整每小区", en="estate moved from the plan in force", unit="元/月", ge=0
    )


class SolverPolicy(Section):
    """Limits of the search: work, not the clock, so that one seed gives one plan."""

    exact_max_estates: int = setting(
        250,
        zh="精确模型的最多小区数",
        en="estates up to which the exact model runs",
        source="measured: docs/model-regions.md",
        ge=0,
    )
    gap_tolerance: float = setting(
        1e-6, zh="证明容差", en="gap at which a plan counts as proved", source="design rule", ge=0
    )
    nodes: int = setting(20_000, zh="分支节点上限", en="branch-and-bound nodes a sub-district", ge=1)
    regions_visited: int = setting(
        40_000_000,
        zh="枚举片区上限",
        en="regions visited by the enumeration a sub-district, objective cost",
        source="measured: docs/model-cost.md",
        ge=1,
    )
    cut_rounds: int = setting(60, zh="连通割平面轮数", en="rounds of contiguity cuts", ge=1)
    search_moves: int = setting(200_000, zh="启发式移动次数", en="moves of the heuristic a sub-district", ge=0)
    seconds_per_subdistrict: float = setting(
        120.0, zh="每街道最长用时", en="longest time a sub-district", unit="秒", gt=0
    )
