"""The tables of money: the three-bits account month by month, books of estates, break-even fees, the cliff, works."""

from __future__ import annotations

from geo.schema.column import Column, Table

MONEY_LEVELS = {"city": "全市", "firm": "物业企业", "office": "管理处", "region": "片区", "estate": "小区"}
CASES = {"low": "偏紧", "mid": "中值", "high": "偏松"}
PAYERS = {"government": "政府", "firm": "物业企业", "residents": "居民", "renovation": "改造工程"}
WORKS_ITEMS = {
    "bay_lines": "车位划线",
    "road_patches": "路面修补",
    "pruning": "绿化修剪",
    "corridor_lights": "楼道灯更换",
    "clearing": "楼道清理",
    "signs": "标识标牌",
    "fire_station": "微型消防站",
}
LADDER = {
    "trial": "补贴期内",
    "on_track": "可直接签约",
    "paying_short": "肯交费但仍有缺口",
    "backstop": "需兜底",
    "not_entered": "账期内未进驻",
}

# Lines of the account, in the order people read them: income, then running costs, then what is paid once.
INCOME_LINES = {
    "subsidy_city": ("市级补贴", "subsidy, city"),
    "subsidy_district": ("区级补贴", "subsidy, district"),
    "fees": ("物业费实收", "fees collected"),
    "parking": ("停车收入分成", "slice of parking income"),
    "city_property": ("城市物业收入", "street work for the city"),
    "common_rent": ("公共部位收益", "rent of common parts"),
    "reward": ("奖补", "reward"),
}
RUNNING_LINES = {
    "wages": ("共享岗位工资", "wages of shared posts"),
    "overhead_wages": ("站处固定岗位工资", "wages of station and office posts"),
    "rent": ("用房租金", "rent"),
    "utilities": ("水电", "utilities"),
    "materials": ("物料", "materials"),
    "tools": ("工具", "tools"),
    "travel": ("路途", "travel"),
    "overhead": ("企业管理费", "overhead"),
    "tax": ("税费", "tax"),
}
ONCE_LINES = {
    "clean_up": ("前期整治", "clean-up"),
    "fit_out": ("用房装修", "fit-out"),
    "enclosure": ("封闭微改造", "enclosure works"),
}
MONEY_LINES = INCOME_LINES | RUNNING_LINES | ONCE_LINES
SUBSIDY_LINES = ("subsidy_city", "subsidy_district", "reward")

_LEVEL = Column("level", "层级", "level", required=True, choices=MONEY_LEVELS)
_ID = Column("id", "编号", "id", required=True)
_NAME = Column("name", "名称", "name")
_CASE = Column("case", "情形", "case", required=True, choices=CASES,
               meaning_zh="各项假设同取不利、中值、有利", meaning_en="all guesses at their unfavourable, middle or favourable value")  # fmt: skip
_SIZE = (
    Column("estates", "小区数", "estates", "int", "个", 0),
    Column("floor_area_m2", "建筑面积", "floor area", "float", "㎡", 0),
    Column("households", "户数", "households", "int", "户", 0),
)
_BALANCES = (
    Column("income_cny", "收入合计", "income", "float", "元"),
    Column("cost_cny", "支出合计", "cost", "float", "元"),
    Column(
        "balance_cny",
        "收支差额",
        "balance",
        "float",
        "元",
        meaning_zh="含补贴，补贴不是利润；负为缺口",
        meaning_en="with the subsidy, which is no profit; negative: short",
    ),
    Column("balance_without_subsidy_cny", "不含补贴差额", "balance without subsidy", "float", "元"),
)

BUDGET = Table(
    "budget", "三点账", "three-bits account", None,
    columns=(
        _CASE, _LEVEL, _ID, _NAME,
        Column("month", "月序", "month", "int", "", meaning_zh="0为首月", meaning_en="0 is the first"),
        Column("date", "月份", "year and month", meaning_zh="年-月", meaning_en="yyyy-mm"),
        Column("estates", "已进驻", "estates entered", "int", "个", 0),
        Column("floor_area_m2", "已进驻面积", "floor area entered", "float", "㎡", 0),
        Column("households", "已进驻户数", "households entered", "int", "户", 0),
        Column("posts", "岗位", "posts", "int", "人", 0, meaning_zh="共享岗位与站处固定岗位；小区行不列",
               meaning_en="shared posts and those of stations and offices; none on estates' rows"),
        *(Column(f"{name}_cny", zh, en, "float", "元") for name, (zh, en) in MONEY_LINES.items()),
        *_BALANCES,
        Column("cumulated_cny", "累计差额", "cumulated balance", "float", "元"),
        Column("cumulated_without_subsidy_cny", "不含补贴累计", "cumulated without subsidy", "float", "元"),
    ),
)  # fmt: skip

