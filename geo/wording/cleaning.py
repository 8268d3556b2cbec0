"""Words about reading values, identity, eligibility and filling in."""

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
    # what a column holds
    "expected.choice": ("应为以下之一：{choices}", "expected one of: {choices}"),
    "expected.range": ("应为 {low} 至 {high} {unit} 之间的数", "expected a number from {low} to {high} {unit}"),
    "expected.int": ("应为整数（{unit}）", "expected a whole number ({unit})"),
    "expected.float": ("应为数字（{unit}）", "expected a number ({unit})"),
    "expected.coordinate": (
        "应为坐标，如 120.30、120°18′00″，或一格写两个数“120.30,31.57”",
        "expected coordinates: 120.30, 120°18′00″, or both in one cell as “120.30,31.57”",
    ),
    "expected.bool": ("应为是或否", "expected yes or no"),
    "expected.date": ("应为日期，如 2021-05-01", "expected a day such as 2021-05-01"),
    "expected.text": ("应为文字", "expected text"),
    "unreadable-value.expected": ("{column}：{expected}", "{column}: {expected}"),
    "unreadable-value.remedy": (
        "按缺失处理；请在台账中改正这一格",
        "treated as missing; correct this cell in the ledger",
    ),
    "out-of-range.found": ("{column}为 {number}（写作“{value}”）", "{column} is {number} (written “{value}”)"),
    "out-of-range.expected": ("应在 {low} 至 {high} {unit} 之间", "expected {low} to {high} {unit}"),
    "out-of-range.remedy": (
        "按缺失处理，不截断；请核对数值与单位",
        "treated as missing, never clipped; check the number and its unit",
    ),
    "fraction.found": ("{column}写作“{value}”，取 {whole}", "{column} is written “{value}”; read as {whole}"),
    "fraction.expected": ("应为整数", "expected a whole number"),
    "fraction.remedy": ("请核对；如单位是“万”请写明", "check it; name the unit where ten-thousands are meant"),
    "missing-marks.found": (
        "{column}有 {count} 格写着表示不详的记号，按缺失读：{marks}",
        "{column}: {count} cells hold a mark for “not known” and read as missing: {marks}",
    ),
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
    # eligibility
    "eligibility.yes": ("是", "yes"),
    "eligibility.relocation": (
        "拆迁安置房不纳入，其他条件不论。依据：{evidence}",
        "relocation housing is left out whatever else holds. Evidence: {evidence}",
    ),
    "eligibility.partly-relocation": (
        "部分为拆迁安置房，待定。依据：{evidence}",
        "partly relocation housing, undecided. Evidence: {evidence}",
    ),
    "eligibility.named-relocation": (
        "名称像拆迁安置房，产权性质未填，待定。依据：{evidence}",
        "the name sounds like relocation housing and no ownership is given, undecided. Evidence: {evidence}",
    ),
    "eligibility.firm": (
        "已有自己的物业公司且未列入计划。依据：{evidence}",
        "a firm of its own manages it and it is not in the scheme. Evidence: {evidence}",
    ),
    "eligibility.contradiction": (
        "台账所填类别要求 {limit} 年及以前建成，年份却更晚，待定。依据：{evidence}",
        "the stated class needs building by {limit}, the year is later, undecided. Evidence: {evidence}",
    ),
    "eligibility.sgyy_transfer": (
        "三供一业移交。依据：{evidence}",
        "handed over by a state firm. Evidence: {evidence}",
    ),
    "eligibility.liveable_renovation": (
        "列入宜居住区改造。依据：{evidence}",
        "in the liveable-area renovation. Evidence: {evidence}",
    ),
    "eligibility.stated": ("台账已填纳入类别。依据：{evidence}", "the ledger states its class. Evidence: {evidence}"),
    "eligibility.reform": (
        "{limit} 年及以前建成的房改房。依据：{evidence}",
        "housing-reform flats built by {limit}. Evidence: {evidence}",
    ),
    "eligibility.reform-no-year": (
        "房改房，年份未知；房改房均在 2000 年以前分配，推定符合。依据：{evidence}",
        "housing-reform flats of unknown year; such flats were handed out before 2000, presumed. Evidence: {evidence}",
    ),
    "eligibility.no-year": (
        "年份未知，也未列入三供一业或宜居住区改造，不能判断是否在 {limit} 年及以前建成，待定。依据：{evidence}",
        "the year is unknown and neither other class is stated; built by {limit} or not, undecided. "
        "Evidence: {evidence}",
    ),
    "eligibility.too-new": (
        "晚于 {limit} 年建成，也未列入三供一业或宜居住区改造。依据：{evidence}",
        "built after {limit}, and neither other class is stated. Evidence: {evidence}",
    ),
    "eligibility.year-in-doubt": (
        "年份写得不确定，接近 {limit} 年上限，推定符合。依据：{evidence}",
        "the year is written with doubt and near the limit {limit}, presumed. Evidence: {evidence}",
    ),
    "eligibility.ownership-unknown": (
        "{limit} 年及以前建成，产权性质未知，推定符合。依据：{evidence}",
        "built by {limit}, ownership unknown, presumed. Evidence: {evidence}",
    ),
    "eligibility.ownership-other": (
        "{limit} 年及以前建成；原则上以房改房为主，产权为其他性质，推定符合。依据：{evidence}",
        "built by {limit}; mainly housing-reform flats in principle, this is another ownership, presumed. "
        "Evidence: {evidence}",
    ),
    "eligibility.no-ownership": ("产权性质未填", "no ownership given"),
}
