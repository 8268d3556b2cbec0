"""The tables of access: every planned estate, and sub-districts and the whole plan."""

from __future__ import annotations

from geo.schema.column import Column, Table

ACCESS_LEVELS = {"plan": "全部", "subdistrict": "街道"}
RATES = {"enough": "够", "short": "不足", "unknown": "不明"}
_WALKS = (
    Column("share_300", "300米内户数占比", "households within 300 m", "float", "", 0, 1),
    Column("share_500", "500米内户数占比", "households within 500 m", "float", "", 0, 1),
    Column("share_1000", "1000米内户数占比", "households within 1,000 m", "float", "", 0, 1),
    Column("slow_share", "老人慢行可达占比", "over-60s within a slow walk", "float", "", 0, 1),
    Column("walk_m_mean", "平均步行", "mean walk", "float", "m", 0),
    Column("walk_m_p90", "九成步行", "p90 walk", "float", "m", 0),
    Column("walk_m_max", "最远步行", "farthest walk", "float", "m", 0),
    Column("gini", "步行基尼系数", "Gini of the walk", "float", "", 0, 1),
)

ACCESS = Table(
    "access", "可达性", "access", "estate_id", geometry="any",
    columns=(
        Column("estate_id", "小区编号", "estate id", required=True),
        Column("name", "小区名称", "estate"),
        Column("subdistrict", "街道", "sub-district"),
        Column("region_id", "片区编号", "region id"),
        Column("households", "户数", "households", "int", "户", 0),
        Column("elderly60", "60岁以上", "over 60", "int", "人", 0),
        Column("walk_m", "到本站步行", "walk to its station", "float", "m", 0),
        Column("walk_claim", "计入步行统计", "in walk claims", "bool"),
        Column("nearest_station_id", "最近服务站", "nearest station"),
        Column("nearest_m", "到最近站步行", "walk to the nearest station", "float", "m", 0),
        Column("fca_m2_100", "百户站房(2SFCA)", "room per 100 households, 2SFCA", "float", "㎡/百户", 0),
        Column("efca_m2_100", "百户站房(E2SFCA)", "room per 100 households, E2SFCA", "float", "㎡/百户", 0),
        Column("is_short", "站房不足", "short of room", "bool", meaning_zh="2SFCA低于政策的百户面积",
               meaning_en="2SFCA below the policy's room per 100 households"),
        Column("repair_min", "维修到门", "repair at the door", "float", "分钟", 0,
               meaning_zh="自本站骑行，含准备；多数联系靠电话", meaning_en="by e-bike from its station, with getting ready"),
        Column("patrol_min", "巡逻到门", "patrol at the door", "float", "分钟", 0,
               meaning_zh="自本站步行", meaning_en="on foot from its station"),
        Column("room_id", "最近公共用房", "nearest room for the public"),
        Column("room_m", "到公共用房步行", "walk to it", "float", "m", 0),
        Column("lends_room_id", "可共享闲置用房", "vacant room that could be shared"),
        Column("lends_room_m", "到该用房步行", "walk to that room", "float", "m", 0),
        Column("green_m2_household", "户均绿地", "green a household", "float", "㎡/户", 0),
        Column("green", "绿地", "green", choices=RATES),
        Column("bays_household", "户均车位", "bays a household", "float", "个/户", 0),
        Column("parking", "停车", "parking", choices=RATES),
        Column("spare_bays", "富余车位", "spare bays", "int", "个", 0),
        Column("lends_bays_id", "可共享车位的邻居", "neighbour with spare bays"),
        Column("lends_bays_m", "到该邻居步行", "walk to that neighbour", "float", "m", 0),
    ),
)  # fmt: skip

ACCESS_AREAS = Table(
    "access_areas", "可达性汇总", "access by area", None,
    columns=(
        Column("level", "层级", "level", required=True, choices=ACCESS_LEVELS),
        Column("name", "名称", "name"),
        Column("estates", "小区数", "estates", "int", "个", 0),
        Column("households", "户数", "households", "int", "户", 0),
        Column("elderly60", "60岁以上", "over 60", "int", "人", 0),
        *_WALKS,
        Column("room_m2", "站房面积", "room of stations", "float", "㎡", 0),
        Column("needed_m2", "应有站房", "room needed", "float", "㎡", 0),
        Column("unknown_rooms", "面积不明的站", "stations of unknown room", "int", "个", 0,
               meaning_zh="2SFCA按应有面积计(假设)", meaning_en="2SFCA takes the room they need (assumption)"),
        Column("fca_m2_100", "百户站房(2SFCA)", "room per 100 households, 2SFCA", "float", "㎡/百户", 0),
        Column("short_share", "站房不足户数占比", "households short of room", "float", "", 0, 1),
        Column("repair_min", "平均维修到门", "mean repair at the door", "float", "分钟", 0),
        Column("patrol_min", "平均巡逻到门", "mean patrol at the door", "float", "分钟", 0),
        Column("no_room_households", "无公共用房户数", "households without a public room", "int", "户", 0),
        Column("no_green_households", "绿地不足户数", "households short of green", "int", "户", 0),
        Column("no_parking_households", "车位不足户数", "households short of parking", "int", "户", 0),
    ),
)  # fmt: skip
