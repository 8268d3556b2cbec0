"""Words of the network room: barriers, crossings, links, distances."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "crossing-far.found": (
        "通道“{name}”{metres:g}米内没有屏障",
        "crossing {name!r} has no barrier within {metres:g} m",
    ),
    "crossing-far.expected": ("落在河道、铁路或道路等屏障上的通道", "a crossing lies on a barrier"),
    "crossing-far.remedy": (
        "此通道未采用；请移到屏障上、补画屏障，或调整 links.crossing_snap_m",
        "it is not used; move it, draw its barrier, or change links.crossing_snap_m",
    ),
    "matrix.columns": (
        "距离矩阵缺少列 {columns}；应有 from、to、walk_m（可另有 crew_m）",
        "the distance matrix lacks the columns {columns}; it needs from, to and walk_m (crew_m if known)",
    ),
    "matrix-unknown-id.found": ("距离矩阵中的编号不在台账或用房表内：{ids}", "the matrix names unknown places: {ids}"),
    "matrix-unknown-id.expected": ("与台账或用房表一致的编号", "identifiers as in the ledger or the rooms"),
    "matrix-unknown-id.remedy": ("这些行未采用；请核对编号", "these rows are not used; check the identifiers"),
    "matrix-negative.found": ("距离矩阵中有负数：{pairs}", "the matrix has negative distances: {pairs}"),
    "matrix-negative.expected": ("距离不小于0米，空白表示不可达", "0 m or more; blank where unreachable"),
    "matrix-negative.remedy": ("这些行未采用；请更正", "these rows are not used; correct them"),
    "links.no_place": (
        "这些小区没有位置，无法判断相邻：{ids}；应先定位，或列入待定位",
        "these estates have no place, so nothing is next to them: {ids}; locate them or put them into to_locate",
    ),
    "links.unreachable": ("不可达", "unreachable"),
    "estate-outside-outline.found": ("{name}位于街道范围之外", "{name} stands outside the outline"),
    "estate-outside-outline.expected": ("小区在所属街道范围内", "an estate stands inside its sub-district"),
    "estate-outside-outline.remedy": (
        "仍纳入规划，范围已向其延伸；请核对位置或街道",
        "it is planned and the outline is extended to it; check its place or its sub-district",
    ),
    "estate-on-barrier.found": ("{name}的点位落在屏障上", "{name} stands on a barrier"),
    "estate-on-barrier.expected": ("小区在屏障的一侧", "an estate stands on one side of a barrier"),
    "estate-on-barrier.remedy": (
        "已按最近一侧处理；请核对点位或屏障",
        "it is taken to stand on the nearest side; check its place or the barrier",
    ),
    "link-user-unusable.found": (
        "人工连接 {one} — {other} 无法采用：两端不是本规划范围内两个不同的小区",
        "the user's link {one} - {other} cannot be used: its ends are not two estates planned together",
    ),
    "link-user-unusable.expected": ("两端为同一街道（或合并规划）的两个小区", "two estates of one planning area"),
    "link-user-unusable.remedy": (
        "请核对编号；跨街道连接需在 regions.join 中合并",
        "check the ids; sub-districts are planned together by regions.join",
    ),
    "link-user-over-barrier.found": (
        "人工连接 {one} — {other} 跨越屏障且无已知通道",
        "the user's link {one} - {other} crosses a barrier without a known crossing",
    ),
    "link-user-over-barrier.expected": ("跨屏障处有桥、地道或门", "a bridge, an underpass or a gate"),
    "link-user-over-barrier.remedy": (
        "已按要求保留；请补充通道或核实",
        "it is kept as asked; add the crossing or check",
    ),
    "link-user-long.found": (
        "人工连接 {one} — {other} 步行 {metres:g} 米，超过 {limit:g} 米",
        "the user's link {one} - {other} is a walk of {metres:g} m, above {limit:g} m",
    ),
    "link-user-long.expected": ("相邻步行不超过 links.max_link_walk_m", "walks up to links.max_link_walk_m"),
    "link-user-long.remedy": ("已按要求保留", "it is kept as asked"),
    "link-removed.found": ("已按要求删除连接 {one} — {other}", "link {one} - {other} is removed as asked"),
    "link-removed.remedy": ("如需恢复，请从连接表中去掉该行", "take the row out of the links table to restore it"),
    "link-removed-absent.found": (
        "要求删除的连接 {one} — {other} 本不存在",
        "link {one} - {other}, to be removed, was not there",
    ),
    "link-removed-absent.expected": ("删除已有的连接", "the removal of a link that exists"),
    "link-removed-absent.remedy": (
        "无需处理；强制连接也不会使用这一对",
        "nothing; it is not used as a forced link either",
    ),
    "link-forced.found": (
        "{one} 与 {other} 之间为强制连接，步行 {walk}",
        "{one} and {other} are joined by a forced link, walk {walk}",
    ),
    "link-forced.expected": ("相邻小区之间有较短的步行连接", "a short walk between neighbours"),
    "link-forced.remedy": (
        "为使街道连通而加；可人工增删连接或补充通道",
        "made so that the sub-district is connected; add or remove links, or add a crossing",
    ),
    "link-forced-over-barrier.found": (
        "{one} 与 {other} 之间为跨越屏障的强制连接，步行 {walk}（未计绕行）",
        "{one} and {other} are joined by a forced link over a barrier, walk {walk} without the way round",
    ),
    "link-forced-over-barrier.expected": ("跨屏障处有桥、地道或门", "a bridge, an underpass or a gate"),
    "link-forced-over-barrier.remedy": (
        "使用时按例外计价；请补充通道或人工连接",
        "its use is a priced exception; add the crossing or a link of your own",
    ),
    "links-apart.found": (
        "删除连接后仍有 {count} 个互不相连的部分，没有其他可用的连接",
        "after the removals {count} parts stay apart and no other link can join them",
    ),
    "links-apart.expected": ("街道内小区连成一片", "the estates of a sub-district are connected"),
    "links-apart.remedy": ("请恢复部分删除的连接", "restore some of the removed links"),
}
