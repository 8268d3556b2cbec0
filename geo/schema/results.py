"""The tables that a run makes: regions, groups, stations, assignments, what was left out and why."""

from __future__ import annotations

from geo.schema.column import Column, Table
from geo.schema.reasons import SHAPES

ROLES = {
    "service": "客服",
    "cleaning": "保洁",
    "security": "秩序",
    "greening": "绿化",
    "repair": "维修",
    "head": "站长/主任",
    "accounts": "会计收费",
    "dispatch": "调度",
}
STATUSES = {"optimal": "已证明最优", "gap": "有差距上界", "feasible": "可行", "infeasible": "不可行"}

_POSTS = tuple(Column(f"posts_{role}", f"{zh}岗位", f"{role} posts", "int", "人", 0) for role, zh in ROLES.items())
_WALKS = (
    Column(
        "walk_m_mean",
        "平均步行",
        "mean walk",
        "float",
        "m",
        0,
        meaning_zh="按户数加权",
        meaning_en="by households",
    ),
    Column(
        "walk_m_p90",
        "九成步行",
        "p90 walk",
        "float",
        "m",
        0,
        meaning_zh="按户数加权",
        meaning_en="by households",
    ),
    Column("walk_m_max", "最远步行", "farthest walk", "float", "m", 0),
)
_SIZE = (
    Column("estates", "小区数", "estates", "int", "个", 0),
    Column("floor_area_m2", "建筑面积", "floor area", "float", "㎡", 0),
    Column("households", "户数", "households", "int", "户", 0),
)
_PROOF = (
    Column("status", "状态", "status", choices=STATUSES),
    Column("objective", "目标值", "objective", "float", "元/月"),
    Column("bound", "下界", "bound", "float", "元/月"),
    Column("gap", "差距", "gap", "float", "", 0),
    Column("model", "模型", "model"),
    Column("seconds", "用时", "seconds", "float", "秒", 0),
    Column("stopped_by", "停止原因", "stopped by"),
)

REGIONS = Table(
    "regions", "服务片区", "regions", "region_id", geometry="any",
    columns=(
        Column("region_id", "片区编号", "region id", required=True),
        Column("name", "片区名称", "region", required=True),
        Column("subdistrict", "街道", "sub-district", required=True),
        Column("number", "序号", "number", "int"),
        Column("color", "颜色", "colour", "int", meaning_zh="相邻片区不同色的色号", meaning_en="colour index; neighbours differ"),
        Column("lead_community", "牵头社区", "lead community"),
        Column("communities", "涉及社区", "communities", meaning_zh="顿号分隔", meaning_en="joined by commas"),
        Column("station_id", "服务站", "station", required=True),
        Column("office_id", "管理处", "office"),
        Column("firm", "物业企业", "firm"),
        *_SIZE,
        *_WALKS,
        Column("posts", "岗位合计", "posts", "int", "人", 0),
        *_POSTS,
        Column("posts_alone", "各自设岗", "posts alone", "int", "人", 0,
               meaning_zh="各小区单独设整岗的合计", meaning_en="whole posts with each estate standing alone"),
        Column("posts_fractional", "折算岗位", "fractional posts", "float", "人", 0,
               meaning_zh="工作量除以定额，不取整", meaning_en="load over ratio, not rounded up"),
        Column("posts_today", "现有岗位", "posts today", "float", "人", 0,
               meaning_zh="片区内小区均有填报时的合计", meaning_en="where every estate of the region states them"),
        Column("posts_saved", "共享少设岗位", "posts saved by sharing", "int", "人",
               meaning_zh="各自取整之和减合并取整，不含站点固定岗位", meaning_en="sum of whole posts alone less those of the sum; the station's own posts apart"),
        Column("wages_saved_cny", "共享少付工资", "wages saved by sharing", "float", "元/月"),
        Column("travel_hours_month", "路途工时", "hours on the road", "float", "小时/月", 0),
        Column("travel_cny_month", "路途成本", "cost of the road", "float", "元/月", 0),
        Column("sharing_pays", "共享合算", "sharing pays", "bool", meaning_zh="少付工资不低于路途成本",
               meaning_en="wages saved are at least the cost of the road"),
        Column("monthly_cost_cny", "月成本", "monthly cost", "float", "元/月"),
        Column("score_cny", "片区得分", "score", "float", "元/月"),
        Column("proof", "证明", "proof"),
        Column("shaped_by", "成形规则", "shaped by", choices=SHAPES,
               meaning_zh="挡住下一个最好改动的规则", meaning_en="the rule that stopped its next best change"),
        Column("shaped_cny", "成形代价", "worth of that change", "float", "元/月",
               meaning_zh="没有这条规则时该改动每月可省；费用：该改动每月多花",
               meaning_en="what that change would save without the rule; shaped by cost: what it would cost"),
        Column("shaped_why", "为何如此划分", "why it is so"),
        Column("complete_on", "全部进驻年月", "all entered on", meaning_zh="进驻排程给出；有小区排不上则空",
               meaning_en="from the roll-out; empty where an estate of it is not reached"),
    ),
)  # fmt: skip