BOOKS = Table(
    "books", "小区分账", "books of estates", None,
    columns=(
        _CASE,
        Column("estate_id", "小区编号", "estate id", required=True),
        Column("name", "小区名称", "estate"),
        Column("subdistrict", "街道", "sub-district"),
        Column("region_id", "片区编号", "region id"),
        Column("office_id", "管理处", "office"),
        Column("firm", "物业企业", "firm"),
        Column("floor_area_m2", "建筑面积", "floor area", "float", "㎡", 0),
        Column("households", "户数", "households", "int", "户", 0),
        Column("entry_month", "进驻月序", "month of entry", "int", ""),
        Column("entry_date", "进驻月份", "entered"),
        Column("fee_cny_m2_month", "物业费", "fee", "float", "元/㎡·月", 0),
        Column("fee_known", "物业费据台账", "fee of the ledger", "bool"),
        Column("collection_end", "补贴末收缴率", "collection when the subsidy ends", "float", "", 0, 1),
        *(Column(f"{name}_cny", zh, en, "float", "元") for name, (zh, en) in MONEY_LINES.items()),
        *_BALANCES,
        Column("shared_cny", "分摊成本", "share of pooled costs", "float", "元", meaning_zh="片区与管理处成本按分摊口径",
               meaning_en="costs of region and office by the allocation key"),
        Column("standalone_cny", "单独管理成本", "cost standing alone", "float", "元",
               meaning_zh="单独设整岗、物料、工具与管理费，不含站处", meaning_en="whole posts of its own, materials, tools, overhead; no station, no office"),
        Column("with_others_cny", "共享管理成本", "cost with others", "float", "元", meaning_zh="同口径：不含整治与税费",
               meaning_en="like for like: clean-up and tax left out"),
        Column("core_ok", "不高于单独管理", "no more than alone", "bool"),
        Column("cross_cny", "交叉补贴", "cross-subsidy", "float", "元", meaning_zh="分摊成本减按工作量应摊；正为补给别人，负为受补",
               meaning_en="share less the share by workload; positive: given, negative: received"),
        Column("ladder", "先尝后买", "try first, buy later", choices=LADDER),
        Column("reward_due_cny", "应得奖补", "reward due", "float", "元", 0),
    ),
)  # fmt: skip

BREAK_EVEN = Table(
    "break_even", "保本物业费", "break-even fee", None,
    columns=(
        _CASE, _LEVEL, _ID, _NAME, *_SIZE,
        Column("at", "收缴口径", "collection taken", choices={"mature": "成熟", "0.4": "40%", "0.6": "60%", "0.8": "80%"}),
        Column("collection", "收缴率", "collection", "float", "", 0, 1),
        Column("c_cny_m2", "成本", "cost", "float", "元/㎡·月"),
        Column("s_cny_m2", "补贴", "subsidy", "float", "元/㎡·月"),
        Column("p_cny_m2", "停车", "parking", "float", "元/㎡·月"),
        Column("x_cny_m2", "其他收入", "other income", "float", "元/㎡·月"),
        Column("fee_with_subsidy", "保本费(补贴期)", "break-even with subsidy", "float", "元/㎡·月", meaning_zh="负为不收费也有余；空为无解",
               meaning_en="negative: covered without a fee; empty: none"),
        Column("fee_after", "保本费(补贴后)", "break-even after the subsidy", "float", "元/㎡·月"),
        Column("household_with_subsidy", "户均(补贴期)", "a household, with subsidy", "float", "元/户·月"),
        Column("household_after", "户均(补贴后)", "a household, after", "float", "元/户·月"),
        Column("gap_with_subsidy", "年缺口(补贴期)", "short a year, with subsidy", "float", "万元/年", meaning_zh="按现行或假设物业费；正为缺口，负为结余",
               meaning_en="at today's or the assumed fee; positive: short"),
        Column("gap_after", "年缺口(补贴后)", "short a year, after", "float", "万元/年"),
        Column("fee_today", "现行物业费", "fee today", "float", "元/㎡·月", meaning_zh="台账或假设，按面积平均",
               meaning_en="the ledger's or the assumed one, by area"),
    ),
)  # fmt: skip

