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
}
