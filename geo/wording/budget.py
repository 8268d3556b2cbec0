"""Words of the three-bits account: what it assumes, doubts and finds, its lines on screen."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "budget.stage": ("三点账", "three-bits account"),
    "budget.city": ("全市", "city"),
    "budget.no_office": ("未设管理处", "no office"),
    "budget.no_firm": ("未定企业", "no firm yet"),
    "budget.nothing": (
        "方案中没有已归片区的小区，无账可算。请先用 geo plan 做出方案。",
        "the plan assigns no estate to a region, so there is no account to keep. Make a plan with geo plan first.",
    ),
    "budget-entries.rollout": (
        "{estates} 个小区的进驻月份取自进驻排程",
        "months of entry of {estates} estates are those of the roll-out",
    ),
    "budget-entries.ledger": (
        "{known} 个小区的进驻月份取自台账",
        "months of entry of {known} estates are the ledger's",
    ),
    "budget-entries.part": (
        "台账只有 {known}/{estates} 个小区填了进驻时间，其余按首月 {month} 进驻",
        "the ledger dates the entry of {known} of {estates} estates; the others enter in the first month, {month}",
    ),
    "budget-entries.none": (
        "台账没有进驻时间，{estates} 个小区都按首月 {month} 进驻",
        "the ledger dates no entry; all {estates} estates enter in the first month, {month}",
    ),
    "budget-entries.expected": ("每个小区的进驻时间", "a date of entry for every estate"),
    "budget-entries.remedy": (
        "请填“进驻时间”，或先用 geo rollout 排程",
        "fill in the dates of entry, or schedule them with geo rollout first",
    ),
    "budget-entered.found": (
        "{estates} 个小区在账期前已进驻，补贴已用去相应月数，此前收支不在账内",
        "{estates} estates entered before the account; the months of their subsidy already used are counted as used",
    ),
    "budget-entered.expected": ("账期自首月起", "an account from its first month on"),
    "budget-entered.remedy": (
        "要含此前收支，请把 budget.start 提前",
        "move budget.start back to include those months",
    ),
    "budget-beyond.found": (
        "{estates} 个小区在 {months} 个月的账期内不进驻，不计入",
        "{estates} estates do not enter within the {months} months of the account; they are left out",
    ),
    "budget-beyond.expected": ("进驻在账期内", "entry within the account"),
    "budget-beyond.remedy": ("请用 --months 加长账期", "make the account longer with --months"),
    "budget-fee.found": (
        "{missing}/{estates} 个小区没有物业费标准，按假设 {low}/{mid}/{high} 元/㎡·月(低/中/高)计",
        "{missing} of {estates} estates have no fee in the ledger; {low}/{mid}/{high} yuan/m²/month (low/middle/high) is assumed",
    ),
    "budget-fee.expected": ("台账“物业费”列，元/㎡·月", "the ledger's column of fees, yuan/m²/month"),
    "budget-fee.remedy": (
        "请在台账填物业费后重新规划，或改 budget.fee_cny_m2_month",
        "fill the fees in and plan again, or set budget.fee_cny_m2_month",
    ),
    "budget-fee-unit.found": (
        "{name} 的物业费 {fee} 元/㎡·月，疑为按户或按年的数",
        "the fee of {name} is {fee} yuan/m²/month, which looks like a fee a household or a year",
    ),
    "budget-fee-unit.expected": ("元/㎡·月，老旧小区一般 0.3-0.6", "yuan/m²/month, in old estates mostly 0.3-0.6"),
    "budget-fee-unit.remedy": ("请核对单位；已按所填计算", "check the unit; it was used as written"),
    "budget-wage-unit.found": (
        "岗位成本 {wages} 元/月，疑为万元或小时工资",
        "wages of {wages} yuan a month look like ten thousands or wages an hour",
    ),
    "budget-wage-unit.expected": ("人民币元/月，全成本", "yuan a month, all costs in"),
    "budget-wage-unit.remedy": (
        "请核对 staffing.wages_cny_month；已按所填计算",
        "check staffing.wages_cny_month; they were used as written",
    ),
    "budget-bays.found": (
        "{missing}/{estates} 个小区没有停车位数，按建成年代与户数估",
        "{missing} of {estates} estates have no bays in the ledger; estimated by era and households",
    ),
    "budget-bays.expected": ("台账“停车位”列", "the ledger's column of parking bays"),
    "budget-bays.remedy": ("请在台账填停车位", "fill in the bays"),
    "budget-subsidy.found": (
        "补贴 {subsidy} 个月不短于账期 {months} 个月，账期内看不到补贴退出",
        "the subsidy of {subsidy} months is no shorter than the account of {months}: the cliff lies outside it",
    ),
    "budget-subsidy.expected": ("账期长于补贴期", "an account longer than the subsidy"),
    "budget-subsidy.remedy": (
        "请用 --months 加长账期；批次表仍列出到期当月",
        "make it longer with --months; the table of cohorts still shows the month of the cliff",
    ),
    "budget-no-collection.found": (
        "收缴率为 0，没有任何物业费能保本（不是无穷大）",
        "nothing is collected: no fee breaks even (none, not an infinite one)",
    ),
    "budget-no-collection.expected": ("大于 0 的收缴率", "a collection above 0"),
    "budget-no-collection.remedy": ("请核对 budget.collection_mature", "check budget.collection_mature"),
    "budget-core.found": (
        "{broken}/{estates} 个小区分摊后比单独管理还贵，账期共多 {more} 万元：{names}",
        "{broken} of {estates} estates pay more than standing alone, {more} x 10,000 yuan over the account: {names}",
    ),
    "budget-core.expected": ("没有小区比单独管理多付", "no estate pays more than standing alone"),
    "budget-core.remedy": (
        "见“小区分账”；可改 budget.allocation，或检查所在片区是否过小、站处固定岗位是否过重",
        "see the books; change budget.allocation, or see whether the region is too small for the posts of its station and office",
    ),
    "budget-sharing.found": (
        "{region}：共享少设 {posts} 岗、月省 {saved} 元，路途却要 {travel} 元，共享不合算",
        "{region}: sharing saves {posts} posts, {saved} yuan a month, and the road takes {travel}: sharing does not pay",
    ),
    "budget-sharing.expected": ("少付工资不低于路途成本", "wages saved are at least the cost of the road"),
    "budget-sharing.remedy": ("请缩小该片区，或减少上门次数", "make the region smaller, or the visits fewer"),
    "budget.head": (
        "三点账 {start} 起 {months} 个月（政府补一点、百姓出一点、停车收入切一点）。假设逐项列在 plan.xlsx“参数与假设”",
        "three-bits account, {months} months from {start}. Every assumption stands on the sheet of settings in plan.xlsx",
    ),
    "budget.column.item": ("项目", "item"),
    "budget.column.low": ("偏紧", "lean"),
    "budget.column.mid": ("中值", "middle"),
    "budget.column.high": ("偏松", "ample"),
    "budget.row.fee_with_subsidy": ("保本物业费，补贴期", "break-even fee, with subsidy"),
    "budget.row.household_with_subsidy": ("　合每户", "  a household"),
    "budget.row.gap_with_subsidy": ("　缺口，补贴期", "  short, with subsidy"),
    "budget.row.fee_after": ("保本物业费，补贴后", "break-even fee, after"),
    "budget.row.household_after": ("　合每户", "  a household"),
    "budget.row.gap_after": ("　缺口，补贴后", "  short, after"),
    "budget.row.c_cny_m2": ("成本", "cost"),
    "budget.row.fee_today": ("现行物业费", "fee today"),
    "budget.row.balance_cny": ("账期收支差额，含补贴", "balance of the account, with subsidy"),
    "budget.row.balance_without_subsidy_cny": ("账期收支差额，不含补贴", "balance without subsidy"),
    "budget.row.npv_cny": ("净现值，含补贴", "present value, with subsidy"),
    "budget.row.first_month_short": ("首个入不敷出月", "first month short"),
    "budget.row.first_month_in_debt": ("首个累计为负月", "first month in debt"),
    "budget.unit.cny_m2": ("元/㎡·月", "yuan/m²/month"),
    "budget.unit.cny_household": ("元/户·月", "yuan/household/month"),
    "budget.unit.10k_year": ("万元/年", "10,000 yuan/year"),
    "budget.unit.10k": ("万元", "10,000 yuan"),
    "budget.none": ("无解", "none"),
    "budget.never": ("无", "never"),
    "budget.no_profit": (
        "补贴不是利润；缺口为正、差额为负即不足，均不截断。志愿者不计岗位。",
        "The subsidy is no profit; a positive gap or a negative balance is a shortage, never clipped. Volunteers are no posts.",
    ),
    "budget.sharing": (
        "共享少设 {posts} 岗，路途折合 {travel} 岗；共享不合算的片区 {regions} 个",
        "sharing saves {posts} posts, the road takes the hours of {travel}; it does not pay in {regions} regions",
    ),
    "budget.core": (
        "比单独管理还贵的小区 {broken}/{estates} 个；分摊口径：{key}；相对按工作量分摊的交叉补贴 {cross} 万元",
        "{broken} of {estates} estates pay more than standing alone; key: {key}; cross-subsidy against the key of workload "
        "{cross} x 10,000 yuan",
    ),
    "budget.key.area": ("面积", "floor area"),
    "budget.key.households": ("户数", "households"),
    "budget.key.workload": ("工作量", "workload"),
    "budget.key.standalone": ("单独管理成本", "cost standing alone"),
    "budget.ladder": (
        "先尝后买（补贴到期时）：可直接签约 {on_track}，肯交费但仍有缺口 {paying_short}，需兜底 {backstop}，"
        "账期内未到期 {trial}，未进驻 {not_entered}",
        "try first, buy later (when the subsidy ends): on track {on_track}, paying but short {paying_short}, backstop {backstop}, "
        "still in trial {trial}, not entered {not_entered}",
    ),
    "budget.grade": (
        "　等级 {name}（由优到次）：共享岗位 {posts}，工资 {cny} 元/㎡·月{mark}",
        "  grade {name} (best first): {posts} shared posts, wages {cny} yuan/m²/month{mark}",
    ),
    "budget.in_force": ("　← 本方案", "  <- in force"),
    "budget.cohorts": ("补贴到期批次（到期当月，运行收支）：", "cohorts of the cliff (running balance in that month):"),
    "budget.column.entry": ("进驻", "entered"),
    "budget.column.cliff": ("到期", "cliff"),
    "budget.column.estates": ("小区", "estates"),
    "budget.column.area": ("万㎡", "10k m²"),
    "budget.column.balance": ("差额 元/㎡·月", "yuan/m²/month"),
    "budget.column.household": ("元/户·月", "yuan/household/month"),
    "budget.column.year": ("万元/年", "10k yuan/year"),
    "budget.column.fee": ("所需物业费", "fee needed"),
    "budget.column.collection": ("或所需收缴率", "or collection needed"),
    "budget.more": ("……其余 {count} 批见 plan.xlsx“补贴到期批次”", "… {count} more on sheet cohorts of plan.xlsx"),
    "budget.tornado": ("最要紧的假设（净现值，万元）：", "what matters most (present value, 10,000 yuan):"),
    "budget.column.setting": ("参数 低 … 高", "setting, low … high"),
    "budget.column.at_low": ("取低值时", "at low"),
    "budget.column.at_high": ("取高值时", "at high"),
    "budget.look.plan.xlsx": (
        "工作簿 {path}（“测算”表可改数即算）",
        "workbook  {path} (change numbers on its sheet of estimates)",
    ),
    "budget.look.charts": ("图     {path}", "charts    {path}"),
    "reports.break_even.note": (
        "f* =（成本 − 补贴 − 停车 − 其他）÷ 收缴率；空为无解，负为不收费也有余；小区只列成熟收缴率、中值",
        "f* = (cost - subsidy - parking - other) / collection; empty: none, negative: covered without a fee; "
        "estates at mature collection, middle case",
    ),
    "reports.cohorts.note": (
        "同月进驻的小区同月失去补贴；差额为运行收支，负为缺口；账期前已到期的按首月列",
        "estates that entered together lose the subsidy together; running balance, negative: short; "
        "those already without it are shown by the first month",
    ),
    "reports.budget.note": (
        "补贴不是利润；负为缺口，不截断；片区与小区各月见 plan.gpkg 的 budget",
        "the subsidy is no profit; negative is short, never clipped; months of regions and estates: budget in plan.gpkg",
    ),
    "reports.books.note": (
        "账期合计，中值；共享人手，分户记账：各小区合计到分等于片区、管理处、企业与全市",
        "whole account, middle case; staff are shared, books are not: estates add up to regions, offices, firms and the city",
    ),
    "reports.works.note": (
        "单价与假设数量见“参数与假设”；台账有的数量用台账",
        "unit prices and assumed quantities: see the settings",
    ),
    "reports.tornado.note": (
        "每次只改一项，其余取中值；净现值含补贴",
        "one setting at a time; present value with the subsidy",
    ),
}
