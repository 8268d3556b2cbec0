"""The tables that say why: what each rule is worth, and which hard rules clash where there is no plan."""

from __future__ import annotations

from geo.schema.column import Column, Table

RULES = {
    "floor_area_high": "片区面积上限",
    "floor_area_low": "片区面积下限",
    "households": "片区户数上下限",
    "posts": "片区岗位上下限",
    "gates": "片区门岗上下限",
    "capacity": "用房可服务户数",
    "walk_limit": "到站步行上限",
    "walk_target": "到站步行目标",
    "in_force": "少动现行方案",
    "mini": "小小区不孤立",
    "communities": "社区完整",
    "groups": "先定组团",
    "barriers": "不跨屏障",
    "connected": "片区连片",
    "station_min": "服务站数下限",
    "station_max": "服务站数上限",
    "locks": "锁定",
    "must_link": "须同片区",
    "cannot_link": "不得同片区",
    "forbidden_rooms": "不得启用的用房",
    "fixed_rooms": "必须启用的用房",
}
# What else can shape a region: nothing but what a change costs, or nothing at all.
SHAPES = {**RULES, "cost": "费用", "better": "可再改进"}
KNOWN = {"proved": "已证明", "range": "区间", "at_least": "至少"}

_SUBDISTRICT = Column("subdistrict", "街道", "sub-district", required=True)

RULE_PRICES = Table(
    "rule_prices", "规则代价", "prices of rules", None,
    columns=(
        _SUBDISTRICT,
        Column("rule", "规则", "rule", required=True, choices=RULES),
        Column("step", "放宽", "eased by", required=True, choices={"lifted": "取消"},
               meaning_zh="取消，或放宽一步", meaning_en="lifted, or eased by one step"),
        Column("saving_cny", "可省", "saves", "float", "元/月", 0,
               meaning_zh="放宽后找到的方案比本方案每月低多少", meaning_en="fall of the score with the plan found without it"),
        Column("price_low_cny", "代价下限", "price, at least", "float", "元/月", 0,
               meaning_zh="规则本身的代价至少如此", meaning_en="what the rule itself costs at least"),
        Column("price_high_cny", "代价上限", "price, at most", "float", "元/月", 0,
               meaning_zh="空白：未求界(geo plan --why)", meaning_en="blank: not bounded (geo plan --why)"),
        Column("known", "把握", "how known", choices=KNOWN),
        Column("paid_cny", "其中已付例外", "of it paid as exceptions", "float", "元/月", 0,
               meaning_zh="本方案为违反该定价规则所付", meaning_en="what the plan pays for breaking the priced rule"),
        Column("moved", "改归小区", "estates served elsewhere", "int", "个", 0),
        Column("further_stations", "服务站增减", "further stations", "int", "个"),
        Column("regions", "涉及片区", "regions"),
        Column("explanation", "说明", "explanation"),
    ),
)  # fmt: skip

CLASHES = Table(
    "clashes", "规则冲突", "clashing rules", None,
    columns=(
        _SUBDISTRICT,
        Column("rule", "规则", "rule", required=True),
        Column("estate_ids", "小区编号", "estate ids", meaning_zh="顿号分隔", meaning_en="joined by commas"),
        Column("estates", "小区名称", "estates"),
        Column("gives_up", "放宽", "given up", choices={"named": "所列各项", "all": "整条规则"}),
        Column("relaxed_cny", "放宽后得分", "score when given up", "float", "元/月",
               meaning_zh="只放宽这一条、其余照旧时找到的方案", meaning_en="of the plan found with this rule alone given up"),
        Column("above_cheapest_cny", "比最省的放宽多", "above the cheapest way out", "float", "元/月", 0),
        Column("explanation", "说明", "explanation"),
    ),
)  # fmt: skip
