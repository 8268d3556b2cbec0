"""The tables of the shared teams: rosters of posts, rounds and visits of crews, response times, street patrols."""

from __future__ import annotations

from geo.schema.column import Column, Table

ROUND_ROLES = {
    "repair": "维修",
    "greening": "绿化",
    "patrol": "巡逻",
    "waste": "清运",
    "inspection": "巡检",
    "cleaning": "机动保洁",
}
TRAVEL_MODES = {"walk": "步行", "ebike": "电动车", "truck": "小货车"}
DEPOT_LEVELS = {"station": "服务站", "office": "管理处"}
SHIFT_KINDS = {
    "early": "早班",
    "middle": "中班",
    "night": "夜班",
    "day": "日班",
    "morning": "上午班",
    "afternoon": "下午班",
}
VISIT_KINDS = {"visit": "上门", "break": "休息", "reload": "卸载", "return": "返回"}
_RUNG = Column("rung", "距离来源", "distance from", choices={"matrix": "用户矩阵", "roads": "路网", "straight": "直线×绕行系数"},
               meaning_zh="其中最弱的一级", meaning_en="the weakest of its legs")  # fmt: skip
_ROLE = Column("role", "岗位", "role", required=True, choices=ROUND_ROLES)
_MODE = Column("mode", "出行方式", "mode", choices=TRAVEL_MODES)
_WEEKDAY = Column("weekday", "星期", "weekday", "int", "", 1, 7, meaning_zh="1为周一", meaning_en="1 is Monday")
_STATUS = Column("status", "状态", "status",
                 choices={"optimal": "已证明最优", "gap": "有差距上界", "feasible": "可行", "infeasible": "不可行"})  # fmt: skip


def _clock(name: str, zh: str, en: str) -> Column:
    return Column(name, zh, en, "int", "秒", 0, meaning_zh="当日零点起", meaning_en="after midnight")


CREWS = Table(
    "crews", "班组", "crews", "crew_id",
    columns=(
        Column("crew_id", "班组编号", "crew id", required=True),
        Column("name", "班组名称", "crew", required=True),
        _ROLE,
        _MODE,
        Column("people", "人数", "people", "int", "人", 0),
        Column("depot_id", "出发点", "depot", meaning_zh="服务站或管理处编号", meaning_en="id of its station or office"),
        Column("depot_level", "出发点级别", "depot level", choices=DEPOT_LEVELS),
        Column("subdistrict", "街道", "sub-district"),
        Column("region_ids", "服务片区", "regions", meaning_zh="顿号分隔", meaning_en="joined by commas"),
        Column("color", "颜色", "colour", "int", meaning_zh="同一管理处内各班组不同色", meaning_en="differs among the crews of one office"),
        Column("estates", "小区数", "estates", "int", "个", 0),
        Column("visits_week", "每周上门", "visits a week", "int", "次", 0),
        Column("work_min_week", "每周作业", "work a week", "float", "分钟", 0),
        Column("travel_min_week", "每周路途", "travel a week", "float", "分钟", 0),
        Column("wait_min_week", "每周等候", "waiting a week", "float", "分钟", 0),
        Column("paid_min_week", "每周工时", "paid time a week", "float", "分钟", 0, meaning_zh="出发至返回，不含休息",
               meaning_en="from leaving to being back, rest left out"),
        Column("used", "工时利用率", "share of the shift used", "float", "", 0),
        Column("longest_day_min", "最长一日", "longest day", "float", "分钟", 0),
        Column("shortest_day_min", "最短一日", "shortest day", "float", "分钟", 0),
    ),
)  # fmt: skip

ROUNDS = Table(
    "rounds", "巡回", "rounds", "round_id", geometry="line",
    columns=(
        Column("round_id", "巡回编号", "round id", required=True),
        Column("crew_id", "班组编号", "crew id", required=True),
        _ROLE,
        _MODE,
        _WEEKDAY,
        Column("depot_id", "出发点", "depot"),
        Column("start", "出发", "leaves at", meaning_zh="时:分", meaning_en="hh:mm"),
        Column("finish", "返回", "back at", meaning_zh="时:分", meaning_en="hh:mm"),
        Column("stops", "站点数", "stops", "int", "个", 0),
        Column("trips", "趟数", "trips", "int", "趟", 0),
        Column("distance_m", "路程", "distance", "float", "m", 0),
        Column("travel_min", "路途", "travel", "float", "分钟", 0),
        Column("work_min", "作业", "work", "float", "分钟", 0),
        Column("wait_min", "等候", "waiting", "float", "分钟", 0),
        Column("break_min", "休息", "rest", "float", "分钟", 0),
        _clock("start_s", "出发(秒)", "leaves at, seconds"),
        _clock("finish_s", "返回(秒)", "back at, seconds"),
        _RUNG,
    ),
)  # fmt: skip