GROUPS = Table(
    "groups", "组团", "groups", "group_id", geometry="any",
    columns=(
        Column("group_id", "组团编号", "group id", required=True),
        Column("region_id", "片区编号", "region id", required=True),
        Column("name", "组团名称", "group"),
        Column("anchor_estate_id", "牵头小区", "anchor estate"),
        *_SIZE,
        Column("gates", "出入口数", "gates", "int", "个", 0),
        Column("fence_m", "围栏长度", "fence", "float", "m", 0),
        Column("enclosable", "可封闭", "enclosable", "bool"),
        Column("status", "状态", "status", choices=STATUSES),
    ),
)  # fmt: skip

STATIONS = Table(
    "stations", "服务站", "stations", "station_id", geometry="point",
    columns=(
        Column("station_id", "服务站编号", "station id", required=True, meaning_zh="即用房编号", meaning_en="the room's id"),
        Column("name", "服务站名称", "station", required=True),
        Column("region_id", "片区编号", "region id", required=True),
        Column("subdistrict", "街道", "sub-district"),
        Column("estate_id", "所在小区", "estate"),
        Column("office_id", "管理处", "office"),
        Column("kind", "用房类型", "kind"),
        Column("room_floor_area_m2", "用房面积", "room floor area", "float", "㎡", 0),
        Column("needed_floor_area_m2", "应有面积", "needed floor area", "float", "㎡", 0),
        Column("load_households", "服务户数", "load", "int", "户", 0),
        Column("capacity_households", "可服务户数", "capacity", "int", "户", 0),
        Column("rent_cny_month", "月租金", "rent", "float", "元/月", 0),
        Column("fit_out_cny", "装修费", "fit-out", "float", "元", 0),
        Column("overhead_cny_month", "站点月固定成本", "station overhead", "float", "元/月", 0),
    ),
)  # fmt: skip

OFFICES = Table(
    "offices", "管理处", "offices", "office_id", geometry="point",
    columns=(
        Column("office_id", "管理处编号", "office id", required=True),
        Column("name", "管理处名称", "office", required=True),
        Column("subdistricts", "街道", "sub-districts", required=True),
        Column("room_id", "用房编号", "room id"),
        Column("station_id", "同址服务站", "room shared with station"),
        Column("firm", "物业企业", "firm"),
        Column("stations", "服务站数", "stations", "int", "个", 0),
        *_SIZE,
        Column("posts", "管理处岗位", "office posts", "int", "人", 0),
        Column("rent_cny_month", "月租金", "rent", "float", "元/月", 0, meaning_zh="与服务站同址的不另计",
               meaning_en="none where it shares a station's room"),
        Column("monthly_cost_cny", "月成本", "monthly cost", "float", "元/月", meaning_zh="管理处岗位与租金",
               meaning_en="wages of its posts and rent"),
        Column("site_score_cny", "选址得分", "score of the site", "float", "元/月", 0,
               meaning_zh="租金加往返服务站的折算价，后者不计入账单",
               meaning_en="rent and the price of trips to its stations, which is in no bill"),
        Column("crew_travel_m_mean", "到站平均距离", "mean distance to stations", "float", "m", 0),
        Column("status", "状态", "status", choices=STATUSES),
    ),
)  # fmt: skip

FIRMS = Table(
    "firms", "物业企业", "firms", "firm_id", geometry="any",
    columns=(
        Column("firm_id", "企业编号", "firm id", required=True),
        Column("name", "企业名称", "firm", required=True),
        Column("subdistricts", "街道", "sub-districts", meaning_zh="顿号分隔", meaning_en="joined by commas"),
        Column("seat", "居中街道", "sub-district in the middle", meaning_zh="到本企业其他街道路程最短",
               meaning_en="with the least way to the firm's others"),
        *_SIZE,
        Column("regions", "片区数", "regions", "int", "个", 0),
        Column("offices", "管理处数", "offices", "int", "个", 0),
        Column("posts", "片区岗位", "posts of its regions", "int", "人", 0),
        Column("load_share", "负荷占比", "share of the load", "float", "", 0, 1,
               meaning_zh="按均衡口径的第一项", meaning_en="by the first measure that is balanced"),
        Column("deviation", "偏离均分", "deviation from the equal share", "float", "",
               meaning_zh="各口径中偏离最大的一项，正为偏多", meaning_en="the largest of the measures; more is positive"),
        Column("pilots", "锁定的试点小区", "pilots locked", "int", "个", 0),
        Column("locked_subdistricts", "试点锁定的街道", "sub-districts its pilots lock"),
        Column("way_m_mean", "到居中街道平均路程", "mean way to the middle", "float", "m", 0,
               meaning_zh="按户数加权", meaning_en="by households"),
        Column("status", "状态", "status", choices=STATUSES),
        Column("proof", "证明", "proof"),
    ),
)  # fmt: skip

