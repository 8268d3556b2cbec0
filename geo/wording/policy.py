"""Words of the policy: what is wrong with a settings file, and where."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "policy.unreadable": (
        "{path}：读不出来：{reason}。应为 UTF-8 编码的 TOML 文件。",
        "{path}: cannot be read: {reason}. Expected a UTF-8 TOML file.",
    ),
    "policy.not_toml": (
        "{path}：不是 TOML：{reason}。请改正该行后重新运行。",
        "{path}: is not TOML: {reason}. Mend that line and run again.",
    ),
    "policy.faults": ("{origin}：有 {count} 项设置不能用：", "{origin}: {count} setting(s) cannot be used:"),
    "policy.unknown": ("{key}：没有这项设置", "{key}: is not a setting"),
    "policy.did_you_mean": ("；是否想写 {near}？", "; did you mean {near}?"),
    "policy.bad_value": ("{key}：读到 {found}；{expected}", "{key}: found {found}; {expected}"),
    "policy.greater_than": ("应大于 {gt}", "it should be greater than {gt}"),
    "policy.greater_than_equal": ("应不小于 {ge}", "it should be at least {ge}"),
    "policy.less_than": ("应小于 {lt}", "it should be less than {lt}"),
    "policy.less_than_equal": ("应不大于 {le}", "it should be at most {le}"),
    "policy.literal_error": ("应为以下之一：{expected}", "it should be one of {expected}"),
    "policy.missing": ("缺少这项，须填写", "this one is missing and has no default"),
    "policy.finite_number": ("应为有限的数", "it should be a finite number"),
    "policy.int": ("应为整数", "it should be a whole number"),
    "policy.float": ("应为数", "it should be a number"),
    "policy.bool": ("应为 true 或 false", "it should be true or false"),
    "policy.string": ("应为文字（加引号）", "it should be text in quotes"),
    "policy.tuple": ("应为列表，如 [1, 2]", "it should be a list, as [1, 2]"),
    "policy.table": ("应为一组设置（TOML 表）", "it should be a table of settings"),
    "policy.too_short": ("列表太短，至少 {min_length} 项", "the list is too short; at least {min_length}"),
    "policy.band_order": ("下限 {low} 高于上限 {high}", "low {low} is above high {high}"),
    "policy.guess_order": (
        "低、中、高三值应从小到大，读到 {found}",
        "low, middle and high should rise; found {found}",
    ),
    "policy.year_month": ("应为“年-月”，如 2026-12，或空", "it should be a month written YYYY-MM, or empty"),
    "policy.no_work": (
        "payers 中没有 {found}；有：{known}",
        "payers knows no {found}; known: {known}",
    ),
    "policy.band_means_nothing": (
        "既非刚性也无代价；请给出大于0的 cny 或 hard = true",
        "neither hard nor priced; give cny above 0 or hard = true",
    ),
    "policy.no_grade": (
        "staffing.grade {grade} 不在等级表中；表中有：{known}",
        "staffing.grade {grade} is not in the table; known: {known}",
    ),
    "policy.activity_twice": (
        "regions.activity_bands 中同一口径写了两次：{activities}",
        "regions.activity_bands names an activity twice: {activities}",
    ),
    "policy.station_range": (
        "stations.maximum {most} 小于 stations.minimum {least}",
        "stations.maximum {most} is below stations.minimum {least}",
    ),
    "policy.other": ("{said}", "{said}"),
}
