"""Words of the network room: barriers, crossings, links, distances."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "crossing-far.found": (
        "通道“{name}”{metres:g}米内没有屏障",
        "crossing {name!r} has no barrier within {metres:g} m",
    ),
    "crossing-far.expected": ("通道应落在河道、铁路或道路等屏障上", "a crossing lies on a barrier"),
    "crossing-far.remedy": (
        "此通道未采用；请移到屏障上、补画屏障，或调整 links.crossing_snap_m",
        "it is not used; move it, draw its barrier, or change links.crossing_snap_m",
    ),
    "matrix.columns": (
        "距离矩阵缺少列 {columns}；应有 from、to、walk_m（可另有 crew_m）",
        "the distance matrix lacks the columns {columns}; it needs from, to and walk_m (crew_m if known)",
    ),
    "matrix-unknown-id.found": ("距离矩阵中的编号不在台账或用房表内：{ids}", "the matrix names unknown places: {ids}"),
    "matrix-unknown-id.expected": ("编号应与台账或用房表一致", "identifiers as in the ledger or the rooms"),
    "matrix-unknown-id.remedy": ("这些行未采用；请核对编号", "these rows are not used; check the identifiers"),
    "matrix-negative.found": ("距离矩阵中有负数：{pairs}", "the matrix has negative distances: {pairs}"),
    "matrix-negative.expected": ("距离不小于0米，空白表示不可达", "0 m or more; blank where unreachable"),
    "matrix-negative.remedy": ("这些行未采用；请更正", "these rows are not used; correct them"),
}
