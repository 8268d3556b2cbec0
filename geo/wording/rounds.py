"""Words of rounds: crews, tasks, visits not served, the command ``geo routes``."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "rounds.no_regions": (
        "方案中没有片区或没有小区归属服务站，无从安排巡回。请先用 geo plan 做出方案，再运行 geo routes。",
        "the plan has no regions, or no estate has a station, so there is nobody to send out. Make the plan with "
        "geo plan first, then run geo routes.",
    ),
    "rounds.no_roles": (
        "没有要安排的岗位：规则文件 [rounds] 中各岗位均已关闭。把其中一个的 enabled 设为 true，或用 --roles 指定。",
        "there is no role to plan: all are switched off under [rounds] of the policy. Set enabled = true for one, or "
        "name roles with --roles.",
    ),
    "rounds.refused": (
        "巡回方案未通过独立检查，未写入任何文件：{found}。这是程序错误，请连同方案文件夹反馈。",
        "the rounds did not pass the independent check and nothing was written: {found}. This is a fault of the "
        "program; please report it with the plan folder.",
    ),
    "rounds.stage": ("安排巡回", "planning rounds"),
    "rounds.stage.weeks": ("准备各出发点的任务与距离", "preparing work and distances"),
    "rounds.stage.tables": ("写巡回与路线", "writing rounds and ways"),
    "rounds.part": ("（第{part}/{parts}组）", " (part {part} of {parts})"),
    "rounds.tip": ("卸载点{number}", "tip {number}"),
    "rounds.crew.repair": ("{depot}维修{number}组", "{depot} repair crew {number}"),
    "rounds.crew.greening": ("{depot}绿化{number}组", "{depot} greening crew {number}"),
    "rounds.crew.patrol": ("{depot}巡逻{number}组", "{depot} patrol {number}"),
    "rounds.crew.waste": ("{depot}清运{number}组", "{depot} waste crew {number}"),
    "rounds.crew.inspection": ("{depot}巡检{number}组", "{depot} inspection {number}"),
    "rounds.crew.cleaning": ("{depot}机动保洁{number}组", "{depot} floating cleaners {number}"),
    "rounds.task.repair": ("公共设施维修与报修处理", "repairs of common parts, tickets"),
    "rounds.task.greening": ("修剪养护绿地", "pruning and green upkeep"),
    "rounds.task.patrol": ("院内巡逻", "patrol of the grounds"),
    "rounds.task.waste": ("收运垃圾 {bins} 桶", "{bins} bins of waste"),
    "rounds.task.inspection": ("设施与环境巡检", "inspection of facilities and grounds"),
    "rounds.task.cleaning": ("机动保洁与专项清洁", "floating and special cleaning"),
    "rounds.task.break": ("休息", "rest"),
    "rounds.task.reload": ("卸载", "unload"),
    "rounds.task.return": ("返回", "back"),
    "unserved.unreachable.reason": (
        "从{depot}没有可走的路线往返该小区",
        "there is no way from {depot} there and back",
    ),
    "unserved.unreachable.remedy": (
        "补全该处路网，或改用能到达的出行方式（rounds.{role}.mode）",
        "complete the roads there, or choose a mode that gets there (rounds.{role}.mode)",
    ),
    "unserved.longer-than-a-day.reason": (
        "一次上门 {minutes} 分钟加往返超过班组一日可用的 {hours} 小时（{opens}-{closes}）",
        "one visit of {minutes} minutes with the way there and back exceeds the {hours} hours of a crew's day "
        "({opens}-{closes})",
    ),
    "unserved.longer-than-a-day.remedy": (
        "减小 rounds.{role}.longest_visit_min 使其拆成多次，或延长 paid_hours_day 与 hours",
        "lower rounds.{role}.longest_visit_min so that it is cut into more visits, or lengthen paid_hours_day and hours",
    ),
    "unserved.no-window.reason": (
        "在可作业时段 {windows} 内到达后，{closes} 前来不及做完返回",
        "arriving within {windows}, the work cannot be done and the crew be back by {closes}",
    ),
    "unserved.no-window.remedy": (
        "放宽 rounds.{role}.windows 或延后 rounds.{role}.hours 的最晚返回",
        "widen rounds.{role}.windows or let the hours of rounds.{role}.hours end later",
    ),
    "unserved.no-day.reason": ("没有合适的上门日", "no set of days suits its visits"),
    "unserved.no-day.remedy": (
        "增加 rounds.{role}.days 或放宽 spread_slack_days",
        "add to rounds.{role}.days or raise spread_slack_days",
    ),
    "unserved.over-capacity.reason": (
        "一次 {bins} 桶超过一车 {capacity} 桶",
        "{bins} bins at once are more than the {capacity} of a truck",
    ),
    "unserved.over-capacity.remedy": (
        "提高 rounds.{role}.capacity_bins",
        "raise rounds.{role}.capacity_bins",
    ),
    "unserved.no-crew.reason": (
        "{depot}按方案岗位凑不出一个班组",
        "the plan's posts at {depot} do not make up one crew",
    ),
    "unserved.no-crew.remedy": (
        '设 rounds.{role}.crews = "fewest"，减少每班组人数，或由管理处出发（depot = "office"）',
        'set rounds.{role}.crews = "fewest", fewer people a crew, or start from offices (depot = "office")',
    ),
    "unserved.no-hours-left.reason": (
        "{depot}的班组在一周工时内排不下",
        "the crews at {depot} have no hours left for it in the week",
    ),
    "unserved.no-hours-left.remedy": (
        '设 rounds.{role}.crews = "fewest" 以加班组，或减少每周次数（rounds.{role}.visits）',
        'set rounds.{role}.crews = "fewest" to add crews, or ask for fewer visits (rounds.{role}.visits)',
    ),
    "rounds-unserved.expected": ("每个小区都有人上门", "every estate is visited"),
    "rounds-unserved.remedy": (
        "逐条见 unserved 表的“如何改变”",
        "see what would change it, row by row, in the table unserved",
    ),
    "rounds-unserved.found": (
        "{role}有 {estates} 个小区共 {visits} 次上门未能安排",
        "{role}: {visits} visits at {estates} estates have no place",
    ),
    "cli.routes.day": (
        "只排一天：{weekday}（一周中作业量最大的一天）；排全周请加 --week",
        "one day: {weekday}, the day of the week with the most work; add --week for the whole week",
    ),
    "cli.routes.week": ("全周巡回", "rounds of the whole week"),
    "cli.routes.totals": (
        "班组 {crews} 个、{people} 人（含驻点 {residents} 人）；上门 {visits} 次，作业 {work} 小时，路途 {travel} 小时、{km} 公里",
        "{crews} crews, {people} people ({residents} of them residents); {visits} visits, {work} h of work, {travel} h and "
        "{km} km on the way",
    ),
    "cli.routes.unserved": (
        "未排上门：{visits} 次，{estates} 个小区（见 unserved 表）",
        "not served: {visits} visits at {estates} estates (table unserved)",
    ),
    "cli.routes.all_served": ("所有上门均已安排", "every visit has its place"),
    "cli.routes.checked": (
        "独立检查通过：{rounds} 条巡回、{visits} 站，逐条核对日期、时段、工时、休息、装载与路段",
        "checked independently: {rounds} rounds and {visits} stops by day, window, hours, rest, load and leg",
    ),
    "cli.routes.proof": (
        "总工时 {value} 小时，下界 {bound} 小时，距最少不超过 {gap}；班组数 {crews}，不少于 {crews_bound}",
        "{value} h in all, at least {bound} h, within {gap} of the least; {crews} crews, at least {crews_bound}",
    ),
    "cli.routes.column.depot": ("出发点", "depot"),
    "cli.routes.column.role": ("岗位", "role"),
    "cli.routes.column.crews": ("班组", "crews"),
    "cli.routes.column.bound": ("至少", "least"),
    "cli.routes.column.people": ("人数", "people"),
    "cli.routes.column.posts": ("方案岗位", "posts"),
    "cli.routes.column.visits": ("上门", "visits"),
    "cli.routes.column.work_hours": ("作业(小时)", "work (h)"),
    "cli.routes.column.travel_hours": ("路途(小时)", "travel (h)"),
    "cli.routes.column.km": ("公里", "km"),
    "cli.routes.column.longest": ("最长日(小时)", "longest day (h)"),
    "cli.routes.column.shortest": ("最短日(小时)", "shortest day (h)"),
    "cli.routes.column.unserved": ("未排", "unserved"),
    "cli.routes.distance": ("距离来源：{rungs}", "distances from: {rungs}"),
    "cli.routes.look": ("{what} {path}", "{what} {path}"),
    "cli.routes.look.map.html": ("地图  ", "map      "),
    "cli.routes.look.plan.xlsx": ("工作簿", "workbook "),
    "cli.routes.look.runsheets.xlsx": ("路线单", "run sheets"),
    "cli.routes.look.runsheets.pdf": ("路线单", "run sheets"),
    "cli.routes.look.gpx": ("轨迹  ", "tracks   "),
    "cli.rung.matrix": ("用户矩阵", "the user's matrix"),
    "cli.rung.roads": ("路网", "roads"),
    "cli.rung.straight": ("直线×绕行系数", "straight line × detour"),
    "cli.weekday.1": ("周一", "Monday"),
    "cli.weekday.2": ("周二", "Tuesday"),
    "cli.weekday.3": ("周三", "Wednesday"),
    "cli.weekday.4": ("周四", "Thursday"),
    "cli.weekday.5": ("周五", "Friday"),
    "cli.weekday.6": ("周六", "Saturday"),
    "cli.weekday.7": ("周日", "Sunday"),
}
