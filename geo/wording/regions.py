"""Words for regions, stations, groups, offices and the reasons of a plan."""

CATALOGUE: dict[str, tuple[str, str]] = {
    # names are data and stay in Chinese; the English column is for readers of the code only
    "region.name": ("{subdistrict}{number}片区", "{subdistrict} region {number}"),
    "region.name_with_lead": ("{name}（{lead}）", "{name} ({lead})"),
    "station.name": ("{place}服务站", "{place} station"),
    "group.name": ("{anchor}组团", "{anchor} group"),
    "office.name": ("{subdistrict}管理处", "{subdistrict} office"),
    "office.name_shared": ("{subdistricts}联合管理处", "{subdistricts} joint office"),
    "office.name_numbered": ("{subdistrict}第{number}管理处", "{subdistrict} office {number}"),
    "name.again": ("{name}（{number}）", "{name} ({number})"),
    "list.separator": ("、", ", "),
    "reason.separator": ("；", "; "),
    # why an estate belongs where it does
    "reason.host": ("服务站设在本小区", "the station stands in this estate"),
    "reason.locked": ("按锁定归入", "locked here"),
    "reason.alone": ("建筑面积超过片区上限，自成片区", "above the region's ceiling by itself: a region of its own"),
    "reason.nearest": ("{station}最近，步行约 {walk} m", "{station} is the nearest, about {walk} m on foot"),
    "reason.assigned": ("步行约 {walk} m", "about {walk} m on foot"),
    "reason.unreachable": ("步行无法到达{station}", "there is no way on foot to {station}"),
    "reason.not_claimed": ("位置待核，不计入步行指标", "place to be verified, not counted in walk figures"),
    "reason.nearer": (
        "更近的{station}（约 {walk} m）不归入：{why}",
        "not given to the nearer {station} (about {walk} m): {why}",
    ),
    "reason.second_dearer": (
        "改归{station}，得分每月多 {price} 元",
        "with {station} the score would be {price} yuan a month higher",
    ),
    "reason.second_cheaper": (
        "改归{station}，得分每月少 {price} 元",
        "with {station} the score would be {price} yuan a month lower",
    ),
    "reason.second_equal": ("改归{station}，得分不变", "with {station} the score would be the same"),
    "reason.second_forbidden": ("不能改归{station}：{why}", "cannot go to {station}: {why}"),
    "reason.only_station": ("本街道只有这一处服务站", "there is no other station in this sub-district"),
    "why.price": ("得分每月多 {price} 元", "the score would be {price} yuan a month higher"),
    "why.host": ("本片区服务站在此", "its region's station stands here"),
    "why.lock": ("已锁定", "it is locked"),
    "why.pair_forbidden": ("超出刚性步行上限或无法到达", "beyond the hard walking limit, or no way there"),
    "why.groups": ("组团先定，组内小区同片区", "groups were formed first, and its group stays together"),
    "why.must_link": ("须与指定小区同片区", "it must stay with another estate"),
    "why.communities": ("须保持社区完整", "its community must stay whole"),
    "why.cannot_link": ("不得与该片区内的小区同片区", "it must stay apart from an estate there"),
    "why.alone": ("有小区超过片区上限、须自成片区", "an estate above the ceiling is a region of its own"),
    "why.not_next": ("与该片区不相邻", "it is not next to that region"),
    "why.cuts": ("会使本片区断开", "its own region would fall apart"),
    "why.capacity": ("该服务站已满", "that station is full"),
    "why.floor_area": ("片区建筑面积会越过刚性上下限", "a region would leave the hard floor-area band"),
    "why.activity_band": (
        "片区户数、岗位或门岗会越过刚性上下限",
        "a region would leave a hard band of households, posts or gates",
    ),
    "why.mini": ("会留下孤立的小小区", "a mini estate would be left alone"),
    # priced exceptions
    "exception.beyond_limit": (
        "{estate}到站步行 {walk} m，超出上限 {limit} m",
        "{estate} walks {walk} m to its station, beyond the limit of {limit} m",
    ),
    "exception.beyond_limit_no_way": (
        "{estate}步行无法到达服务站",
        "there is no way on foot from {estate} to its station",
    ),
    "exception.floor_area_low": (
        "{region}建筑面积 {area} 万㎡，低于 {limit} 万㎡",
        "{region} has {area} x 10,000 m² of floor area, below {limit}",
    ),
    "exception.floor_area_high": (
        "{region}建筑面积 {area} 万㎡，高于 {limit} 万㎡",
        "{region} has {area} x 10,000 m² of floor area, above {limit}",
    ),
    "activity.households": ("户数", "households"),
    "activity.posts": ("折算岗位", "fractional posts"),
    "activity.gates": ("门岗", "gates"),
    "exception.band_low": ("{region}{activity} {amount}，低于 {limit}", "{region}: {activity} {amount}, below {limit}"),
    "exception.band_high": (
        "{region}{activity} {amount}，高于 {limit}",
        "{region}: {activity} {amount}, above {limit}",
    ),
    "exception.mini_isolated": ("小小区{estate}独自成片区", "the mini estate {estate} is a region by itself"),
    "exception.community_split": (
        "{community}分属 {regions} 个片区",
        "{community} lies in {regions} regions",
    ),
    "exception.forced_link": (
        "{estate}与{other}之间的连接跨越屏障",
        "the link between {estate} and {other} crosses a barrier",
    ),
    "exception.other": ("{rule}：{names}", "{rule}: {names}"),
    "unit.households": ("户", "households"),
    "unit.posts": ("岗", "posts"),
    "unit.gates": ("处", "gates"),
    "unit.m2": ("㎡", "m²"),
    "unit.m": ("m", "m"),
    "unit.regions": ("个片区", "regions"),
    "unit.links": ("处", "links"),
    "unit.estates": ("个小区", "estates"),
    "clash.line": ("{explanation}", "{explanation}"),
    "clash.line_priced": (
        "{explanation}（放宽后得分约 {price} 元/月）",
        "{explanation} (relaxed: {price} yuan a month)",
    ),
    "plan-incomplete": (
        "方案与台账不符（{faults}）。应为：每个纳入规划的小区恰在一个片区。这是程序错误，请附台账反馈",
        "the plan does not match the ledger ({faults}). Expected: every planned estate in exactly one region. "
        "This is a fault of the program: please report it with the ledger",
    ),
    # firms
    "firm.to_be_chosen": ("待定企业{number}", "firm {number}, to be chosen"),
    "firm.proof.optimal": (
        "已证明：负荷最均衡，其次路程最短",
        "proved: loads as balanced as can be, then the least way",
    ),
    "firm.proof.gap": (
        "最大偏差距最优不超过 {balance}，路程距最短不超过 {way}",
        "largest deviation within {balance} of the best, way within {way} of the least",
    ),
    "firm.proof.infeasible": (
        "无法连片，此为不要求连片时的方案",
        "cannot hang together; this is the plan where that is not asked",
    ),
    # findings
    "groups-taken-back.found": (
        "{subdistrict}：{count} 个先定的组团与锁定或其他硬规则冲突，未采用",
        "{subdistrict}: {count} groups formed first clash with locks or other hard rules and were taken back",
    ),
    "groups-taken-back.expected": ("组团可整体归入一个片区", "groups that can be in one region as a whole"),
    "groups-taken-back.remedy": (
        "其小区按单个小区规划；可改锁定",
        "their estates are planned one by one; change the locks",
    ),
    "groups-first-none.found": (
        "{subdistrict}：先定组团时没有可行方案",
        "{subdistrict}: with groups first there is no plan that keeps the hard rules",
    ),
    "groups-first-none.expected": ("硬规则容许的组团", "groups that the hard rules allow"),
    "groups-first-none.remedy": (
        "已给出片区内成组的方案；可放宽站数或片区面积等硬规则",
        "the plan given has its groups inside the regions; relax station counts or floor areas",
    ),
    "firm-conflict.found": (
        "{subdistricts}有不止一家企业的试点：{firms}",
        "{subdistricts}: pilots of more than one firm: {firms}",
    ),
    "firm-conflict.expected": (
        "每个街道（合用片区或管理处的街道合并计）一家企业",
        "one firm a sub-district, or a set of sub-districts that share a region or an office",
    ),
    "firm-conflict.remedy": (
        "已按试点面积最大的{firm}锁定；如不对，请改台账的物业企业或进展",
        "locked to {firm}, whose pilots are the largest; else change firm or stage in the ledger",
    ),
    "firm-count.found": (
        "设置 firms.count 为 {asked}，而试点与设置中已有 {named} 家企业",
        "firms.count is {asked}, while pilots and settings name {named} firms",
    ),
    "firm-count.expected": ("不少于已有企业数", "no fewer than are named"),
    "firm-count.remedy": ("已按全部企业规划；请改设置", "planned for all of them; change the setting"),
    "firm-too-many-units.found": ("共 {units} 个街道，未划分物业企业", "{units} sub-districts: no firms were planned"),
    "firm-too-many-units.expected": ("一个城市，不多于 {most} 个街道", "one city of at most {most} sub-districts"),
    "firm-too-many-units.remedy": ("请按城市分别规划", "plan the cities one by one"),
    "firms-apart.found": (
        "按现有试点，企业辖区无法连片",
        "with the pilots as they lie, no plan with each firm's sub-districts together was found",
    ),
    "firms-apart.expected": ("每家企业的街道连成一片", "sub-districts of each firm that hang together"),
    "firms-apart.remedy": (
        "已给出不要求连片的方案；请改试点或 firms.contiguous",
        "the plan given need not hang together; change pilots or firms.contiguous",
    ),
    "firm-without-work.found": ("没有街道可分给：{firms}", "no sub-district is left for: {firms}"),
    "firm-without-work.expected": ("企业数不多于街道数（{units}）", "no more firms than sub-districts ({units})"),
    "firm-without-work.remedy": ("减少企业数", "name fewer firms"),
    "office-room.found": ("{subdistricts}没有可作管理处的用房", "no room in {subdistricts} can be an office"),
    "office-room.expected": (
        "至少一处“可作”为管理处或均可的用房",
        "at least one room that can be an office",
    ),
    "office-room.remedy": (
        "在用房表中补充；暂借服务站用房示意",
        "add one to the rooms; a station's room stands in for now",
    ),
}
