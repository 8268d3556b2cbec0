"""The tables that hold a plan against others: baselines, ways with communities, moves from the plan in force."""

from __future__ import annotations

from geo.schema.column import Column, Table
from geo.schema.results import STATUSES

BASELINE_NAMES = {
    "one_community_one_station": "一社区一站（现行规则）",
    "kmeans": "均衡 k 均值",
    "agglomerative": "沿相邻关系层次聚类",
    "in_force": "现行方案",
}
MODES = {"free": "社区可拆分", "whole": "社区保持完整", "one_community_one_station": "一社区一站"}
MOVE_KINDS = {
    "improvement": "改进",
    "optimum": "最优方案的调整",
    "edit": "人工调整",
    "follow": "随之变动",
    "refused": "未采纳",
}

_STATIONS = Column("stations", "服务站数", "stations", "int", "个", 0)
_OBJECTIVE = Column("objective", "目标值", "objective", "float", "元/月")
_VIOLATIONS = (
    Column("violations", "违反硬规则", "hard rules broken", "int", "处", 0),
    Column("broken", "违反的硬规则", "which hard rules"),
)

BASELINES = Table(
    "baselines", "对照方案", "baselines", None,
    columns=(
        Column("subdistrict", "街道", "sub-district", required=True),
        Column("baseline", "对照方案", "baseline", required=True, choices=BASELINE_NAMES),
        _STATIONS,
        _OBJECTIVE,
        Column("difference_cny", "比本方案多", "above the plan", "float", "元/月",
               meaning_zh="负数：更低，但可能违反硬规则", meaning_en="negative: lower, perhaps by breaking hard rules"),
        Column("difference", "本方案节省比例", "share the plan saves", "float",
               meaning_zh="差额除以对照方案的目标值", meaning_en="difference over the baseline's objective"),
        Column("posts", "岗位", "posts", "int", "人", 0, meaning_zh="不含管理处", meaning_en="without offices"),
        Column("monthly_cost_cny", "月成本", "monthly cost", "float", "元/月", meaning_zh="不含管理处", meaning_en="without offices"),
        Column("households_near", "500 m 内户数", "households within 500 m", "int", "户", 0,
               meaning_zh="位置可信的小区中", meaning_en="of estates whose place is known"),
        Column("moved", "归属不同的小区", "estates served elsewhere", "int", "个", 0),
        Column("exceptions", "例外数", "priced exceptions", "int", "个", 0),
        Column("exceptions_cny", "例外代价", "price of exceptions", "float", "元/月"),
        *_VIOLATIONS,
    ),
)  # fmt: skip

COMMUNITY_MODES = Table(
    "community_modes", "社区取舍", "ways with communities", None,
    columns=(
        Column("subdistrict", "街道", "sub-district", required=True),
        Column("mode", "做法", "way", required=True, choices=MODES),
        _STATIONS,
        Column("objective", "目标值(不计社区拆分)", "objective without split prices", "float", "元/月"),
        Column("price_cny", "比可拆分多", "price over free", "float", "元/月"),
        Column("price", "比可拆分多的比例", "share over free", "float"),
        Column("splits", "社区拆分数", "splits", "int", "个", 0,
               meaning_zh="各社区所跨片区数减一的合计", meaning_en="regions a community lies in, less one, summed up"),
        Column("status", "状态", "status", choices=STATUSES),
        Column("gap_cny", "差距金额", "gap in yuan", "float", "元/月", 0),
        *_VIOLATIONS,
    ),
)  # fmt: skip

MOVES = Table(
    "moves", "调整清单", "moves", None,
    columns=(
        Column("number", "次序", "number", "int"),
        Column("kind", "性质", "kind", choices=MOVE_KINDS),
        Column("subdistrict", "街道", "sub-district"),
        Column("estate_id", "小区编号", "estate id", required=True),
        Column("name", "小区名称", "estate"),
        Column("from_station_id", "原服务站", "from station"),
        Column("from_region", "原片区", "from region"),
        Column("to_station_id", "现服务站", "to station"),
        Column("to_region", "现片区", "to region"),
        Column("gain_cny", "得分减少", "gain", "float", "元/月",
               meaning_zh="得分每月减少；负数为增加；空白表示单独退回不可行",
               meaning_en="fall of the score a month; negative: a rise; blank: it cannot be undone by itself"),
        Column("score_after_cny", "调整后得分", "score after it", "float", "元/月",
               meaning_zh="所在街道的得分", meaning_en="score of its sub-district"),
        Column("remark", "说明", "remark"),
    ),
)  # fmt: skip