ASSIGNMENTS = Table(
    "assignments", "归属", "assignments", "estate_id", geometry="line",
    columns=(
        Column("estate_id", "小区编号", "estate id", required=True),
        Column("region_id", "片区编号", "region id", required=True),
        Column("group_id", "组团编号", "group id"),
        Column("station_id", "服务站", "station", required=True),
        Column("walk_m", "步行距离", "walk", "float", "m", 0),
        Column("rung", "距离来源", "distance from", choices={"matrix": "用户矩阵", "roads": "路网", "straight": "直线×绕行系数"}),
        Column("walk_claim", "计入步行指标", "counts in walk claims", "bool"),
        Column("second_station_id", "次优服务站", "second-best station"),
        Column("second_price_cny", "改派代价", "price of second best", "float", "元/月"),
        Column("locked", "锁定", "locked", "bool"),
        Column("reason", "原因", "reason"),
    ),
)  # fmt: skip

REJECTS = Table(
    "rejects", "未纳入", "rejects", "estate_id", geometry="any",
    columns=(
        Column("estate_id", "小区编号", "estate id", required=True),
        Column("name", "小区名称", "estate"),
        Column("subdistrict", "街道", "sub-district"),
        Column("community", "社区", "community"),
        Column("floor_area_m2", "建筑面积", "floor area", "float", "㎡"),
        Column("households", "户数", "households", "int", "户"),
        Column("rule", "规则", "rule", required=True),
        Column("evidence", "依据", "evidence"),
        Column("remedy", "如何改变", "what would change it"),
        Column("source_file", "来源文件", "file"),
        Column("source_sheet", "来源工作表", "sheet"),
        Column("source_row", "来源行", "row", "int"),
    ),
)  # fmt: skip

TO_LOCATE = Table("to_locate", "待定位", "to locate", "estate_id", columns=REJECTS.columns)

EXCEPTIONS = Table(
    "exceptions", "例外", "exceptions", None,
    columns=(
        Column("rule", "规则", "rule", required=True),
        Column("estate_id", "小区编号", "estate id"),
        Column("region_id", "片区编号", "region id"),
        Column("by", "超出量", "by how much", "float"),
        Column("unit", "单位", "unit"),
        Column("price_cny", "代价", "price", "float", "元/月"),
        Column("explanation", "说明", "explanation"),
    ),
)  # fmt: skip

COMMUNITIES = Table(
    "communities", "社区对照", "communities", None,
    columns=(
        Column("subdistrict", "街道", "sub-district", required=True),
        Column("community", "社区", "community", required=True),
        Column("lead_region_id", "主片区", "main region"),
        Column("regions", "涉及片区", "regions"),
        *_SIZE,
        Column("split", "被拆分", "split", "bool"),
    ),
)  # fmt: skip

SOLUTIONS = Table(
    "solutions", "街道求解", "sub-district solutions", "name",
    columns=(
        Column("name", "街道", "sub-district", required=True),
        *_SIZE,
        Column("stations", "服务站数", "stations", "int", "个", 0),
        *_PROOF,
        Column("gap_cny_month", "差距金额", "gap in yuan", "float", "元/月"),
        Column("gap_controllable", "可控部分差距", "gap of the controllable part", "float"),
        Column("groups_first_cny", "先定组团的代价", "price of groups first", "float", "元/月",
               meaning_zh="比片区内成组的方案多", meaning_en="above the plan with groups inside its regions"),
        Column("floor_cny", "不可避免部分", "unavoidable floor", "float", "元/月"),
        Column("proof", "证明", "proof"),
        Column("clashes", "冲突规则", "clashing rules"),
    ),
)  # fmt: skip

TERMS = Table(
    "terms", "得分构成", "terms of the score", None,
    columns=(
        Column("subdistrict", "街道", "sub-district", required=True),
        Column("term", "项目", "term", required=True),
        Column("value_cny", "金额", "value", "float", "元/月"),
        Column("is_cash", "现金", "cash", "bool"),
    ),
)  # fmt: skip

TILES = Table(
    "tiles", "泰森多边形", "tiles", "estate_id", geometry="polygon",
    columns=(Column("estate_id", "小区编号", "estate id", required=True), Column("region_id", "片区编号", "region id")),
)  # fmt: skip

FINDINGS = Table(
    "findings", "问题", "findings", None,
    columns=(
        Column("severity", "程度", "severity", choices={"error": "错误", "warning": "警告", "note": "提示"}),
        Column("rule", "规则", "rule"),
        Column("file", "文件", "file"),
        Column("sheet", "工作表", "sheet"),
        Column("row", "行", "row", "int"),
        Column("column", "列", "column"),
        Column("found", "发现", "found"),
        Column("expected", "应为", "expected"),
        Column("remedy", "处理办法", "what to do"),
        Column("estate_id", "小区编号", "estate id"),
    ),
)  # fmt: skip

REPAIRS = Table(
    "repairs", "修复记录", "repairs", None,
    columns=(
        Column("file", "文件", "file"),
        Column("sheet", "工作表", "sheet"),
        Column("row", "行", "row", "int"),
        Column("field", "字段", "field"),
        Column("before", "修复前", "before"),
        Column("after", "修复后", "after"),
        Column("rule", "规则", "rule"),
        Column("confidence", "把握", "confidence", "float", "", 0, 1),
        Column("estate_id", "小区编号", "estate id"),
    ),
)  # fmt: skip
