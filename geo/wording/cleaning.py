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
    "expected.range": ("{low} 至 {high}{unit}的数", "a number from {low} to {high}{unit}"),
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
    # ids and names
    "id-made.found": (
        "{rows} 行中有 {count} 行没有编号，已由名称、街道、社区、地址生成",
        "{count} of {rows} rows have no id; made from name, sub-district, community and address",
    ),
    "id-made.expected": ("每个小区一个编号", "one id for each estate"),
    "id-made.remedy": (
        "名称、街道、社区、地址不变则编号不变；可从 geo check --repaired 的结果抄回台账",
        "ids stay as long as these words do; copy them back from geo check --repaired",
    ),
    "id-spelling.found": (
        "编号“{before}”与“{after}”只差大小写、空格或全半角，按同一编号处理",
        "id “{before}” differs from “{after}” only by case, spaces or width; taken as the same id",
    ),
    "id-spelling.expected": ("同一编号只有一种写法", "one spelling of an id"),
    "id-spelling.remedy": ("请在台账中统一写法", "write it in one way in the ledger"),
    "id-shared.place": ("{name}（{file} 第{row}行）", "{name} ({file} row {row})"),
    "id-shared.found": ("编号“{id}”用在几个小区上：{places}", "id “{id}” stands on several estates: {places}"),
    "id-shared.expected": ("每个小区一个编号", "one id for each estate"),
    "id-shared.remedy": (
        "已加后缀区分；请在台账中改为不同编号，否则用房、锁定等表不知指哪一个",
        "told apart by a suffix; give them different ids, or rooms and locks cannot tell which one is meant",
    ),
    "name-missing.found": ("小区名称为空，暂以“{column}”的“{name}”代替", "no name; “{name}” from {column} stands in"),
    "name-missing.expected": ("每行一个小区名称", "a name in every row"),
    "name-missing.remedy": ("请在台账中补上名称", "write the name into the ledger"),
    "near-name.found": (
        "{subdistrict}的“{one}”与“{other}”名称相近，未合并",
        "“{one}” and “{other}” in {subdistrict} have near names; not merged",
    ),
    "near-name.expected": ("不同小区名称有别", "different names for different estates"),
    "near-name.remedy": ("如为同一小区请删去一行", "delete one row if they are one estate"),
    "duplicate.distance": ("两点相距 {metres} m", "{metres} m apart"),
    "duplicate.area": ("建筑面积同为 {area} ㎡", "same floor area {area} m²"),
    "duplicate.households": ("户数同为 {households}", "same households {households}"),
    "duplicate.evidence": (
        "与 {kept} 同街道同名；{parts}。保留信息较全的一行",
        "same name and sub-district as {kept}; {parts}. The fuller row is kept",
    ),
    # sub-districts
    "subdistrict.none": ("未分街道", "no sub-district"),
    "subdistrict-changed.blank": (
        "{count} 行街道为空（第 {rows} 行），补为“{after}”",
        "{count} rows have no sub-district (rows {rows}); taken as “{after}”",
    ),
    "subdistrict-changed.unknown": (
        "街道“{before}”不在边界之中，{count} 行按位置改为“{after}”（第 {rows} 行）",
        "sub-district “{before}” is not among the outlines; by their place {count} rows are “{after}” (rows {rows})",
    ),
    "subdistrict-changed.expected": ("台账写明所属街道", "the sub-district in the ledger"),
    "subdistrict-changed.remedy": ("请核对", "check it"),
    "outlines-do-not-fit.found": (
        "街道边界与台账对不上：台账的 {names} 个街道中有 {unknown} 个不在边界里（{rows} 行：{ledger}），边界里是 "
        "{outlines}；台账的街道名称保留，这些街道边界不用，只按区界核对位置",
        "the outlines do not fit the ledger: {unknown} of its {names} sub-districts are not among them ({rows} rows: "
        "{ledger}); they hold {outlines}; the ledger's names are kept, these outlines are not used, and places are held "
        "against districts only",
    ),
    "outlines-do-not-fit.expected": (
        "与台账同一地区、同一时期的街道边界",
        "outlines of the same place and time as the ledger",
    ),
    "outlines-do-not-fit.remedy": (
        "请换用正确的边界文件；如街道已更名，请用 --renames 给出更名对照表",
        "give the right outlines; where sub-districts were renamed, give the table of renames with --renames",
    ),
    "subdistrict-unknown.found": (
        "街道“{name}”不在边界之中（{count} 行），位置也不能说明，名称保留{nearest}",
        "sub-district “{name}” is not among the outlines ({count} rows) and no place tells another; kept{nearest}",
    ),
    "subdistrict-unknown.nearest": ("；最接近的是“{name}”", "; the nearest is “{name}”"),
    "subdistrict-unknown.expected": ("边界文件中的街道名称", "a name of the outlines"),
    "subdistrict-unknown.remedy": (
        "请改正名称，或用更名对照表说明",
        "correct the name, or explain it in the table of renames",
    ),
    "subdistrict-spelling.found": (
        "{count} 个街道有几种写法，只差符号，已统一为较多的一种：{names}",
        "{count} sub-districts are spelt in several ways that differ only in signs; the usual one is taken: {names}",
    ),
    "subdistrict-spelling.expected": ("一个街道一种写法", "one spelling of a sub-district"),
    "subdistrict-spelling.remedy": ("请在台账中统一写法", "write it in one way in the ledger"),
    "subdistricts-absent.found": (
        "台账没有街道一列（{count} 行），按所属区划分；没有区的归为一处",
        "the ledger has no sub-districts ({count} rows); planned by district, or as one where there is none",
    ),
    "subdistricts-absent.expected": ("每个小区写明所属街道", "the sub-district of every estate"),
    "subdistricts-absent.remedy": (
        "请加上“所属街道”一列，或给出街道边界",
        "add a column 所属街道, or give the outlines of sub-districts",
    ),
    # what is left out, and what would change it
    "reject.no-name": ("没有名称，也没有别名、地址、编号可代替", "no name, and no alias, address or id to stand in"),
    "reject.no-name.remedy": ("在台账中补上名称", "write the name into the ledger"),
    "reject.duplicate.remedy": (
        "如为不同小区，请用不同名称，或更正位置与面积",
        "if they are two estates, give them different names or correct place and area",
    ),
    "reject.relocation.remedy": (
        "如不是拆迁安置房，请更正产权性质或备注",
        "correct ownership or remark if it is not relocation housing",
    ),
    "reject.managed-by-firm.remedy": (
        "如已列入计划，请填“纳入类别”或“进展”；或设 eligibility.managed_by_firm_excluded = false",
        "if it is in the scheme, fill in its class or stage; or set eligibility.managed_by_firm_excluded = false",
    ),
    "reject.too-new.remedy": (
        "如属三供一业或宜居住区改造，请填相应一列；或调整 eligibility.year_limit",
        "state 三供一业 or 宜居住区改造 if it belongs there; or change eligibility.year_limit",
    ),
    "reject.presumed.remedy": (
        "补上所缺依据，或设 eligibility.plan_presumed = true",
        "add the missing evidence, or set eligibility.plan_presumed = true",
    ),
    "reject.undecided.remedy": (
        "补上所缺依据，或设 eligibility.plan_undecided = true",
        "add the missing evidence, or set eligibility.plan_undecided = true",
    ),
    "reject.no-subdistrict": (
        "街道为空，位置和社区也不能说明",
        "no sub-district, and neither place nor community tells it",
    ),
    "reject.no-subdistrict.remedy": (
        "在台账中填所属街道，或给出街道边界",
        "fill in the sub-district, or give the outlines of sub-districts",
    ),
    "reject.no-place": (
        "台账没有可用坐标，位置表中也没有同名地点",
        "no usable coordinates in the ledger and no place of that name in the files of places",
    ),
    "reject.no-place.remedy": (
        "在台账中补坐标，或用 --places 给出名称与点位表",
        "add coordinates, or give a file of names and points with --places",
    ),
    # filling in
    "filled-in.found": (
        "{field}：{rows} 行中补填 {count} 行（{rules}）",
        "{field}: {count} of {rows} rows filled in ({rules})",
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
    "not-filled-in.found": ("{field}有 {count} 行为空，未补填", "{field}: {count} rows are empty and not filled in"),
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
    # the whole read
    "ledger.reading": ("读取台账", "reading the ledger"),
    "ledger.judging": ("核对台账", "judging the ledger"),
    "ledger.memory": ("内存中的表", "table in memory"),
    "ledger.columns-twice": (
        "内存中的表有重名的列：{names}；请先改名",
        "the table in memory has several columns of one name: {names}; rename them first",
    ),
    "not-a-ledger.found": (
        "此表没有小区名称一列，未读。表头：{headings}",
        "no column of names, not read. Headings: {headings}",
    ),
    "not-a-ledger.expected": ("“小区名称”一列", "a column of estate names"),
    "not-a-ledger.remedy": ("如是台账，请写明“小区名称”", "if it is a ledger, head the names 小区名称"),
    "no-names.message": (
        "没有一张表有小区名称：\n{tables}\n应有一列为：{wanted}。请改表头，或用 geo template 的空白台账",
        "no table names its estates:\n{tables}\nexpected one column of: {wanted}. Rename it, or use the blank ledger "
        "of geo template",
    ),
    "no-names.table": ("  {place}：表头 {headings}{hint}", "  {place}: headings {headings}{hint}"),
    "no-names.near": ("（接近的已知表头：{names}）", " (nearest known: {names})"),
    "rows-counted.found": (
        "读到 {rows} 行：纳入规划 {planned}，未纳入 {rejected}，待定位 {to_locate}",
        "{rows} rows read: {planned} planned, {rejected} rejected, {to_locate} to be located",
    ),
    "rows-counted.expected": ("每一行都有去处", "every row accounted for"),
    "rows-counted.remedy": (
        "未纳入与待定位的原因见 rejects、to_locate 两表",
        "rejects and to_locate say why a row is not planned",
    ),
    "nothing-to-plan.found": (
        "读到 {rows} 行，没有一个可规划（未纳入 {rejected}，待定位 {to_locate}）",
        "{rows} rows read and none can be planned ({rejected} rejected, {to_locate} to be located)",
    ),
    "nothing-to-plan.expected": ("至少一个符合条件且有位置的小区", "at least one eligible estate with a place"),
    "nothing-to-plan.remedy": ("请看未纳入与待定位两表的原因", "see the reasons in rejects and to_locate"),
}