VISITS = Table(
    "visits", "上门", "visits", "visit_id", geometry="line",
    columns=(
        Column("visit_id", "上门编号", "visit id", required=True),
        Column("round_id", "巡回编号", "round id", required=True),
        Column("crew_id", "班组编号", "crew id", required=True),
        _ROLE,
        _WEEKDAY,
        Column("sequence", "顺序", "sequence", "int", "", 1),
        Column("trip", "趟次", "trip", "int", "", 1),
        Column("kind", "类型", "kind", required=True, choices=VISIT_KINDS),
        Column("estate_id", "小区编号", "estate id"),
        Column("place", "地点", "place", meaning_zh="小区、服务站或管理处名称", meaning_en="name of the estate, station or office"),
        Column("part", "分组", "part", "int", "", 1, meaning_zh="作业量大的小区分给几组",
               meaning_en="where the work of an estate is cut among crews"),
        Column("task", "任务", "task"),
        Column("arrive", "到达", "arrive", meaning_zh="时:分", meaning_en="hh:mm"),
        Column("start", "开始", "start", meaning_zh="时:分", meaning_en="hh:mm"),
        Column("leave", "离开", "leave", meaning_zh="时:分", meaning_en="hh:mm"),
        Column("work_min", "作业", "work", "float", "分钟", 0),
        Column("wait_min", "等候", "waiting", "float", "分钟", 0),
        Column("leg_m", "路段", "leg", "float", "m", 0, meaning_zh="从上一地点", meaning_en="from the place before"),
        Column("leg_min", "路段用时", "time of the leg", "float", "分钟", 0),
        Column("load", "装载", "load", "float", "桶", 0, meaning_zh="本次清运量", meaning_en="taken on at this stop, bins"),
        _clock("arrive_s", "到达(秒)", "arrive, seconds"),
        _clock("start_s", "开始(秒)", "start, seconds"),
        _clock("leave_s", "离开(秒)", "leave, seconds"),
        _RUNG,
    ),
)  # fmt: skip

CREW_NEEDS = Table(
    "crew_needs", "班组需求", "crews needed", None,
    columns=(
        Column("depot_id", "出发点", "depot", required=True),
        Column("depot_level", "出发点级别", "depot level", choices=DEPOT_LEVELS),
        Column("subdistrict", "街道", "sub-district"),
        _ROLE,
        Column("visits_week", "每周上门", "visits a week", "int", "次", 0),
        Column("work_hours_week", "每周作业", "work a week", "float", "小时", 0),
        Column("travel_hours_week", "每周路途", "travel a week", "float", "小时", 0),
        Column("crews", "所需班组", "crews needed", "int", "个", 0),
        Column("people", "所需人数", "people needed", "int", "人", 0, meaning_zh="含驻点人员与轮休",
               meaning_en="with residents and cover of days off"),
        Column("residents", "其中驻点", "of them residents", "int", "人", 0, meaning_zh="整岗留在一个小区",
               meaning_en="whole posts that stay at one estate"),
        Column("crews_bound", "班组下界", "fewest crews possible", "int", "个", 0,
               meaning_zh="任何安排都不能更少", meaning_en="no plan can do with fewer"),
        Column("posts_pooled", "方案岗位", "posts of the plan", "int", "人", 0, meaning_zh="同一范围内方案的同类岗位",
               meaning_en="of the same kind in the same regions"),
        Column("spare_people", "富余人数", "people to spare", "int", "人", None, None,
               meaning_zh="方案岗位减所需人数，负为不足", meaning_en="posts less people needed; negative: short"),
        Column("value_min", "每周总工时", "paid time a week", "float", "分钟", 0),
        Column("bound_min", "总工时下界", "least paid time", "float", "分钟", 0),
        Column("gap", "差距", "gap", "float", "", 0),
        _STATUS,
        Column("longest_over_mean", "最长/平均", "longest over mean", "float", "", 0),
        Column("shortest_over_mean", "最短/平均", "shortest over mean", "float", "", 0),
        Column("balance_price", "均衡代价", "price of balance", "float", "", meaning_zh="均衡使工时增加的比例",
               meaning_en="share by which balancing adds to the hours"),
    ),
)  # fmt: skip

UNSERVED = Table(
    "unserved", "未排上门", "visits not served", None,
    columns=(
        Column("estate_id", "小区编号", "estate id", required=True),
        Column("name", "小区名称", "estate"),
        _ROLE,
        Column("visits_missing", "缺少次数", "visits missing a week", "int", "次", 0),
        Column("rule", "规则", "rule", required=True),
        Column("reason", "原因", "reason"),
        Column("remedy", "如何改变", "what would change it"),
    ),
)  # fmt: skip

