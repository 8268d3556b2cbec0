"""Words of comparisons: measures and their units, verdicts, what cannot be compared."""

from __future__ import annotations

_MEASURES = {
    "objective": ("得分（元当量）", "score (yuan-equivalents)"),
    "gap": ("证明差距", "proof gap"),
    "monthly_cost": ("月成本（账单）", "monthly cost (the bill)"),
    "cost_household": ("每户月成本", "monthly cost a household"),
    "estates": ("小区数", "estates"),
    "stations": ("服务站数", "stations"),
    "groups": ("组团数", "groups"),
    "offices": ("管理处数", "offices"),
    "posts": ("岗位合计", "posts"),
    "posts_saved": ("共享少设岗位", "posts saved by sharing"),
    "wages_saved": ("共享少付工资", "wages saved by sharing"),
    "travel": ("班组路途成本", "cost of crews' way"),
    "covered_300": ("300 m 内户数", "households within 300 m"),
    "covered_500": ("500 m 内户数", "households within 500 m"),
    "covered_1000": ("1000 m 内户数", "households within 1,000 m"),
    "elderly_400": ("400 m 内 60 岁以上老人", "over-60s within 400 m"),
    "walk_mean": ("平均步行", "mean walk"),
    "walk_p90": ("九成户步行不超过", "nine in ten walk at most"),
    "walk_max": ("最远步行", "longest walk"),
    "elderly_mean": ("老人平均步行", "mean walk of over-60s"),
    "unreachable": ("走不到的户数", "households with no way"),
    "gini": ("步行基尼系数", "Gini of the walk"),
    "worst_decile": ("最远一成户平均步行", "mean walk of the worst tenth"),
    "worst_share": ("最远一成户占总步行", "the worst tenth's share of all walking"),
    "worst_subdistrict": ("最差街道平均步行", "mean walk of the worst sub-district"),
    "theil_between": ("街道之间的不均（泰尔）", "between sub-districts (Theil)"),
    "exceptions": ("例外数", "priced exceptions"),
    "exceptions_price": ("例外代价", "price of exceptions"),
    "splits": ("被拆分的社区", "communities split"),
    "subsidy": ("财政补贴与奖补（账期）", "subsidy and reward, whole account"),
    "fees": ("物业费实收（账期）", "fees collected, whole account"),
    "account_cost": ("支出（账期）", "costs, whole account"),
    "balance": ("收支差额（账期，含补贴）", "balance with subsidy, whole account"),
    "balance_alone": ("收支差额（账期，不含补贴）", "balance without subsidy, whole account"),
    "fee_after": ("补贴后保本物业费", "break-even fee after the subsidy"),
    "crew_people": ("共享班组人数", "people in crews"),
    "crew_km": ("班组每周里程", "crews' way a week"),
    "crew_hours": ("班组每周工时", "crews' hours a week"),
    "response_20": ("20 分钟内上门户数（电动车）", "households reached in 20 minutes (e-bike)"),
    "unserved": ("未排上的上门", "visits not placed"),
    "last_entry": ("全部进驻用时", "months until all have entered"),
}
_UNITS = {
    "yuan_month": ("元/月", "yuan a month"),
    "yuan_household": ("元/户·月", "yuan a household and month"),
    "yuan_m2": ("元/㎡·月", "yuan a m² and month"),
    "yuan": ("元", "yuan"),
    "estates": ("个", "estates"),
    "count": ("个", "in all"),
    "people": ("人", "people"),
    "households": ("户", "households"),
    "share": ("%", "%"),
    "m": ("m", "m"),
    "index": ("系数", "index"),
    "km_week": ("km/周", "km a week"),
    "hours_week": ("小时/周", "hours a week"),
    "months": ("个月", "months"),
}
_VERDICTS = {
    "better": ("更好", "better"),
    "worse": ("更差", "worse"),
    "same": ("相同", "the same"),
    "tie": ("不分高下", "a tie"),
    "neither": ("无优劣", "neither"),
    "no_bound": ("无下界，不能判定", "no bound, cannot be judged"),
    "not_comparable": ("口径不同，不比", "not comparable"),
}
_GROUPS = {
    "score": ("得分与成本", "score and cost"),
    "sites": ("站处", "sites"),
    "posts": ("岗位", "posts"),
    "access": ("步行可达", "walking access"),
    "equity": ("公平", "equity"),
    "rules": ("规则", "rules"),
    "money": ("资金", "money"),
    "crews": ("共享班组", "shared teams"),
    "rollout": ("进驻", "roll-out"),
}
_CHANGES = {
    "kept": ("保留", "kept"),
    "moved": ("迁移", "moved"),
    "opened": ("新开", "opened"),
    "closed": ("撤并", "closed"),
    "reassigned": ("改归他站", "goes to another station"),
    "with_station": ("随站迁移", "moves with its station"),
    "added": ("仅本方案纳入", "only in this plan"),
    "dropped": ("本方案未纳入", "not in this plan"),
}
_DIFFERS = {
    "estates": (
        "两方案的小区不同：共同 {shared} 个，对照独有 {gone} 个，本方案独有 {come} 个（{names}）。步行与公平只比共同小区，其他合计不比",
        "the plans have other estates: {shared} shared, {gone} only in the first, {come} only in the other ({names}). "
        "Walks and equity are of the shared ones; other totals are not compared",
    ),
    "values": (
        "共同小区中 {estates} 个的台账数据不同（{columns}）：差异含数据变化的影响",
        "the ledgers differ for {estates} shared estates ({columns}): part of any difference comes from the data",
    ),
    "inputs": ("输入文件内容不同：{names}", "input files have other contents: {names}"),
    "crs": (
        "计算所用投影不同（{old}，{new}）：距离可能有细微差别",
        "other metric projections ({old}, {new}): distances may differ slightly",
    ),
    "rungs": (
        "步行距离的来源不同（{old}；{new}）：步行、公平与得分不比",
        "walks come from other sources ({old}; {new}): walks, equity and score are not compared",
    ),
    "yardsticks": (
        "得分的口径不同（{keys}）：得分、差距与例外代价不比，账单与步行照比",
        "the score is measured by other settings ({keys}): score, gap and price of exceptions are not compared; "
        "bill and walks are",
    ),
    "horizon": (
        "账期不同（{old} 起 {old_months} 个月；{new} 起 {new_months} 个月）：账期合计不比，保本费照比",
        "other account periods ({old_months} months from {old}; {new_months} months from {new}): totals are not "
        "compared, break-even fees are",
    ),
    "budget": (
        "{whose}没有三点账（geo budget）：资金不比",
        "{whose} has no account (geo budget): money is not compared",
    ),
    "rounds": (
        "{whose}没有班组路线（geo routes）：班组不比",
        "{whose} has no rounds (geo routes): crews are not compared",
    ),
    "rollout": (
        "{whose}没有进驻排程（geo rollout）：进驻不比",
        "{whose} has no roll-out (geo rollout): entries are not compared",
    ),
}

CATALOGUE: dict[str, tuple[str, str]] = {
    **{f"compare.measure.{key}": pair for key, pair in _MEASURES.items()},
    **{f"compare.in.{key}": pair for key, pair in _UNITS.items()},
    **{f"compare.verdict.{key}": pair for key, pair in _VERDICTS.items()},
    **{f"compare.group.{key}": pair for key, pair in _GROUPS.items()},
    **{f"compare.change.{key}": pair for key, pair in _CHANGES.items()},
    **{f"compare.differs.{key}": pair for key, pair in _DIFFERS.items()},
    "compare.whose.against": ("对照方案", "the first plan"),
    "compare.whose.plan": ("本方案", "the other plan"),
    "compare.how_many": (
        "可比较二至{most}个方案，给了 {count} 个：请给出各自的方案文件夹",
        "two to {most} plans can be compared, {count} were given: name their plan folders",
    ),
    "compare.nothing_shared": (
        "{names} 没有共同的小区，无从比较：请确认它们出自同一台账（小区编号相同）",
        "{names} share no estate, nothing can be compared: check that they come from one ledger (the same estate ids)",
    ),
}