COHORTS = Table(
    "cohorts", "补贴到期批次", "cohorts of the cliff", None,
    columns=(
        _CASE,
        Column("entry_month", "进驻月序", "month of entry", "int", ""),
        Column("entry_date", "进驻月份", "entered"),
        Column("cliff_month", "补贴到期月序", "first month without subsidy", "int", ""),
        Column("cliff_date", "补贴到期月份", "subsidy ended"),
        *_SIZE,
        Column("in_horizon", "在账期内", "within the account", "bool"),
        Column("balance_before_cny", "到期前月差额", "balance the month before", "float", "元/月"),
        Column("balance_cny", "到期当月差额", "balance in that month", "float", "元/月", meaning_zh="负为缺口", meaning_en="negative: short"),
        Column("balance_cny_m2", "每㎡差额", "balance a m²", "float", "元/㎡·月"),
        Column("balance_cny_household", "户均差额", "balance a household", "float", "元/户·月"),
        Column("balance_10k_year", "年差额", "balance a year", "float", "万元/年"),
        Column("collection", "当时收缴率", "collection then", "float", "", 0, 1),
        Column("fee_today", "现行物业费", "fee today", "float", "元/㎡·月"),
        Column("fee_needed", "所需物业费", "fee needed", "float", "元/㎡·月", meaning_zh="按当时收缴率；空为无解",
               meaning_en="at the collection then; empty: none"),
        Column("collection_needed", "所需收缴率", "collection needed", "float", "", 0, meaning_zh="按现行物业费；大于1即做不到",
               meaning_en="at today's fee; above 1 it cannot be had"),
        Column("survive", "能维持的小区", "estates that carry themselves", "int", "个", 0),
        Column("backstop", "需兜底的小区", "estates that need a backstop", "int", "个", 0),
    ),
)  # fmt: skip

WORKS = Table(
    "works", "前期整治清单", "clean-up works", None,
    columns=(
        Column("estate_id", "小区编号", "estate id", required=True),
        Column("name", "小区名称", "estate"),
        Column("region_id", "片区编号", "region id"),
        Column("item", "项目", "work", required=True, choices=WORKS_ITEMS),
        Column("quantity", "数量", "quantity", "float", "", 0),
        Column("unit", "单位", "unit"),
        Column("basis", "数量依据", "quantity from", choices={"ledger": "台账", "assumed": "假设"}),
        Column("price_cny", "单价", "unit price", "float", "元", 0),
        Column("cost_cny", "费用", "cost", "float", "元", 0),
        Column("cost_least_cny", "费用低值", "cost, low", "float", "元", 0),
        Column("cost_most_cny", "费用高值", "cost, high", "float", "元", 0),
        Column("payer", "出资", "paid by", choices=PAYERS),
        Column("due_month", "完成月序", "month due", "int", ""),
        Column("due_date", "完成月份", "due"),
    ),
)  # fmt: skip

TORNADO = Table(
    "tornado", "敏感性", "what matters most", None,
    columns=(
        Column("rank", "名次", "rank", "int", "", 1),
        Column("input", "参数", "setting", required=True),
        Column("meaning", "含义", "meaning"),
        Column("unit", "单位", "unit"),
        Column("value_low", "低值", "low value", "float"),
        Column("value_mid", "中值", "middle value", "float"),
        Column("value_high", "高值", "high value", "float"),
        Column("npv_at_low_cny", "低值时净现值", "present value at low", "float", "元"),
        Column("npv_at_high_cny", "高值时净现值", "present value at high", "float", "元"),
        Column("swing_cny", "摆幅", "swing", "float", "元", 0),
    ),
)  # fmt: skip

ESTIMATE = Table(
    "estimate", "测算基数", "basis of the estimate", None,
    columns=(
        Column("kind", "行别", "row", required=True, choices={"month": "各月", "steady": "成熟月"},
               meaning_zh="成熟月：全部进驻之后", meaning_en="steady: once every estate is in"),
        Column("month", "月序", "month", "int", ""),
        Column("date", "月份", "year and month"),
        Column("subsidised_m2", "补贴面积", "floor area with subsidy", "float", "㎡", 0),
        Column("fee_base_cny", "与成熟收缴率无关的物业费", "fees that do not hang on mature collection", "float", "元", 0),
        Column("fee_per_mature_cny", "成熟收缴率每1的物业费", "fees for each 1 of mature collection", "float", "元", 0),
        Column("bays", "有收入的车位", "bays that earn", "float", "个", 0),
        Column("other_income_cny", "其他收入", "other income", "float", "元"),
        Column("taxed_other_cny", "其中计税", "of it taxed", "float", "元"),
        Column("wages_cny", "岗位与路途(系数1)", "posts and travel at factor 1", "float", "元", 0),
        Column("fixed_cny", "租金水电物料工具", "rent, utilities, materials, tools", "float", "元", 0),
        Column("once_cny", "一次性投入", "paid once", "float", "元", 0, meaning_zh="成熟月为每月摊销", meaning_en="steady: spread over the months"),
        Column("rounding_cny", "分尾差", "odd fen", "float", "元", meaning_zh="逐小区取整到分与合计公式之差",
               meaning_en="rounding estate by estate against the formula of the whole"),
        Column("floor_area_m2", "面积", "floor area", "float", "㎡", 0),
        Column("households", "户数", "households", "int", "户", 0),
        Column("collection_base", "自有收缴率部分", "collection that does not hang on it", "float", "", 0),
        Column("collection_per_mature", "随成熟收缴率部分", "collection for each 1 of it", "float", "", 0),
    ),
)  # fmt: skip

MONEY_TABLES = (BUDGET, BOOKS, BREAK_EVEN, COHORTS, WORKS, TORNADO, ESTIMATE)
