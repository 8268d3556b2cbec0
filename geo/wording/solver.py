"""Words of the optimiser: what building a problem has to say, and which rules clash."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "room.to_be_found": ("{estate}（用房待落实）", "{estate} (room to be found)"),
    "room-office-only.found": ("用房 {room} 只可作管理处", "room {room} can only be an office"),
    "room-office-only.expected": ("可作服务站的用房", "rooms that can be a station"),
    "room-office-only.remedy": (
        "如可兼作服务站，请把“可作”改为“均可”",
        "set can_be to both if it may be a station as well",
    ),
    "room-refused.found": ("用房 {room} 的产权人不同意使用", "the owner of room {room} does not consent"),
    "room-refused.expected": ("已获同意的用房", "rooms with consent"),
    "room-refused.remedy": (
        "取得同意后把“是否同意”改为“是”；必须启用的请标“必须启用”",
        "set consent to yes once it is given, or fixed to yes where it is settled",
    ),
    "room-far.found": (
        "用房 {room} 附近没有可规划的小区，或没有位置",
        "room {room} has no planned estate near it, or no place",
    ),
    "room-far.expected": ("所在小区在本次规划内的用房", "rooms whose estate is planned"),
    "room-far.remedy": ("填写所在小区编号，或核对坐标", "give the estate's id, or check the coordinates"),
    "lock-room-unknown.found": (
        "小区 {estate} 锁定到用房“{room}”，本街道没有此用房",
        "estate {estate} is locked to room {room!r}, which is not a candidate in this sub-district",
    ),
    "lock-room-unknown.expected": ("本街道候选用房的编号或唯一名称", "the id or unique name of a candidate room here"),
    "lock-room-unknown.remedy": (
        "改正用房编号；要跨街道服务，请先合并规划两街道",
        "correct the room's id; to serve across sub-districts, join them first (regions.join)",
    ),
    "lock-partner-elsewhere.found": (
        "小区 {estate} 要与“{partner}”同片区，但后者不在本街道",
        "estate {estate} must be with {partner!r}, which is not in this sub-district",
    ),
    "lock-partner-elsewhere.expected": ("同一街道内小区的编号或唯一名称", "an estate of the same sub-district"),
    "lock-partner-elsewhere.remedy": (
        "改正小区编号；要跨街道同片区，请先合并规划两街道",
        "correct the estate's id; to cross sub-districts, join them first (regions.join)",
    ),
    "estate-out-of-reach.found": (
        "小区 {estate} 到任何用房都没有通路，暂按直线距离×绕行系数计",
        "estate {estate} has no way to any room; straight line times detour factor stands in",
    ),
    "estate-out-of-reach.expected": ("至少有一处可到达的用房", "at least one room within reach"),
    "estate-out-of-reach.remedy": (
        "核对该小区位置、路网和距离矩阵",
        "check the estate's place, the roads and the matrix of distances",
    ),
    "estate-above-ceiling.found": (
        "小区 {estate} 建筑面积 {area} ㎡，超过片区上限，但未能单独成片",
        "estate {estate} has {area} m², above the ceiling of a region, and cannot be a region of its own",
    ),
    "estate-above-ceiling.expected": (
        "超过 {high} ㎡ 的小区单独成片",
        "estates above {high} m² are regions of their own",
    ),
    "estate-above-ceiling.remedy": (
        "在该小区落实用房，或检查锁定与服务站数量；超出部分已按单价计入得分",
        "find a room in it, or check locks and station counts; the excess is priced in the score",
    ),
    "clash.alone": (
        "超过片区面积上限的小区须单独成片：{estates}",
        "estates above the ceiling of a region are regions of their own: {estates}",
    ),
    "clash.mini": (
        "小小区不得孤立成片（刚性）",
        "no mini estate may be a region alone (hard)",
    ),
    "clash.floor_area": (
        "片区建筑面积须在 {low} 至 {high} ㎡（刚性）",
        "the floor area of a region must be {low} to {high} m² (hard)",
    ),
    "clash.communities": (
        "社区须保持完整（刚性），涉及小区：{estates}",
        "communities stay whole (hard), here estates {estates}",
    ),
    "clash.forbidden_rooms": (
        "不得启用的用房，所在小区：{estates}",
        "rooms that must not be used, in estates {estates}",
    ),
    "clash.fixed_rooms": ("必须启用的用房，所在小区：{estates}", "rooms that must be used, in estates {estates}"),
    "clash.walk": (
        "{count} 个小区不得到过远或无路可达的用房（刚性）：{estates}",
        "{count} estate(s) may not use rooms too far or out of reach (hard): {estates}",
    ),
    "clash.capacity": (
        "用房可服务户数有限，所在小区：{estates}",
        "rooms with a limited number of households, in estates {estates}",
    ),
    "clash.station_min": ("服务站不少于 {station_min} 处", "at least {station_min} station(s)"),
    "clash.station_max": ("服务站不多于 {station_max} 处", "at most {station_max} station(s)"),
    "clash.cannot_link": ("要求不同片区的小区：{estates}", "estates to be kept apart: {estates}"),
    "clash.activity_band": (
        "片区户数、岗位或门岗的刚性上下限",
        "hard bands of a region's households, posts or gates",
    ),
    "clash.groups": ("先定的组团：{estates}", "groups formed first: {estates}"),
    "clash.must_link": ("要求同片区的小区：{estates}", "estates to be kept together: {estates}"),
    "clash.locks": ("锁定到用房的小区：{estates}", "estates locked to a room: {estates}"),
    "clash.no_room": (
        "{count} 个小区所在的相连部分没有任何候选用房：{estates}",
        "{count} estate(s) are in a part of the town without any candidate room: {estates}",
    ),
    "clash.not_found": (
        "未找到遵守全部刚性规则的方案（也未证明不存在）；最接近的方案违反规则 {rule}，涉及 {count} 个小区",
        "no plan that keeps every hard rule was found, nor proved impossible; the nearest breaks {rule}, {count} estate(s)",
    ),
}
