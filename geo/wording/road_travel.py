"""Words of travel along the roads: detours, barriers taken from roads, what lies too far from a street."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "roads-detour.found": (
        "按路网抽样{pairs}对地点拟合的绕行系数为{factor}（十分位{low}至九十分位{high}；规则中为{stated}）",
        "the detour factor fitted from {pairs} pairs of places on the roads is {factor} (tenth {low}, ninetieth {high} of a"
        " hundred; {stated} in the settings)",
    ),
    "roads-detour.remedy": (
        "路网未覆盖处的直线距离按此系数折算",
        "straight lines are lengthened by it where no road leads",
    ),
    "roads.other-crs": (
        "路网的投影为{found}，本次规划用{expected}；请按后者重新读取路网（read_roads 的 metric_crs）",
        "the roads are in {found} and the run in {expected}; read them again with that metric_crs",
    ),
    "roads-snap.found": (
        "小区到最近街道平均{mean}米，最远{most}米；{count}个小区附近没有街道",
        "estates stand {mean} m from their streets on average and {most} m at most; {count} have none near",
    ),
    "roads-snap.remedy": (
        "超过roads.max_snap_m（{limit}米）的小区按直线估算",
        "beyond roads.max_snap_m ({limit} m) the straight line is used",
    ),
    "roads-far.found": ("{name}{limit}米内没有可步行的街道", "no street open on foot within {limit} m of {name}"),
    "roads-far.expected": ("小区附近有街道", "a street near each estate"),
    "roads-far.remedy": (
        "该小区的距离按直线乘绕行系数估算；请核对点位，或补画街道",
        "its distances are straight lines times the detour factor; check its place or draw the street",
    ),
    "roads-island.found": (
        "{name}{limit}米内的街道与其余路网不相连",
        "the streets within {limit} m of {name} are not joined to the rest",
    ),
    "roads-island.expected": ("街道连成一片", "streets that hang together"),
    "roads-island.remedy": (
        "该小区的距离按直线乘绕行系数估算；请补画相连的路段",
        "its distances are straight lines times the detour factor; draw the street that joins them",
    ),
    "roads-share.found": (
        "{total}个小区中有{count}个（{share}）附近没有可用的街道",
        "{count} of {total} estates ({share}) have no usable street near",
    ),
    "roads-share.expected": ("路网覆盖全部小区", "roads that cover all estates"),
    "roads-share.remedy": (
        "请换用范围更大的路网；这些小区按直线估算",
        "use an extract that covers them; their distances are straight lines",
    ),
    "roads-elsewhere.found": (
        "{share}的小区{limit}米内没有街道（{ids}）；小区到路网的距离中位数为{km}公里",
        "{share} of the estates have no street within {limit} m ({ids}); the median estate lies {km} km from the roads",
    ),
    "roads-elsewhere.expected": ("与小区同一地方、同一坐标系的路网", "roads of the same place and in a known CRS"),
    "roads-elsewhere.remedy": (
        "规划仍按直线完成；请核对路网的范围与坐标系",
        "the plan was made on straight lines; check the extract's area and its CRS",
    ),
    "gates-doors.found": (
        "{doors}处出入口归入{estates}个小区；另有{others}处不在小区旁",
        "{doors} gates are the doors of {estates} estates; {others} others stand beside none",
    ),
    "gates-doors.remedy": (
        "沿路网的步行与班组路线由这些出入口进出；归属见通道表的所属小区，可在出入口图层用“所属小区”列指定",
        "ways along the roads start and end at them; whose door each is stands in the crossings (estate_id), and a"
        " column estate_id of the gates' layer says it otherwise",
    ),
    "gate-estate.found": (
        "出入口所属小区不在规划内，或有重名：{names}",
        "gates are stated to be of estates that are not planned, or share their name: {names}",
    ),
    "gate-estate.expected": (
        "规划内小区的编号，或唯一的小区名称",
        "the id of a planned estate, or a name only one bears",
    ),
    "gate-estate.remedy": (
        "这些出入口未归入任何小区；请核对",
        "these gates are the doors of no estate; check the names",
    ),
    "door-no-street.found": (
        "{name}的出入口{limit}米内均没有可步行的街道",
        "no gate of {name} has a street open on foot within {limit} m",
    ),
    "door-no-street.expected": ("至少一处出入口通向街道", "a gate that opens onto a street"),
    "door-no-street.remedy": (
        "该小区改由自身位置接入路网；请核对出入口的位置",
        "its own place is put onto the street instead; check where the gates are",
    ),
    "roads-over-barrier.found": (
        "{count}个小区要跨越屏障才到得了街道，同侧没有：{names}",
        "{count} estates reach a street over a barrier alone, with none on their own side: {names}",
    ),
    "roads-over-barrier.expected": ("小区同侧{limit}米内有街道", "a street within {limit} m on the estate's own side"),
    "roads-over-barrier.remedy": (
        "仍按最近的街道计算；请补画同侧街道、桥或出入口，或核对屏障位置",
        "the nearest street is taken all the same; draw the street, bridge or gate that is there, or check the barrier",
    ),
    "roads-datum.found": (
        "{share}的小区{limit}米内没有街道；若将路网视为{datum}坐标则大多能对上",
        "{share} of the estates have no street within {limit} m; read as {datum} most of them would",
    ),
    "roads-datum.expected": ("WGS-84坐标的路网", "roads in WGS-84"),
    "roads-datum.remedy": (
        '请将路网由{datum}转换为WGS-84后重新运行（Python：read_roads(..., datum="{datum}")）',
        'convert the roads from {datum} to WGS-84 and run again (in Python: read_roads(..., datum="{datum}"))',
    ),
}
