"""Words about who is in, and about what is left out."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
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
    # the same, told once for each rule
    "reject.no-name.label": ("没有名称", "no name"),
    "reject.duplicate.label": ("重复的行", "duplicate rows"),
    "reject.relocation.label": ("拆迁安置房", "relocation housing"),
    "reject.managed-by-firm.label": ("已有物业公司", "managed by a firm"),
    "reject.too-new.label": ("建成晚于年限", "built after the limit"),
    "reject.presumed.label": ("推定符合，按规则不规划", "presumed, which the policy leaves out"),
    "reject.undecided.label": ("资格待定，按规则不规划", "undecided, which the policy leaves out"),
    "reject.no-subdistrict.label": ("没有街道", "no sub-district"),
    "reject.no-place.label": ("没有可用位置，列入待定位", "no usable place, on the list to locate"),
    "row-not-planned.found": (
        "{why}：{count} 行（第 {rows} 行）：{names}",
        "{why}: {count} rows (rows {rows}): {names}",
    ),
    "row-not-planned.remedy": ("{remedy}", "{remedy}"),
}