RESPONSES = Table(
    "responses", "响应时间", "response times", None, geometry="point",
    columns=(
        Column("station_id", "服务站", "station", required=True),
        Column("name", "服务站名称", "station name"),
        _MODE,
        Column("households", "户数", "households", "int", "户", 0),
        Column("share_10", "10分钟内户数占比", "households within 10 minutes", "float", "", 0, 1),
        Column("share_20", "20分钟内户数占比", "households within 20 minutes", "float", "", 0, 1),
        Column("share_30", "30分钟内户数占比", "households within 30 minutes", "float", "", 0, 1),
        Column("minutes_mean", "平均响应", "mean response", "float", "分钟", 0, meaning_zh="按户数加权",
               meaning_en="by households"),
        Column("minutes_p90", "九成响应", "p90 response", "float", "分钟", 0, meaning_zh="按户数加权",
               meaning_en="by households"),
        Column("minutes_max", "最长响应", "longest response", "float", "分钟", 0),
        Column("unreachable", "不可达小区", "estates out of reach", "int", "个", 0),
        _RUNG,
    ),
)  # fmt: skip

ROSTERS = Table(
    "rosters", "排班汇总", "rosters", "roster_id",
    columns=(
        Column("roster_id", "排班编号", "roster id", required=True),
        Column("region_id", "片区编号", "region id"),
        Column("station_id", "服务站", "station"),
        Column("role", "岗位", "role", required=True, choices={"cleaning": "保洁", "security": "秩序"}),
        Column("posts", "岗位数", "posts on duty", "int", "个", 0, meaning_zh="同时在岗的最多岗位",
               meaning_en="the most on duty at one time"),
        Column("slots_week", "每周班次", "shifts a week", "int", "班", 0),
        Column("hours_week", "每周工时", "hours a week", "float", "小时", 0),
        Column("heads", "所需人数", "people needed", "int", "人", 0),
        Column("heads_bound", "人数下界", "fewest people possible", "int", "人", 0),
        Column("posts_pooled", "方案岗位", "posts of the plan", "int", "人", 0),
        Column("spare_people", "富余人数", "people to spare", "int", "人"),
        _STATUS,
        Column("weeks", "周期", "weeks in the cycle", "int", "周", 1),
        Column("hours_person_week", "人均周工时", "hours a person and week", "float", "小时", 0),
        Column("why", "说明", "explanation"),
    ),
)  # fmt: skip

SHIFTS = Table(
    "shifts", "排班", "shifts", "shift_id",
    columns=(
        Column("shift_id", "班次编号", "shift id", required=True),
        Column("roster_id", "排班编号", "roster id", required=True),
        Column("role", "岗位", "role", required=True, choices={"cleaning": "保洁", "security": "秩序"}),
        Column("person", "人员", "person", required=True, meaning_zh="占位代号，由站长填名", meaning_en="a code; the head writes the name"),
        Column("week", "第几周", "week of the cycle", "int", "", 1),
        _WEEKDAY,
        Column("shift", "班次", "shift", required=True, choices=SHIFT_KINDS),
        Column("post", "岗位点", "post", meaning_zh="门岗或保洁区", meaning_en="the gate or the cleaning beat"),
        Column("estate_ids", "小区", "estates", meaning_zh="顿号分隔", meaning_en="joined by commas"),
        Column("start", "开始", "start", meaning_zh="时:分", meaning_en="hh:mm"),
        Column("finish", "结束", "finish", meaning_zh="时:分", meaning_en="hh:mm"),
        Column("hours", "工时", "hours", "float", "小时", 0),
        Column("is_holiday_cover", "节假日值班", "holiday cover", "bool"),
    ),
)  # fmt: skip

PATROLS = Table(
    "patrols", "街面巡查", "street patrols", "patrol_id", geometry="line",
    columns=(
        Column("patrol_id", "巡查编号", "patrol id", required=True),
        Column("region_id", "片区编号", "region id", required=True),
        Column("number", "序号", "number", "int"),
        Column("station_id", "服务站", "station"),
        _MODE,
        Column("street_m", "街道长度", "street length covered", "float", "m", 0),
        Column("distance_m", "路程", "distance", "float", "m", 0),
        Column("empty_m", "空驶", "distance without work", "float", "m", 0),
        Column("minutes", "用时", "time", "float", "分钟", 0),
        Column("region_street_m", "片区街道长度", "street length of the region", "float", "m", 0),
        Column("region_open_m2", "片区开敞空间", "open space of the region", "float", "㎡", 0),
        Column("bound_m", "路程下界", "least distance of the region", "float", "m", 0),
        Column("gap", "差距", "gap", "float", "", 0),
        _STATUS,
    ),
)  # fmt: skip

ISOCHRONES = Table(
    "isochrones", "步行圈", "isochrones", None, geometry="polygon",
    columns=(
        Column("station_id", "服务站", "station", required=True),
        _MODE,
        Column("metres", "路程", "distance", "float", "m", 0),
        Column("minutes", "用时", "time", "float", "分钟", 0),
        _RUNG,
    ),
)  # fmt: skip

BASEMAP = Table(
    "basemap", "底图", "base map", None, geometry="any",
    columns=(
        Column("kind", "类型", "kind", required=True,
               choices={"road": "道路", "railway": "铁路", "water": "水面", "green": "绿地"}),
        Column("rank", "等级", "rank", "int", "", 1, meaning_zh="1为最主要的道路", meaning_en="1 for the main roads"),
        Column("name", "名称", "name"),
    ),
)  # fmt: skip
