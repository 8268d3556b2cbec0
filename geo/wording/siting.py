"""Words of the siting tools: what cannot be sited and why, and the summary on the screen."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "siting.matrix-shape": (
        "距离表的形状是 {found}；应为 需求点数 × 候选点数 的二维表",
        "the distances have shape {found}; a table of demand points by sites was expected",
    ),
    "siting.matrix-values": (
        "距离表中有不能用的值（{what}），位置（行, 列）：{pairs}。距离应为非负数，不可达请写 inf",
        "the distances hold values that cannot be used ({what}) at (row, column) {pairs}; "
        "give distances of 0 or more, and inf where a site cannot be reached",
    ),
    "siting.length": (
        "{name} 的形状是 {found}；应为每个一个数，共 {expected} 个",
        "{name} has shape {found}; one number each was expected, {expected} in all",
    ),
    "siting.values": (
        "{name} 中有负数、空值或无穷大（序号: 值）：{found}。请改为非负数",
        "{name} holds negative, missing or infinite numbers (position: value): {found}; give numbers of 0 or more",
    ),
    "siting.site-numbers": (
        "{name} 中有不存在的候选点序号：{found}；应为 0 到 {last}",
        "{name} names sites that do not exist: {found}; numbers from 0 to {last} were expected",
    ),
    "siting.forced-and-forbidden": (
        "候选点 {sites} 既是必设又是禁设；请去掉其中一个标记",
        "sites {sites} are both forced and forbidden; take one of the marks away",
    ),
    "siting.stations": (
        "设站数量是 {found}；应为不小于 1 的整数（--stations）",
        "the number of stations is {found}; a whole number of 1 or more was expected (--stations)",
    ),
    "siting.radius": (
        "服务半径是 {found}；覆盖类模型需要不小于 0 的米数（--radius）",
        "the radius is {found}; the covering models need metres of 0 or more (--radius)",
    ),
    "siting.too-few": (
        "只设 {stations} 个站，但必设的有 {forced} 个；请增加设站数量或减少必设点",
        "{stations} stations are asked for but {forced} sites are forced; raise the number or force fewer",
    ),
    "siting.too-many": (
        "要设 {stations} 个站，可用候选点只有 {usable} 个；请减少设站数量或增加候选点",
        "{stations} stations are asked for but only {usable} sites can be used; ask for fewer or add candidates",
    ),
    "siting.no-sites": (
        "没有可用的候选点（全部禁设或为空）；请增加候选点",
        "no site can be used (all forbidden, or none given); add candidates",
    ),
    "siting.out-of-reach": (
        "需求点 {points} 在 {radius} 内没有可用候选点；请放宽半径、补充距离或增加候选点",
        "points {points} have no usable site within {radius}; widen the radius, complete the distances or add candidates",
    ),
    "siting.load-too-large": (
        "需求点 {point} 的需求量 {load} 超过最大的站点容量 {capacity}；请拆分该点或提高容量",
        "point {point} has a load of {load}, above the largest capacity {capacity}; split it or raise a capacity",
    ),
    "siting.load-too-much": (
        "需求总量 {load} 超过 {stations} 个最大站点的总容量 {capacity}；请增加站点或容量",
        "the loads sum to {load}, above the {capacity} that the {stations} largest sites hold; add stations or capacity",
    ),
    "siting.unserved": (
        "已证明：{stations} 个站无法服务到每个需求点；请增加站点或补充可达距离",
        "proved: {stations} stations cannot serve every point; add stations or complete the distances",
    ),
    "siting.overfull": (
        "已证明：需求无法在容量内整点分配给所选数量的站点；请增加站点或容量",
        "proved: the loads cannot be packed whole into the stations; add stations or capacity",
    ),
    "siting.none-found": (
        "在限定的搜索量内没有找到 {stations} 个站能服务所有需求点的方案（尚未证明不存在）；请延长时间或放宽条件",
        "no plan of {stations} stations that serves every point was found within the limits (not proved impossible); "
        "give more time or relax the rules",
    ),
    "siting.refused": (
        "独立检查未通过求解器的答案：{faults}。请报告此问题",
        "the independent checker refused the solver's answer: {faults}. Please report this",
    ),
    "siting.cells": (
        "{file} 的“{column}”列在这些行不能识别：{rows}。请填写数字（标记列填 是/否）",
        "{file}: column {column!r} cannot be read in rows {rows}; give numbers (yes or no in a column of marks)",
    ),
    "siting.no-column": (
        "{file} 没有“{column}”列；现有的列：{known}。请改用其中一列",
        "{file} has no column {column!r}; its columns are: {known}",
    ),
    "siting.no-pairs": (
        "{file} 不是距离清单；应有两列名称和一列距离（如 distance），现有的列：{known}",
        "{file} is not a list of distances; two columns of names and one of metres (such as distance) were expected, "
        "found: {known}",
    ),
    "siting.no-position": (
        "{file} 的这些行没有经纬度：{rows}。请补充 lon、lat 列，或用 --matrix 给出距离",
        "{file}: rows {rows} have no position; add columns lon and lat, or give distances with --matrix",
    ),
    "siting.matrix-strangers": (
        "距离表中的名称（如 {words}）与需求点（如 {points}）、候选点（如 {sites}）对不上；请统一编号",
        "the distances name {words}, which are neither points ({points}) nor sites ({sites}); use the same identifiers",
    ),
    "siting.capacity-needed": (
        "cpmp 模型需要容量；请用 --capacity 指明候选点表的容量列",
        "the model cpmp needs capacities; name the column of the candidates with --capacity",
    ),
    "siting.stage": ("选址", "siting"),
    "siting.optimal": (
        "{stations} 个站，目标值 {value}，已证明最优",
        "{stations} stations, value {value}, proved optimal",
    ),
    "siting.gap": (
        "{stations} 个站，目标值 {value}，距最优不超过 {gap}",
        "{stations} stations, value {value}, within {gap} of the best possible",
    ),
    "siting.feasible": (
        "{stations} 个站，目标值 {value}，没有证明",
        "{stations} stations, value {value}, without a bound",
    ),
    "siting.infeasible": ("没有可行方案：{reason}", "no plan: {reason}"),
    "siting.open": ("设站：{sites}", "open: {sites}"),
}
