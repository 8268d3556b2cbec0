"""Words of the Word document and of the slides."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "document.missing": (
        "写 {format} 需要附加库：pip install 'linli[report]'",
        "Writing {format} needs a further library: pip install 'linli[report]'",
    ),
    "document.stage.docx": ("写 Word 文稿", "writing the Word document"),
    "document.stage.pptx": ("写演示文稿", "writing the slides"),
    "document.subtitle": ("（{date}，由 Linli 邻里编制）", "({date}, made by Linli)"),
    "document.invented": (
        "本文数据为虚构示例，小区与房源均非真实。",
        "The data of this paper are an invented sample; its estates and rooms are not real.",
    ),
    "document.basis": ("基本情况", "Where we stand"),
    "document.basis.words": (
        "台账共读入小区 {estates} 个，其中纳入规划 {planned} 个，不纳入 {rejected} 个，待定位 {to_locate} 个，三者之和与台账行数相等。"
        "纳入规划的小区建筑面积 {area}，{households} 户，分属 {subdistricts} 个街道。",
        "The ledger has {estates} estates: {planned} are planned, {rejected} are not, {to_locate} have no known place; the "
        "three add up to the rows read. Those planned have {area} of floor area and {households} households in "
        "{subdistricts} sub-districts.",
    ),
    "document.plan": ("划分方案", "The plan"),
    "document.plan.words": (
        "全域划分服务片区 {regions} 个，设服务站 {stations} 个、管理处 {offices} 个，组团 {groups} 个。"
        "{m} 米以内到达服务站的住户占 {near}，平均步行 {mean} 米，九成住户在 {p90} 米以内，最远 {max} 米。",
        "There are {regions} service regions with {stations} stations, {offices} offices and {groups} groups. {near} of the "
        "households reach their station within {m} m; the mean walk is {mean} m, nine in ten walk at most {p90} m, "
        "the farthest {max} m.",
    ),
    "document.plan.left_out": (
        "位置仅能定到社区或与他处共用的小区 {n} 个，未计入步行统计。",
        "{n} estates whose point is not their own are left out of these walks.",
    ),
    "document.proof": ("最优性证明", "The proof"),
    "document.proof.words": (
        "本方案的月度评分为 {value}，已证明任何满足规则的方案不低于 {bound}：{proof}。"
        "{subdistricts} 个街道中有 {proven} 个已证明最优。证明所依据的价格、房源与数据见“方法与假设”。",
        "The plan scores {value} a month; it is proved that no plan that keeps the rules is below {bound}: {proof}. "
        "{proven} of {subdistricts} sub-districts are proved optimal. The proof is about the prices, rooms and data named "
        "under “Methods and assumptions”.",
    ),
    "document.proof.none": (
        "本方案尚无完整的界：{proof}。",
        "There is no complete bound of this plan: {proof}.",
    ),
    "document.posts": ("岗位与经费", "Posts and money"),
    "document.posts.words": (
        "片区与管理处合计需 {pooled} 个岗位；若各小区单独配岗需 {alone} 个。每月现金支出约 {cost}，折每年 {year}。"
        "岗位按整数计，志愿者不计入岗位。",
        "Regions and offices need {pooled} posts together; each estate alone would take {alone}. Cash of about {cost} a month, "
        "{year} a year. Posts are whole; volunteers are never posts.",
    ),
    "document.posts.unknown": ("未计算", "not counted"),
    "document.budget.words": (
        "三个一点账（中情形）：{months} 个月内补贴合计 {subsidy}；补贴到期后的保本物业费为每月每平方米 {after} 元，"
        "补贴期内为 {before} 元。",
        "Three-bits account (middle case): {subsidy} of subsidy in {months} months; the fee that breaks even is {after} yuan/m² "
        "a month after the subsidy, {before} with it.",
    ),
    "document.budget.cost": ("市区逐月累计收支", "Cash of the city, month by month"),
    "document.rollout": ("进驻安排", "Entry"),
    "document.rollout.words": (
        "截至目前已进驻 {entered} 个小区；按产能排程，{last} 全部进驻{late}。",
        "{entered} estates are entered so far; by the capacities all have entered in {last}{late}.",
    ),
    "document.rollout.late": ("，其中 {n} 个晚于期限", ", {n} of them after the deadline"),
    "document.rollout.none": ("，均在期限之内", ", all by the deadline"),
    "document.subdistricts": ("各街道片区", "Sub-districts"),
    "document.subdistrict.words": (
        "划分片区 {regions} 个，小区 {estates} 个、{households} 户、{area}；岗位 {posts} 个；{m} 米以内住户占 {near}；{proof}。",
        "{regions} regions, {estates} estates, {households} households, {area}; {posts} posts; {near} of the households "
        "within {m} m; {proof}.",
    ),
    "document.left_out": ("例外与未纳入小区", "Exceptions and estates not planned"),
    "document.left_out.none": ("没有例外，也没有未纳入的小区。", "There are neither exceptions nor estates left out."),
    "document.methods": ("方法与假设", "Methods and assumptions"),
    "document.methods.words": (
        "每个小区恰属一个片区；片区连通、不跨街道，只在过街设施处跨越河流、铁路与干道；步行、面积、社区完整等规则按下列价格计入评分。"
        "评分与其下界由同一成本函数算出，并由独立程序逐项复核。主要设定如下，全部设定见方案工作簿。",
        "Every estate is in just one region; regions are connected, stay in their sub-district and cross rivers, railways and "
        "arterials only where there is a crossing; walking, floor area and whole communities are priced as below. Value and "
        "bound come from one cost function and are checked by a program of its own. These are the main settings; the "
        "workbook of the plan has all of them.",
    ),
    "document.methods.table": ("主要设定", "Main settings"),
    "document.members": ("附：小区—片区名单", "Annex: estates and their regions"),
    "document.map": ("{name}片区图", "Regions of {name}"),
    "document.map.words": (
        "{name}的服务片区、服务站与管理处地图，数字见下表。",
        "Map of the regions, stations and offices of {name}; the table below has the numbers.",
    ),
    "document.whole": ("全域", "the whole plan"),
    "document.table.subdistricts": ("各街道主要指标", "Sub-districts in numbers"),
    "document.table.regions": ("{name}片区一览", "Regions of {name}"),
    "document.table.roles": ("岗位构成", "Posts by role"),
    "document.table.exceptions": (
        "例外（按价格排列，前 {n} 项，共 {all} 项）",
        "Exceptions (the {n} dearest of {all})",
    ),
    "document.table.rejects": (
        "未纳入的小区（前 {n} 个，共 {all} 个）",
        "Estates not planned (the first {n} of {all})",
    ),
    "document.table.to_locate": (
        "待定位的小区（前 {n} 个，共 {all} 个）",
        "Estates to locate (the first {n} of {all})",
    ),
    "document.col.subdistrict": ("街道", "sub-district"),
    "document.col.number": ("号", "no."),
    "document.col.region": ("片区", "region"),
    "document.col.station": ("服务站", "station"),
    "document.col.estate": ("小区", "estate"),
    "document.col.community": ("社区", "community"),
    "document.col.estates": ("小区数", "estates"),
    "document.col.households": ("户数", "households"),
    "document.col.area": ("面积(万㎡)", "area (10⁴ m²)"),
    "document.col.stations": ("站数", "stations"),
    "document.col.posts": ("岗位", "posts"),
    "document.col.cost": ("月成本(万元)", "cost (10⁴ yuan/month)"),
    "document.col.near": ("{m}米内", "within {m} m"),
    "document.col.farthest": ("最远(米)", "farthest (m)"),
    "document.col.walk": ("步行(米)", "walk (m)"),
    "document.col.proof": ("证明", "proof"),
    "document.col.office_posts": ("管理处", "offices"),
    "document.proved": ("最优", "optimal"),
    "document.yes": ("是", "yes"),
    "document.no": ("否", "no"),
    "document.col.role": ("岗位类别", "role"),
    "document.col.exception": ("例外", "exception"),
    "document.col.price": ("价格(元/月)", "price (yuan/month)"),
    "document.col.why": ("原因", "why"),
    "document.col.remedy": ("如何纳入", "what would change it"),
    "document.col.meaning": ("设定", "setting"),
    "document.col.value": ("数值", "value"),
    "document.col.unit": ("单位", "unit"),
    "document.col.source": ("来源", "source"),
    "slides.estates": ("个小区", "estates"),
    "slides.households": ("户", "households"),
    "slides.area": ("建筑面积", "floor area"),
    "slides.stations": ("个服务站", "stations"),
    "slides.posts": ("岗位", "posts"),
    "slides.near": ("住户在 {m} 米内到站", "of households within {m} m"),
    "slides.colon": ("：", ": "),
    "slides.three": ("现状、一社区一站与本方案", "Today, one community one station, this plan"),
    "slides.map": ("服务片区、服务站与管理处", "Regions, stations and offices"),
    "slides.walks": (
        "步行到站：平均 {mean} 米，九成住户 {p90} 米以内，最远 {max} 米",
        "walk to the station: {mean} m in the mean, nine in ten at most {p90} m, {max} m at most",
    ),
    "slides.exceptions": ("计价的例外 {n} 处", "{n} priced exceptions"),
    "slides.means": ("岗位与经费", "Posts and money"),
    "slides.means.note": ("每月现金支出约 {cost}；岗位按整数计", "about {cost} of cash a month; posts are whole"),
    "slides.posts.title": ("岗位：共享与各自设岗", "Posts: shared and alone"),
    "slides.posts.posts_alone": ("各自设岗", "each alone"),
    "slides.posts.posts_today": ("现有", "today"),
    "slides.posts.posts_fractional": ("折算(小数)", "fractional"),
    "slides.posts.posts_pooled": ("共享", "shared"),
    "slides.cash": ("全域累计收支（万元，中情形）", "Cumulated cash (10⁴ yuan, middle case)"),
    "slides.cash.with": ("含补贴", "with subsidy"),
    "slides.cash.without": ("不含补贴", "without subsidy"),
    "slides.bill": ("每月支出（万元）", "The bill (10⁴ yuan a month)"),
    "slides.bill.wages": ("片区岗位", "posts of regions"),
    "slides.bill.station_posts": ("站务岗位", "posts of stations"),
    "slides.bill.rent": ("租金", "rent"),
    "slides.bill.crew_travel": ("班组路程", "crew travel"),
    "slides.no_budget": ("补贴与收费见 geo budget 之后的报告", "run geo budget for subsidies and fees"),
    "slides.assumed": (
        "证明针对所述价格、房源与数据；标“假设”的设定见报告“方法与假设”",
        "The proof is about the stated prices, rooms and data; the report names every assumption",
    ),
    "slides.more": ("另有 {n} 个街道，见报告", "{n} more sub-districts are in the report"),
}
