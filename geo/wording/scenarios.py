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
