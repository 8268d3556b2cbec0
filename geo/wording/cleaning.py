"""Words about reading values and filling in missing ones."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    # why a cell cannot be read
    "fault.not-a-number": ("“{value}”读不出数字", "“{value}” is not a number that can be read"),
    "fault.not-finite": ("“{value}”不是有限的数", "“{value}” is not a finite number"),
    "fault.date": ("“{value}”是日期，此列应为数字", "“{value}” is a date in a column of numbers"),
    "fault.yes-no": ("“{value}”是是/否值，此列应为数字", "“{value}” is a yes or no in a column of numbers"),
    "fault.formula-error": ("“{value}”是公式错误", "“{value}” is a formula error"),
    "fault.unit": ("“{value}”的单位不属于此列", "the unit in “{value}” does not belong to this column"),
    "fault.unit-undecided": (
        "“{value}”没有单位，也无从判断是㎡还是万㎡",
        "“{value}” has no unit and nothing tells ㎡ from 万㎡",
    ),
    "fault.fee-unit": (
        "“{value}”没有说明是每㎡还是每户、每月还是每年",
        "“{value}” does not say per m² or household, per month or year",
    ),
    "fault.not-a-year": ("“{value}”读不出年份", "“{value}” is not a year that can be read"),
    "fault.not-a-date": ("“{value}”读不出日期", "“{value}” is not a date that can be read"),
    "fault.not-yes-no": ("“{value}”读不出是或否", "“{value}” is neither yes nor no"),
    "fault.not-a-choice": ("“{value}”不在可选值之中", "“{value}” is not among the values allowed"),
    "fault.not-a-coordinate": ("“{value}”读不出坐标", "“{value}” is not a coordinate that can be read"),
    # units behind a number
    "behind.户": (" 户", " households"),
    "behind.人": (" 人", " people"),
    "behind.幢": (" 幢", " buildings"),
    "behind.㎡": (" ㎡", " m²"),
    "behind.m": (" 米", " m"),
    "behind.秒": (" 秒", " s"),
    "behind.元": (" 元", " yuan"),
    "behind.元/月": (" 元/月", " yuan a month"),
    "behind.元/㎡·月": (" 元/㎡·月", " yuan per m² and month"),
    # what a column holds
    "expected.choice": ("以下之一：{choices}", "one of: {choices}"),
    "expected.range": ("{low} 至 {high}{unit}", "a number from {low} to {high}{unit}"),
    "expected.int": ("整数{unit}", "a whole number{unit}"),
    "expected.float": ("数字{unit}", "a number{unit}"),
    "expected.coordinate": (
        "坐标，如 120.30、120°18′00″，或一格写两个数“120.30,31.57”",
        "coordinates: 120.30, 120°18′00″, or both in one cell as “120.30,31.57”",
    ),
    "expected.bool": ("是或否", "yes or no"),
    "expected.date": ("日期，如 2021-05-01", "a day such as 2021-05-01"),
    "expected.text": ("文字", "text"),
    "unreadable-value.expected": ("{expected}", "{expected}"),
    "unreadable-value.remedy": (
        "按缺失处理；请在台账中改正这一格",
        "treated as missing; correct this cell in the ledger",
    ),
    "out-of-range.found": ("{column}为 {number}（写作“{value}”）", "{column} is {number} (written “{value}”)"),
    "out-of-range.expected": ("{low} 至 {high}{unit}", "{low} to {high}{unit}"),
    "out-of-range.remedy": (
        "按缺失处理，不截断；请核对数值与单位",
        "treated as missing, never clipped; check the number and its unit",
    ),
    "fraction.found": ("{column}写作“{value}”，取 {whole}", "{column} is written “{value}”; read as {whole}"),
    "fraction.expected": ("整数", "a whole number"),
    "fraction.remedy": ("请核对；如单位是“万”请写明", "check it; name the unit where ten-thousands are meant"),
    "missing-marks.found": (
        "{column}有 {count} 格写着表示不详的记号，按缺失读：{marks}",
        "{column}: {count} cells hold a mark for “not known” and read as missing: {marks}",
    ),
    "missing-marks.expected": ("数据不详时留空", "an empty cell where nothing is known"),
    "missing-marks.remedy": ("如记号另有含义请改写", "write it out if a mark means something else"),
    # units and shares of a whole column
    "percent-column.found": (
        "{column}的数字按百分数读：{agreeing} 个大于 1，{against} 个小于 1",
        "{column} is read as percent: {agreeing} numbers above 1, {against} below",
    ),
    "percent-column.expected": ("0 至 1 的比例，或带 % 的数", "a share from 0 to 1, or numbers with %"),
    "percent-column.remedy": ("不对时请在表头写明单位", "name the unit in the heading if this is wrong"),
    "area-unit.by-households": (
        "{column}没有单位；按面积÷户数判为{unit}（{judged} 行中 {agreeing} 行支持）",
        "{column} has no unit; area ÷ households says {unit} ({agreeing} of {judged} rows)",
    ),
    "area-unit.by-size": (
        "{column}没有单位；按数值大小判为{unit}（{judged} 行中 {agreeing} 行支持）",
        "{column} has no unit; the size of the numbers says {unit} ({agreeing} of {judged} rows)",
    ),
    "area-unit.by-undecided": (
        "{column}没有单位，户数与数值大小都不能判断（{judged} 行），这些面积按缺失处理",
        "{column} has no unit, and neither households nor size tell it ({judged} rows); treated as missing",
    ),
    "area-unit.expected": ("表头写明㎡或万㎡", "a heading that says ㎡ or 万㎡"),
    "area-unit.remedy": ("请在表头写明单位，如“建筑面积(万㎡)”", "name the unit in the heading: 建筑面积(万㎡)"),
    "area-unit-row.found": (
        "“{value}”与本列单位不合；按 {households} 户推断，此格单位是{unit}",
        "“{value}” does not fit the unit of its column; with {households} households it must be {unit}",
    ),
    "area-unit-row.by-size": (
        "“{value}”按本列单位换算后不可能；此格单位应是{unit}",
        "“{value}” in the unit of its column cannot be; this cell must be {unit}",
    ),
    "area-unit-row.expected": ("一列只用一种单位", "one unit in a column"),
    "area-unit-row.remedy": ("请核对这一格的面积与户数", "check area and households of this row"),
    # filling in
    "filled-in.found": (
        "{rows} 行中补填 {count} 行（{rules}）",
        "{count} of {rows} rows filled in ({rules})",
    ),
    "filled-in.part": ("{rule} {count}", "{rule} {count}"),
    "filled-in.expected": ("台账中有实数", "the true number in the ledger"),
    "filled-in.remedy": (
        "补填值已标在“补填字段”；有实数后请填入台账",
        "filled cells are named in “filled”; write the true numbers into the ledger",
    ),
    "fill-in.community-ratio": ("按本社区户均面积", "by the community's area a household"),
    "fill-in.subdistrict-ratio": ("按本街道户均面积", "by the sub-district's area a household"),
    "fill-in.usual-ratio": ("按政策所定户均面积", "by the policy's area a household"),
    "fill-in.community-median": ("按本社区户数中位数", "by the community's median"),
    "fill-in.subdistrict-median": ("按本街道户数中位数", "by the sub-district's median"),
    "fill-in.usual-households": ("按政策所定户数", "by the policy's households"),
    "fill-in.residents-per-household": ("按户均人口", "by residents a household"),
    "fill-in.elderly-share": ("按老年人占比", "by the share over 60"),
    "fill-in.green-share": ("按绿化占建筑面积之比", "by green area a floor area"),
    "not-filled-in.found": ("{count} 行为空，未补填", "{count} rows are empty and not filled in"),
    "not-filled-in.expected": ("每个小区都有数", "a number for every estate"),
    "not-filled-in.remedy": (
        "补齐台账，或设 fill_in.enabled = true",
        "complete the ledger, or set fill_in.enabled = true",
    ),
    "area-per-household.found": (
        "户均 {ratio} ㎡（{area} ㎡、{households} 户）不合常理",
        "{ratio} m² a household ({area} m², {households} households) is not plausible",
    ),
    "area-per-household.expected": ("户均 {low} 至 {high} ㎡", "{low} to {high} m² a household"),
    "area-per-household.remedy": (
        "数值照用；请核对面积单位、是否含多期或非住宅",
        "used as they are; check the unit and whether phases or shops are counted",
    ),
}
