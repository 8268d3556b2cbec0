"""The tables of a comparison: measures of several plans side by side, and what is different between two of them.

They are no tables of a plan: `geo.measures.comparing` makes them from plans, compare.xlsx shows them.
"""

from __future__ import annotations

from geo.schema.column import Column, Table
from geo.schema.results import STATUSES

VERDICTS = {
    "better": "更好",
    "worse": "更差",
    "same": "相同",
    "tie": "不分高下",
    "neither": "无优劣",
    "no_bound": "无下界，不能判定",
    "not_comparable": "口径不同，不比",
}
MEASURE_GROUPS = {
    "score": "得分与成本",
    "sites": "站处",
    "posts": "岗位",
    "access": "步行可达",
    "equity": "公平",
    "rules": "规则",
    "money": "资金",
    "crews": "共享班组",
    "rollout": "进驻",
}
STATION_CHANGES = {"kept": "保留", "moved": "迁移", "opened": "新开", "closed": "撤并"}
ESTATE_CHANGES = {
    "reassigned": "改归他站",
    "with_station": "随站迁移",
    "added": "仅本方案纳入",
    "dropped": "本方案未纳入",
}
PEOPLE_KINDS = {"households": "户", "elderly60": "60岁以上老人"}

_PLAN = Column("plan", "方案", "plan", required=True)
_AGAINST = Column("against", "对照", "against", required=True)
_SUBDISTRICT = Column(
    "subdistrict", "街道", "sub-district", meaning_zh="空白为全部", meaning_en="blank: the whole plan"
)

MEASURES = Table(
    "measures", "指标", "measures", None,
    columns=(
        Column("group", "类别", "group", required=True, choices=MEASURE_GROUPS),
        Column("measure", "指标", "measure", required=True),
        Column("unit", "单位", "unit"),
        Column("better", "优劣方向", "better is", choices={"less": "越小越好", "more": "越大越好", "none": "无优劣"}),
        Column("basis", "口径", "of", choices={"all": "各自全部小区", "common": "共同小区"}),
        _PLAN,
        Column("value", "数值", "value", "float"),
        Column("difference", "与第一个方案之差", "difference to the first", "float"),
        Column("relative", "差额比例", "relative difference", "float"),
        Column("verdict", "判定", "verdict", choices=VERDICTS),
        Column("is_best", "最优", "best", "bool"),
    ),
)  # fmt: skip

MOVED = Table(
    "moved", "归属变化", "estates served elsewhere", None,
    columns=(
        _PLAN, _AGAINST,
        Column("estate_id", "小区编号", "estate id", required=True),
        Column("name", "小区名称", "estate"),
        Column("subdistrict", "街道", "sub-district"),
        Column("households", "户数", "households", "int", "户", 0),
        Column("change", "变化", "change", choices=ESTATE_CHANGES),
        Column("from_station_id", "原服务站编号", "from station id"),
        Column("from_station", "原服务站", "from station"),
        Column("to_station_id", "现服务站编号", "to station id"),
        Column("to_station", "现服务站", "to station"),
        Column("from_walk_m", "原步行距离", "walk before", "float", "m", 0),
        Column("to_walk_m", "现步行距离", "walk after", "float", "m", 0),
        Column("farther_m", "多走", "farther", "float", "m"),
    ),
)  # fmt: skip

STATIONS_COMPARED = Table(
    "stations", "服务站变化", "stations compared", None,
    columns=(
        _PLAN, _AGAINST,
        Column("change", "变化", "change", required=True, choices=STATION_CHANGES),
        Column("subdistrict", "街道", "sub-district"),
        Column("from_station_id", "原服务站编号", "from station id"),
        Column("from_station", "原服务站", "from station"),
        Column("to_station_id", "现服务站编号", "to station id"),
        Column("to_station", "现服务站", "to station"),
        Column("distance_m", "迁移距离", "moved by", "float", "m", 0),
        Column("from_households", "原服务户数", "households before", "int", "户", 0),
        Column("to_households", "现服务户数", "households after", "int", "户", 0),
        Column("from_estates", "原小区数", "estates before", "int", "个", 0),
        Column("to_estates", "现小区数", "estates after", "int", "个", 0),
    ),
)  # fmt: skip

