"""Words about surveys, needs, orders and partners."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "stage.surveys": ("统计调查与工单", "counting surveys and orders"),
    "survey-no-estate.found": ("该行没有小区，也没有范围", "the row names neither an estate nor a scope"),
    "survey-no-estate.expected": ("台账中的小区编号、名称或别名", "an id, a name or an alias of the ledger"),
    "survey-no-estate.remedy": ("该行未采用，原文保留；请补小区", "the row is kept aside as written; name its estate"),
    "satisfaction-no-year.found": ("{place} 没有年份", "{place} has no year"),
    "satisfaction-no-year.expected": ("调查年份", "the year of the survey"),
    "satisfaction-no-year.remedy": ("该行未采用，原文保留；请补年份", "the row is kept aside as written; add the year"),
    "satisfaction-future.found": ("{place} 的年份 {year} 在将来", "{place}: the year {year} is still to come"),
    "satisfaction-future.expected": ("不晚于今年", "no later than this year"),
    "satisfaction-future.remedy": ("该行未采用，原文保留；请更正", "the row is kept aside as written; correct it"),
    "satisfaction-answered.found": (
        "{place} {year} 年回收 {answered} 份，多于发放 {asked} 份",
        "{place} {year}: {answered} answered, more than the {asked} asked",
    ),
    "satisfaction-answered.expected": ("回收不多于发放", "no more answers than were asked"),
    "satisfaction-answered.remedy": ("该行未采用，原文保留；请更正", "the row is kept aside as written; correct it"),
    "satisfaction-satisfied.found": (
        "{place} {year} 年满意 {satisfied} 份，多于回收 {answered} 份（发放 {asked}）",
        "{place} {year}: {satisfied} satisfied, more than the {answered} answered (asked {asked})",
    ),
    "satisfaction-satisfied.expected": ("满意不多于回收", "no more satisfied than answered"),
    "satisfaction-satisfied.remedy": ("该行未采用，原文保留；请更正", "the row is kept aside as written; correct it"),
    "satisfaction-empty.found": (
        "{place} {year} 年既无满意份数也无满意率",
        "{place} {year}: neither satisfied nor a rate",
    ),
    "satisfaction-empty.expected": ("回收与满意份数，或自报满意率", "answered and satisfied, or a stated rate"),
    "satisfaction-empty.remedy": ("该行未采用，原文保留；请补上", "the row is kept aside as written; fill it in"),
    "satisfaction-disagrees.found": (
        "{place} 自报满意率 {rate}，按份数是 {counted}",
        "{place}: the stated rate is {rate}, the counts give {counted}",
    ),
    "satisfaction-disagrees.expected": ("满意率等于满意份数÷回收份数", "satisfied divided by answered"),
    "satisfaction-disagrees.remedy": ("以份数为准；请核对", "the counts are believed; check them"),
    "satisfaction-no-n.found": (
        "{place} {year} 年只有满意率，没有样本量",
        "{place} {year}: a rate and no number of answers (n)",
    ),
    "satisfaction-no-n.expected": ("发放、回收、满意份数", "how many were asked, answered and were satisfied"),
    "satisfaction-no-n.remedy": (
        "照录为自报，不给区间：无样本量，无从判断",
        "shown as stated, without an interval: no n: cannot be judged",
    ),
    "satisfaction-twice.found": ("{place} {year} 年的结果重复", "{place} {year} stands twice"),
    "satisfaction-twice.expected": ("每个小区每年一行", "one row an estate and year"),
    "satisfaction-twice.remedy": ("后一行未采用，原文保留；请删去一行", "the later row is kept aside; delete one"),
    "need-unsorted.found": (
        "{count} 处需求未归类，记为其他：{words}",
        "{count} answers fit no kind and are other: {words}",
    ),
    "need-unsorted.expected": ("停车、漏水、保洁等说法", "words such as parking, leaks, cleaning"),
    "need-unsorted.remedy": ("原话已保留，无需处理", "the words are kept; nothing to do"),
    "order-no-opening.found": ("工单 {order} 没有受理日期", "order {order} has no day of opening"),
    "order-no-opening.expected": ("受理日期", "the day it was opened"),
    "order-no-opening.remedy": ("计入件数，不计时；请补日期", "counted, not timed; add the day"),
    "order-backwards.found": (
        "工单 {order} 办结日期 {closed} 早于受理日期 {opened}",
        "order {order} was closed on {closed}, before it was opened on {opened}",
    ),
    "order-backwards.expected": ("办结不早于受理", "closed no earlier than opened"),
    "order-backwards.remedy": ("计入件数，不计时；请更正", "counted, not timed; correct it"),
    "order-future.found": (
        "工单 {order} 的日期在将来（受理 {opened}，办结 {closed}）",
        "order {order} is dated in the future (opened {opened}, closed {closed})",
    ),
    "order-future.expected": ("不晚于统计日", "no later than the day of the count"),
    "order-future.remedy": (
        "计入件数，不计时；请更正，或用 --on 指定统计日",
        "counted, not timed; correct it or set --on",
    ),
    "order-status.found": (
        "工单 {order} 状态为“{status}”，但有办结日期 {closed}",
        "order {order} says “{status}” and has the closing day {closed}",
    ),
    "order-status.expected": ("状态与办结日期一致", "a status that agrees with the day of closing"),
    "order-status.remedy": ("以日期为准，按已办结；请核对", "the day is believed; check it"),
    "order-twice.found": ("工单编号 {order} 重复", "the order {order} stands twice"),
    "order-twice.expected": ("唯一的工单编号", "a number of its own for every order"),
    "order-twice.remedy": ("后一行未采用，原文保留；请删去一行", "the later row is kept aside; delete one"),
    "partner-nameless.found": ("该行没有名称", "the row has no name"),
    "partner-nameless.expected": ("单位、队伍或用房的名称", "the name of a partner, a team or a room"),
    "partner-nameless.remedy": ("该行未采用，原文保留；请补名称", "the row is kept aside as written; name it"),
    "partner-kind.found": ("类型“{kind}”不认识，按联盟单位", "the kind “{kind}” is not known; taken as a partner"),
    "partner-kind.expected": ("联盟单位、志愿队、公共用房", "partner, volunteers, public_room"),
    "partner-kind.remedy": ("不对请更正类型", "correct the kind if that is wrong"),
    "partner-twice.found": ("编号 {partner} 重复", "the id {partner} stands twice"),
    "partner-twice.expected": ("唯一的编号", "a unique id"),
    "partner-twice.remedy": ("后一行未采用，原文保留；请改编号", "the later row is kept aside; change its id"),
    "partner-coordinates.found": ("坐标 {x}, {y} 不可用", "the coordinates {x}, {y} cannot be used"),
    "partner-coordinates.expected": ("经纬度或投影坐标", "longitude and latitude, or projected coordinates"),
    "partner-coordinates.remedy": ("改用所在小区的位置；请更正", "the estate's place is used instead; correct them"),
    "partner-datum.found": (
        "坐标按所在小区判为 {datum}（{points} 点）",
        "the coordinates are {datum}, judged by the estates ({points} points)",
    ),
    "partner-datum.expected": ("写明坐标系", "a stated datum"),
    "partner-datum.remedy": ("不对请用 --datum 指定", "state it with --datum if that is wrong"),
    "partner-datum-undecided.found": ("坐标系判断不了，按 {taken}", "the datum cannot be judged; {taken} is taken"),
    "partner-datum-undecided.expected": ("写明坐标系，或所在小区有位置", "a stated datum, or estates with places"),
    "partner-datum-undecided.remedy": ("请用 --datum 指定", "state it with --datum"),
    "surveys.nothing": (
        "{folder} 里没有调查数据，也没有给出文件。请用 --satisfaction、--needs、--orders、--partners 之一。",
        "{folder} holds no surveys and no file was given. Give one of --satisfaction, --needs, --orders, --partners.",
    ),
    "surveys.no-n": ("无样本量，无从判断", "no n: cannot be judged"),
    "surveys.all": ("全部", "all"),
    "surveys.all-kinds": ("全部事由", "all kinds"),
    "cli.surveys.more": (
        "另有 {count} 条同类问题，全部列在 plan.xlsx 的问题表。",
        "{count} more of the same kinds; all stand in plan.xlsx, sheet findings.",
    ),
    "cli.surveys.satisfaction": (
        "满意度：{figures} 个数，{with_n} 个有样本量，{without_n} 个没有（无从判断，不计入平均）。",
        "Satisfaction: {figures} figures, {with_n} with n, {without_n} without (no n: cannot be judged; in no average).",
    ),
    "cli.surveys.year": (
        "  {year} 年：{estates} 个小区（户数的 {households_share}），按户加权 {rate}，区间 {low}–{high}（n={answered}）；"
        "回收率 {response_rate}，未答者全不满意或全满意时 {worst_low}–{worst_high}。",
        "  {year}: {estates} estates ({households_share} of households), weighted by households {rate}, interval "
        "{low}–{high} (n={answered}); response {response_rate}, {worst_low}–{worst_high} if the silent were all "
        "dissatisfied or all satisfied.",
    ),
    "cli.surveys.change": (
        "  {year} 年较上次 {change}（{change_low} 至 {change_high}）：{verdict}。",
        "  {year} against the last: {change} ({change_low} to {change_high}): {verdict}.",
    ),
    "cli.surveys.stated": (
        "  {place} {year} 年自报 {rate}：无样本量，无从判断。",
        "  {place} {year} states {rate}: no n: cannot be judged.",
    ),
    "cli.surveys.needs": (
        "需求问卷：{questionnaires} 份，{estates} 个小区。",
        "Needs: {questionnaires} questionnaires in {estates} estates.",
    ),
    "cli.surveys.need": (
        "  {need}：{named} 份提到，{share}（{low}–{high}）",
        "  {need}: named in {named}, {share} ({low}–{high})",
    ),
    "cli.surveys.orders": (
        "工单：{orders} 件（{first_day} 至 {last_day}），已办结 {closed}，未办结 {open}，无法计时 {left_out}。",
        "Orders: {orders} ({first_day} to {last_day}), {closed} closed, {open} open, {left_out} not timed.",
    ),
    "cli.surveys.days": (
        "  办结：中位 {median_days} 天，九成 {p90_days} 天（含未办结；只算已办结的中位 {median_closed_days} 天，偏短）。",
        "  Time to close: median {median_days} days, nine in ten {p90_days} days (open ones counted; closed ones alone: "
        "{median_closed_days}, too short).",
    ),
    "cli.surveys.chance": (
        "  高于期望的小区 {above} 个，热点 {spots} 处（已校正多次比较）；小区间离散度 {spread}（1 为纯属偶然）。",
        "  {above} estates above expectation, {spots} hot spots (corrected for many tests); dispersion between estates "
        "{spread} (1 is chance alone).",
    ),
    "cli.surveys.spot": (
        "  热点 {kind}：{names}，{count} 件，期望 {expected}（q={q}）",
        "  hot spot {kind}: {names}, {count} orders, {expected} expected (q={q})",
    ),
    "cli.surveys.partners": (
        "联盟单位 {partner}，志愿队 {volunteers}，公共用房 {public_room}；{people} 人只列不计岗位；{without_place} 个无位置。",
        "Partners {partner}, volunteers {volunteers}, public rooms {public_room}; {people} people, listed and never "
        "counted as posts; {without_place} without a place.",
    ),
    "cli.surveys.rejects": (
        "未采用 {count} 行，原文在 plan.xlsx 的“未采用的调查行”。",
        "{count} rows were not used; as written in plan.xlsx, sheet survey rows not used.",
    ),
    "cli.surveys.look": ("看 {path}", "see {path}"),
    "reports.satisfaction.note": (
        "区间为 Wilson；没有样本量的照录，无从判断。两年区间重叠时不说好转。范围行（无小区）为公布数。",
        "Intervals of Wilson; figures without n are shown as stated and cannot be judged. Never called better where the "
        "intervals of two years overlap. Rows without an estate are published figures of a scope.",
    ),
    "reports.satisfaction_areas.note": (
        "按户数加权，每小区一层，区间为 MOVER；未调查的小区不代表，见户数覆盖。",
        "Weighted by households, an estate a stratum, interval MOVER; estates without a survey are not represented.",
    ),
    "reports.need_counts.note": (
        "占问卷比例，不是占住户比例；填问卷的人不是随机样本。",
        "Share of questionnaires, not of households; those who fill one in are no random sample.",
    ),
    "reports.order_times.note": (
        "天数为 Kaplan-Meier，未办结的也算；期望按户数均摊，q 为多次比较校正后的偶然概率。",
        "Days by Kaplan-Meier, open ones counted; expected in proportion to households, q after many tests.",
    ),
    "reports.hot_spots.note": (
        "Kulldorff 扫描统计，蒙特卡洛检验；小区小、件数少不会因偶然成为热点。",
        "Scan statistic of Kulldorff, tested by simulation; a small estate does not become one by accident.",
    ),
    "reports.orders.note": ("历时：未办结的算到数据最后一天。", "Days of open ones run to the last day of the data."),
    "reports.partners.note": (
        "志愿者与联盟单位是帮手，不计入岗位。",
        "Volunteers and partners lend a hand; never counted as posts.",
    ),
    "reports.survey_rejects.note": ("一行不丢：未采用的原样列出。", "Nothing is lost: rows not used stand as written."),
    "maps.layer.partners": ("联盟与志愿力量", "Partners and volunteers"),
    "maps.layer.hot_spots": ("工单热点", "Hot spots of orders"),
    "maps.kind.partner": ("联盟与志愿力量", "Partner"),
    "maps.kind.hot_spot": ("工单热点", "Hot spot"),
    "maps.unit.day": ("{n} 天", "{n} days"),
    "maps.voices.people": ("{n} 人，帮手，不计入岗位", "{n} people who lend a hand; never counted as posts"),
    "maps.voices.services": ("服务", "Services"),
    "maps.voices.home": ("所在小区", "Estate"),
    "maps.voices.orders": ("工单", "Orders"),
    "maps.voices.expected": ("按户数期望", "Expected by households"),
    "maps.voices.ratio": ("相对倍数", "Times expected"),
    "maps.voices.median": ("办结中位数", "Median to close"),
    "maps.voices.spot.why": (
        "多于按户数的偶然波动（校正多次比较后 q={q}）。是工单多，不等于人人有意见。",
        "More than chance explains by households (q={q} after many tests). More orders, not more people with cause.",
    ),
    "maps.voices.satisfaction": ("满意度", "Satisfaction"),
    "maps.voices.no_n": (" {basis}：无样本量，无从判断", " {basis}: no n: cannot be judged"),
    "maps.voices.interval": ("（{low}–{high}，n={n}）", " ({low}–{high}, n={n})"),
    "maps.voices.silent": (
        "回收率 {rate}；未答者全不满意或全满意：{low}–{high}",
        "response {rate}; silent all dissatisfied or all satisfied: {low}–{high}",
    ),
    "maps.voices.needs": ("最想解决的", "Needs named most"),
    "maps.voices.need": ("{need}：{answers} 份问卷中 {named} 份", "{need}: {named} of {answers} questionnaires"),
    "maps.voices.counted": (
        "{orders} 件，未办结 {open}；按户数期望 {expected} 件；每千户 {rate} 件",
        "{orders} orders, {open} open; {expected} expected by households; {rate} per 1,000 households",
    ),
    "maps.voices.above": ("高于偶然波动", "More than chance explains"),
    "maps.voices.not_above": ("与偶然波动无从区分", "Not told from chance"),
    "maps.voices.closed_in": ("办结中位 {days} 天（含未办结）", "Median to close {days} days (open ones counted)"),
}
