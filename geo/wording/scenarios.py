"""Words of the pipeline: stages, and what it finds between the rooms."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "no-rooms.found": (
        "{part}：用房表中没有该街道的用房（{estates} 个小区）",
        "{part}: the rooms table has no room for its {estates} estates",
    ),
    "no-rooms.expected": ("每个街道至少一处候选用房", "at least one candidate room in every sub-district"),
    "no-rooms.remedy": (
        "已按“每个小区均可待落实”处理；请在用房表补充",
        "planned as if a room could be found in any estate; add rooms to the table",
    ),
    "capacity-short.found": (
        "{part}：户数共 {demand}，{rooms} 处可用用房合计只能服务 {capacity} 户",
        "{part}: {demand} households, but the {rooms} usable rooms serve {capacity} in all",
    ),
    "capacity-short.expected": ("用房可服务户数不少于户数", "rooms for all households"),
    "capacity-short.remedy": (
        "请在用房表增加用房，或更正“可服务户数”；现给出违规最少的方案，标为不可行",
        "add rooms, or correct their capacity; the plan that breaks the least is given, marked infeasible",
    ),
    "estate-above-capacity.found": (
        "{part}：{count} 个小区户数超过最大用房的可服务户数（{capacity} 户），最多的有 {households} 户：{names}",
        "{part}: {count} estates have more households than the largest room serves ({capacity}), up to {households}: "
        "{names}",
    ),
    "estate-above-capacity.expected": ("一个小区由一处服务站服务", "one station serves the whole of an estate"),
    "estate-above-capacity.remedy": (
        "请更正“可服务户数”，或把小区分期列成几行；现给出违规最少的方案，标为不可行",
        "correct the capacity, or list the estate's phases as rows of their own; the plan that breaks the least is "
        "given, marked infeasible",
    ),
    "stations-above-estates.found": (
        "{part}：要求至少 {stations} 处服务站，可规划的小区只有 {estates} 个",
        "{part}: at least {stations} stations are asked for, and there are {estates} estates to plan",
    ),
    "stations-above-estates.expected": ("服务站不多于小区", "no more stations than estates"),
    "stations-above-estates.remedy": (
        "请减少 --stations，或在规则文件按街道设 stations.counts",
        "ask for fewer with --stations, or set stations.counts by sub-district in the policy",
    ),
    "estate-alone.found": (
        "{part}：{count} 个小区建筑面积超过片区上限 {high} 万㎡，各自单独成片：{names}",
        "{part}: {count} estates have more floor area than a region may have ({high} x 10,000 m²); each is a region of "
        "its own: {names}",
    ),
    "estate-alone.expected": ("片区建筑面积在上下限之内", "regions within the band of floor area"),
    "estate-alone.remedy": (
        "如属正常，无需处理；上限为 regions.region_floor_area_m2",
        "nothing to do if that is right; the ceiling is regions.region_floor_area_m2",
    ),
    "stage.read": ("读取台账", "reading the ledger"),
    "stage.plan": ("规划各街道", "planning the sub-districts"),
    "stage.write": ("写出结果", "writing the results"),
    "stage.sample": ("生成示例", "making the sample"),
    "nothing-to-plan": (
        "没有可规划的小区：读入 {rows} 行，{rejected} 行未纳入，{to_locate} 行待定位。"
        "请看 geo check 列出的问题，补充坐标或资格依据后重试。",
        "there is no estate to plan: {rows} rows read, {rejected} left out, {to_locate} without a place. "
        "See what geo check lists, add coordinates or evidence, and run again.",
    ),
}