CURVES = Table(
    "curves", "覆盖曲线", "coverage curves", None,
    columns=(
        _PLAN,
        Column("people", "人群", "people", required=True, choices=PEOPLE_KINDS),
        Column("walk_m", "步行距离", "walk", "float", "m", 0),
        Column("share", "以内占比", "share within", "float", "", 0, 1),
    ),
)  # fmt: skip

CLAIMS = Table(
    "claims", "覆盖口径", "whom the curves count", None,
    columns=(
        _PLAN,
        Column("people", "人群", "people", required=True, choices=PEOPLE_KINDS),
        Column("counted", "计入", "counted", "int", "", 0),
        Column("unreachable", "走不到", "no way", "int", "", 0),
        Column("left_out", "位置待核未计入", "left out, place unknown", "int", "", 0),
        Column("unknown_estates", "人数不详的小区", "estates of unknown number", "int", "个", 0),
    ),
)  # fmt: skip

EQUITY = Table(
    "equity", "公平", "equity by sub-district", None,
    columns=(
        _PLAN, _SUBDISTRICT,
        Column("estates", "小区数", "estates", "int", "个", 0),
        Column("households", "户数", "households", "int", "户", 0),
        Column("unreachable_households", "走不到的户数", "households with no way", "int", "户", 0),
        Column("walk_m_mean", "平均步行", "mean walk", "float", "m", 0),
        Column("walk_m_p90", "九成步行", "p90 walk", "float", "m", 0),
        Column("gini", "基尼系数", "Gini", "float", "", 0, 1),
        Column("worst_decile_m", "最远一成平均步行", "mean walk of the worst tenth", "float", "m", 0),
        Column("worst_decile_share", "最远一成占总步行", "the worst tenth's share of all walking", "float", "", 0, 1),
    ),
)  # fmt: skip

LORENZ = Table(
    "lorenz", "洛伦兹曲线", "Lorenz curves", None,
    columns=(
        _PLAN,
        Column("people_share", "户数占比", "share of households", "float", "", 0, 1),
        Column("walk_share", "步行占比", "share of walking", "float", "", 0, 1),
    ),
)  # fmt: skip

GAPS = Table(
    "gaps", "证明差距", "proof gaps", None,
    columns=(
        _PLAN, _SUBDISTRICT,
        Column("status", "状态", "status", choices=STATUSES),
        Column("objective", "得分", "score", "float", "元/月"),
        Column("bound", "下界", "bound", "float", "元/月"),
        Column("gap_cny_month", "差距金额", "gap in yuan", "float", "元/月", 0),
        Column("stations", "服务站数", "stations", "int", "个", 0),
    ),
)  # fmt: skip

TIES = Table(
    "ties", "两两判定", "pairs judged", None,
    columns=(
        _PLAN, _AGAINST, _SUBDISTRICT,
        Column("difference_cny", "得分之差", "difference of the scores", "float", "元/月"),
        Column("gaps_cny", "两者差距合计", "both gaps together", "float", "元/月", 0),
        Column("verdict", "判定", "verdict", choices=VERDICTS),
    ),
)  # fmt: skip

SETTINGS_COMPARED = Table(
    "settings", "规则差异", "settings that differ", None,
    columns=(
        Column("setting", "设置", "setting", required=True),
        Column("meaning", "含义", "meaning"),
        Column("unit", "单位", "unit"),
        _PLAN,
        Column("value", "取值", "value"),
    ),
)  # fmt: skip

DIFFERENCES = Table(
    "differences", "不可比之处", "what cannot be compared", None,
    columns=(
        _PLAN, _AGAINST,
        Column("what", "事项", "what", required=True),
        Column("zh", "说明", "in Chinese"),
        Column("en", "英文说明", "in English"),
        Column("not_compared", "因此不比", "not compared therefore", meaning_zh="指标类别，顿号分隔", meaning_en="groups of measures"),
    ),
)  # fmt: skip

COMPARED: tuple[Table, ...] = (
    MEASURES, MOVED, STATIONS_COMPARED, CURVES, CLAIMS, EQUITY, LORENZ, GAPS, TIES, SETTINGS_COMPARED, DIFFERENCES,
)  # fmt: skip
