"""Words of robustness."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "robust.how_many": (
        "稳健性至少要两个方案、一次抽样；给了 {plans} 个方案、{draws} 次",
        "robustness takes two plans and one draw at least; {plans} plans and {draws} draws were given",
    ),
    "robust.nothing": (
        "方案“{plan}”没有纳入任何小区，先运行 geo plan",
        "plan “{plan}” has no planned estate; run geo plan first",
    ),
    "robust.stage": ("在各种假设下重算", "valuing under every assumption"),
    "robust.title": ("方案的稳健性", "How sure the choice is"),
    "robust.subtitle": (
        "左：联合抽样中为最优的占比；右：结果的中位数与 P10–P90",
        "left: share of draws in which a plan is best; right: median outcome and P10–P90",
    ),
    "robust.axis.share": ("最优占比 (%)", "best in (%) of draws"),
    "robust.axis.npv": ("三点账现值（万元）", "present value of the account (10⁴ yuan)"),
    "robust.axis.fee": ("补贴后保本物业费（元/㎡·月）", "fee that breaks even after the subsidy (yuan/m²/month)"),
    "robust.note.plans": (
        "所有假设同时按三角分布(低、中、高)抽样，各方案用同一次抽样；后悔值是与当次最优的差距",
        "all assumptions drawn together from triangles (low, mid, high), the same draw for all plans; regret is what the best "
        "of the draw has more",
    ),
    "robust.note.inputs": (
        "每次只动一项假设，其余取中值；改变首选的行即会让另一方案变为最优",
        "one assumption moves at a time, all others in the middle; a row flips where another plan becomes the best",
    ),
    "robust.note.stations": (
        "较优方案为至少在5%的抽样中最优者；“都设”即所有较优方案都有该站",
        "good plans are best in at least one draw in twenty; “always”: every good plan has the station",
    ),
    "robust.line.plan": (
        "{plan}: 最优占比 {share}，中值名次 {rank}，平均名次 {mean}，平均后悔值 {regret}",
        "{plan}: best in {share} of draws, rank {rank} in the middle, mean rank {mean}, mean regret {regret}",
    ),
    "robust.line.flips": ("会改变首选的假设: {names}", "assumptions that flip the decision: {names}"),
    "robust.line.steady": (
        "没有哪一项假设单独改变首选",
        "no assumption flips the decision by itself",
    ),
    "robust.line.stations": (
        "站址: {always} 个在所有较优方案中都设，{nearly} 个多数设，其余 {rest} 个视方案而定",
        "stations: {always} stand in every good plan, {nearly} in nearly every one, {rest} depend on the plan",
    ),
}
