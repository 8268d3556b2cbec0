"""Words of the rosters: posts, codes of people, what is said about heads."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "shifts.gate": ("{name} {number}号门", "{name} gate {number}"),
    "shifts.patrol": ("巡逻{number}组", "patrol {number}"),
    "shifts.cover": ("机动替班", "cover"),
    "shifts.person.cleaning": ("保洁{number}", "cleaner {number}"),
    "shifts.person.security": ("秩序{number}", "guard {number}"),
    "shifts.role.cleaning": ("保洁", "cleaners"),
    "shifts.role.security": ("秩序", "guards"),
    "shifts.why.none": ("没有需要值守的岗位", "no post to be manned"),
    "shifts.why.optimal": (
        "每周{slots}班{hours:g}小时，另备休假替班；任何排班都不少于{heads}人",
        "{slots} shifts and {hours:g} hours a week with cover for leave; no roster does with fewer than {heads}",
    ),
    "shifts.why.gap": (
        "每周{slots}班{hours:g}小时，另备休假替班；排出{heads}人，至少需{bound}人",
        "{slots} shifts and {hours:g} hours a week with cover for leave; made with {heads}, {bound} at least",
    ),
    "roster-short.found": (
        "{role}：{regions}个片区按排班需要的人数多于方案岗位，共缺{people}人：{named}",
        "{role}: in {regions} regions the roster takes more people than the plan has posts, {people} in all: {named}",
    ),
    "roster-short.expected": (
        "人数足以值满各班，含休息、节假日与年休假",
        "enough people for all shifts, with rest, holidays and leave",
    ),
    "roster-short.remedy": (
        "按排班人数配岗，或减少门岗、调整 [shifts] 与 staffing.guard_mode；缺人的班次仍列在排班表中",
        "staff by the roster, or guard fewer gates, or change [shifts] and staffing.guard_mode; the roster lists all "
        "shifts, those without a post as well",
    ),
    "roster-nobody.found": (
        "{regions}个片区没有保洁与秩序的岗位：{named}",
        "{regions} regions have no post for cleaners or guards: {named}",
    ),
    "roster-nobody.expected": ("台账有建筑面积或出入口", "floor area or gates in the ledger"),
    "roster-nobody.remedy": (
        "核对建筑面积、出入口与 staffing.guard_mode；这些片区的排班为空",
        "check floor areas, gates and staffing.guard_mode; the rosters of these regions are empty",
    ),
    "shifts.refused": (
        "排班未通过独立检查：{found}；请保留输入并反馈",
        "the independent checker refuses the rosters: {found}; keep the input and report it",
    ),
    "progress.shifts": ("排班", "rosters"),
}
