"""Words about coordinates, places, renames and shapes."""

from __future__ import annotations

CATALOGUE: dict[str, tuple[str, str]] = {
    "datum.unknown_code": (
        "EPSG:{code} 不是已知的坐标系代号；请写 wgs84、gcj02、bd09 或如 EPSG:4549 的代号",
        "EPSG:{code} is not a known CRS; give wgs84, gcj02, bd09 or a code such as EPSG:4549",
    ),
    "datum.by.vote": ("按点位投票判定", "decided by the vote of its points"),
    "datum.by.file": (
        "点数不足，随同一文件其余各表的投票",
        "too few points of its own, so by the vote of the whole file",
    ),
    "datum.by.hint": ("投票不能分辨，按表头或文件的说明", "the vote cannot tell, so as the heading or the file says"),
    "datum.by.stated": ("按用户指定", "as stated by the user"),
    "datum.by.nothing": ("未能判定", "not decided"),
    "datum-decided.found": (
        "坐标系为 {source}（{by}）：{rows} 行、{points} 个不同点位，得票 {votes}",
        "coordinates are in {source} ({by}): {rows} rows, {points} distinct points, votes {votes}",
    ),
    "datum-decided.expected": ("WGS-84；已换算", "WGS-84; converted"),
    "datum-decided.remedy": (
        "如不符，请用 --datum 指定后重新运行",
        "if this is wrong, state it with --datum and run again",
    ),
    "datum-undecided.found": (
        "无法判定坐标系：{rows} 行、{points} 个不同点位，得票 {votes}",
        "the datum cannot be told: {rows} rows, {points} distinct points, votes {votes}",
    ),
    "datum-undecided.expected": (
        "WGS-84、GCJ-02 或 BD-09 之一；暂按 WGS-84 处理，可能偏差 500-1200 米",
        "one of WGS-84, GCJ-02, BD-09; taken as WGS-84, which may be off by 500-1,200 m",
    ),
    "datum-undecided.remedy": (
        "请用 --boundaries 提供街道或区边界、用 --places 提供已知地点，或用 --datum 指定坐标系",
        "give outlines with --boundaries or known places with --places, or state the datum with --datum",
    ),
    "projection-undecided.found": (
        "坐标是米制，但无法判定投影：{rows} 行，得票 {votes}",
        "the coordinates are metres, but of which projection cannot be told: {rows} rows, votes {votes}",
    ),
    "projection-undecided.expected": (
        "如 EPSG:4549（3 度带，中央经线 120°）；这些行暂无位置",
        "such as EPSG:4549 (3-degree zone of 120°E); these rows have no place for now",
    ),
    "projection-undecided.remedy": ("请用 --datum EPSG:代号 指定", "state it with --datum EPSG:N"),
    "datum-stated-contradicted.found": (
        "用户指定坐标系 {source}，但点位投票为 {voted}：{points} 个不同点位，得票 {votes}",
        "the user states {source}, but the points vote for {voted}: {points} distinct points, votes {votes}",
    ),
    "datum-stated-contradicted.expected": (
        "指定与点位一致；已按指定换算",
        "a statement that the points agree with; converted as stated",
    ),
    "datum-stated-contradicted.remedy": ("请核对 --datum", "check --datum"),
    "datum-hint-contradicted.found": (
        "表头写明 {hint}，但点位投票为 {source}（得票 {votes}）",
        "the heading says {hint}, but the points vote for {source} (votes {votes})",
    ),
    "datum-hint-contradicted.expected": (
        "表头与坐标一致；已按投票换算",
        "heading and numbers that agree; converted as voted",
    ),
    "datum-hint-contradicted.remedy": (
        "请核对坐标来源，必要时用 --datum 指定",
        "check where the coordinates come from; state it with --datum if needed",
    ),
    "datum-mixed.found": (
        "该表坐标系不一，这一部分（{rows} 行）按 {source} 处理；切分处有 {doubtful} 行也可能属于另一部分",
        "the sheet holds several datums; this part ({rows} rows) is taken as {source}; {doubtful} rows at the cut may "
        "belong to the other part",
    ),
    "datum-mixed.expected": ("一张表一种坐标系", "one datum a sheet"),
    "datum-mixed.remedy": (
        "请按来源拆成不同的表，或加一列“坐标来源”后重新运行",
        "split the sheet by source, or add a column 坐标来源 (coordinates from), and run again",
    ),
    "coordinates-swapped.found": (
        "{count} 行的两个坐标写反了（纬度或北坐标在前），已对调",
        "{count} rows have their coordinates exchanged (latitude or northing first); put in order",
    ),
    "coordinates-swapped.expected": (
        "先经度后纬度，或先东坐标后北坐标",
        "longitude, then latitude; easting, then northing",
    ),
    "coordinates-swapped.remedy": ("请核对修复记录", "check the repairs"),
    "coordinate-unusable.half": ("只有一个坐标：{pair}", "only one coordinate: {pair}"),
    "coordinate-unusable.infinite": ("坐标为无穷大：{pair}", "an infinite coordinate: {pair}"),
    "coordinate-unusable.null_island": ("坐标为 (0, 0)：{pair}", "the coordinates are (0, 0): {pair}"),
    "coordinate-unusable.out_of_range": ("坐标超出范围：{pair}", "coordinates out of range: {pair}"),
    "coordinate-unusable.expected": (
        "经度、纬度（度），或投影坐标（米）",
        "longitude and latitude in degrees, or projected metres",
    ),
    "coordinate-unusable.remedy": (
        "请更正，或用 --places 提供该小区的位置；否则列入待定位",
        "mend it, or give the estate's place with --places; else it goes to the list to locate",
    ),
    "place-stray.found": (
        "{name} 的位置 {lon:.5f},{lat:.5f} 离同街道其他小区约 {km:,.0f} 公里，不可能，位置未采用",
        "the place of {name}, {lon:.5f},{lat:.5f}, is about {km:,.0f} km from the others of its sub-district; it cannot "
        "be right and is not used",
    ),
    "place-stray.expected": ("同街道小区附近的位置", "a place near the other estates of the sub-district"),
    "place-stray.remedy": (
        "请核对坐标的数字；改正之前列入待定位",
        "check the digits of its coordinates; until then it is on the list to locate",
    ),
    "place-nameless.found": (
        "位置表有 {count} 行没有名称，未使用",
        "{count} rows of places have no name and are not used",
    ),
    "place-nameless.expected": ("每行一个小区或社区名称", "the name of an estate or a community in each row"),
    "place-nameless.remedy": ("请补名称", "add the names"),
    "place-ambiguous.found": (
        "位置表中 {name} 对应多处：{places}；未采用",
        "{name} stands for several places: {places}; not joined",
    ),
    "place-ambiguous.expected": ("同一街道内名称唯一", "one place of that name in the sub-district"),
    "place-ambiguous.remedy": (
        "请在位置表中注明街道、社区，或直接填写坐标",
        "add sub-district and community to the places, or give coordinates",
    ),
    "place-elsewhere.found": (
        "位置表中 {name} 只在别的街道：{places}；未采用",
        "{name} is among the places only in another sub-district: {places}; not joined",
    ),
    "place-elsewhere.expected": ("同名且同街道的位置", "a place of that name in the same sub-district"),
    "place-elsewhere.remedy": (
        "如确为同一小区，请统一街道名称（--renames），或直接填写坐标",
        "if it is the same estate, make the sub-districts agree (--renames), or give coordinates",
    ),
    "place-community.found": (
        "没有位置，暂放在社区中心（{community}），位置待核",
        "no place known; put into the centre of {community}, to be checked",
    ),
    "place-community.expected": ("小区自己的位置", "a place of the estate's own"),
    "place-community.remedy": (
        "请补坐标；在此之前参与规划，但不计入步行指标",
        "add its coordinates; until then it is planned but left out of walk claims",
    ),
    "place-shared.found": (
        "{count} 个小区共用一个点位 {lon},{lat}：{names}",
        "{count} estates share the point {lon},{lat}: {names}",
    ),
    "place-shared.expected": (
        "每个小区自己的位置；共用的点只代表片区",
        "a place for each estate; a shared point is that of an area",
    ),
    "place-shared.remedy": (
        "请补各小区坐标；在此之前不计入步行指标",
        "add each estate's coordinates; until then they are left out of walk claims",
    ),
    "rename-split.found": (
        "{name} 已拆分为 {names}，{count} 行的社区不足以判断归属，名称未改",
        "{name} was split into {names}; the community of {count} rows does not say which, so the name stays",
    ),
    "rename-split.expected": ("更名对照中有该社区的一行", "a line for that community in the table of renames"),
    "rename-split.remedy": (
        "请在更名对照中按社区补充，或直接改街道",
        "add lines by community to the table, or correct the sub-district",
    ),
    "crs-missing.found": (
        "文件没有坐标系信息，按数值取 {taken}",
        "the file names no CRS; by its numbers it is taken as {taken}",
    ),
    "crs-missing.expected": (
        "带 .prj 的 shapefile，或写明坐标系的文件",
        "a file that names its CRS (a shapefile with its .prj)",
    ),
    "crs-missing.remedy": ("请补 .prj 后重新运行，或核对位置", "add the .prj and run again, or check the places"),
    "crs-missing-unplaced.found": (
        "文件没有坐标系信息，米制坐标无法判定投影（得票 {taken}）",
        "the file names no CRS and the projection of its metres cannot be told (votes {taken})",
    ),
    "crs-missing-unplaced.expected": ("写明坐标系的文件", "a file that names its CRS"),
    "crs-missing-unplaced.remedy": ("请补 .prj 后重新运行", "add the .prj and run again"),
    "crs-degrees-as-metres.found": (
        "文件写明坐标系 {stated}（米），但数值是经纬度，按 {taken} 读取",
        "the file says {stated} (metres), but the numbers are degrees; read as {taken}",
    ),
    "crs-degrees-as-metres.expected": ("坐标系与数值一致", "a CRS that fits the numbers"),
    "crs-degrees-as-metres.remedy": ("请更正文件的坐标系", "correct the file's CRS"),
    "crs-metres-as-degrees.found": (
        "文件写明坐标系 {stated}（度），但数值是米，按 {taken} 读取",
        "the file says {stated} (degrees), but the numbers are metres; read as {taken}",
    ),
    "crs-metres-as-degrees.expected": ("坐标系与数值一致", "a CRS that fits the numbers"),
    "crs-metres-as-degrees.remedy": ("请更正文件的坐标系", "correct the file's CRS"),
    "crs-metres-as-degrees-unplaced.found": (
        "文件写明坐标系 {stated}（度），但数值是米，且无法判定投影（得票 {taken}）",
        "the file says {stated} (degrees), but the numbers are metres of a projection that cannot be told (votes {taken})",
    ),
    "crs-metres-as-degrees-unplaced.expected": ("坐标系与数值一致", "a CRS that fits the numbers"),
    "crs-metres-as-degrees-unplaced.remedy": ("请更正文件的坐标系", "correct the file's CRS"),
    "geometry-unusable.empty": ("图形为空", "the shape is empty"),
    "geometry-unusable.not_finite": ("图形坐标含 NaN 或无穷大", "the shape has coordinates that are NaN or infinite"),
    "geometry-unusable.range": ("图形坐标超出经纬度范围或为 (0, 0)", "the shape lies out of range or at (0, 0)"),
    "geometry-unusable.expected": ("经纬度范围内的点或面", "a point or a polygon in degrees"),
    "geometry-unusable.remedy": (
        "请更正图形；否则列入待定位",
        "mend the shape; else the estate goes to the list to locate",
    ),
    "geometry-flattened.found": (
        "{count} 个图形带高程，已去除（如 {name}）",
        "{count} shapes have heights, dropped (e.g. {name})",
    ),
    "geometry-flattened.expected": ("二维图形", "flat shapes"),
    "geometry-flattened.remedy": ("无需处理", "nothing to do"),
    "geometry-closed.found": (
        "{count} 个小区画成闭合线，已转为面（如 {name}）",
        "{count} estates are closed lines, turned into polygons (e.g. {name})",
    ),
    "geometry-closed.expected": ("点或面", "points or polygons"),
    "geometry-closed.remedy": ("请核对范围", "check the outlines"),
    "geometry-made-valid.found": (
        "{count} 个图形自相交或不合规，已修复（如 {name}）",
        "{count} shapes cross themselves or are not valid, mended (e.g. {name})",
    ),
    "geometry-made-valid.expected": ("不自相交的面", "polygons that do not cross themselves"),
    "geometry-made-valid.remedy": ("请核对修复后的范围", "check the mended outlines"),
    "geometry-uncollected.found": (
        "{count} 个图形混合了点、线、面，只保留面（如 {name}）",
        "{count} shapes mix points, lines and polygons; the polygons are kept (e.g. {name})",
    ),
    "geometry-uncollected.expected": ("点或面", "points or polygons"),
    "geometry-uncollected.remedy": ("请核对范围", "check the outlines"),
    "geometry-no-area.found": (
        "{count} 个图形没有面积，改用其中心点（如 {name}）",
        "{count} shapes have no area; their middle is used (e.g. {name})",
    ),
    "geometry-no-area.expected": ("点，或有面积的面", "points, or polygons with an area"),
    "geometry-no-area.remedy": ("请重画范围", "draw the outline again"),
    "geometry-many-vertices.found": ("图形有 {count} 个顶点", "the shape has {count} vertices"),
    "geometry-many-vertices.expected": (
        "小区范围一般不超过几百个顶点",
        "outlines of estates have some hundred vertices at most",
    ),
    "geometry-many-vertices.remedy": (
        "已原样使用；可先简化以加快绘图",
        "used as it is; simplify it to speed up drawing",
    ),
    "subdistrict-twice.found": (
        "边界文件中 {name} 有 {count} 个，已合并使用",
        "{count} outlines are called {name}; used together",
    ),
    "subdistrict-twice.expected": ("每个街道一个范围", "one outline a sub-district"),
    "subdistrict-twice.remedy": ("请核对边界文件", "check the outlines"),
    "subdistricts-overlap.found": (
        "{one} 与 {other} 的范围重叠 {hectares:.1f} 公顷",
        "the outlines of {one} and {other} overlap by {hectares:.1f} ha",
    ),
    "subdistricts-overlap.expected": ("街道范围互不重叠", "outlines that do not overlap"),
    "subdistricts-overlap.remedy": (
        "请更正边界文件；小区按台账所写街道规划",
        "correct the outlines; estates are planned by the sub-district they name",
    ),
    "subdistrict-empty.found": ("{count} 个街道没有小区：{names}", "{count} sub-districts have no estates: {names}"),
    "subdistrict-empty.expected": ("台账覆盖边界文件中的街道", "a ledger that covers the outlines"),
    "subdistrict-empty.remedy": ("如属正常，无需处理", "nothing to do if that is right"),
    "estate-outside.found": (
        "{name} 不在所称的 {claimed} 内，相距 {metres:.0f} 米，实际位于 {home}",
        "{name} is not in {claimed} as it says, but {metres:.0f} m away, in {home}",
    ),
    "estates-outside.found": (
        "{placed} 个有位置的小区中有 {count} 个不在所称的街道（区）内，多数相距约 {metres:,.0f} 米：{names}",
        "{count} of {placed} estates with a place are outside the outline they claim, by about {metres:,.0f} m: {names}",
    ),
    "estates-outside.expected": (
        "小区位于所属街道（区）内",
        "estates inside their sub-districts or districts",
    ),
    "estates-outside.remedy": (
        "多半是坐标系或边界文件整体有误：请用 --datum 指定坐标系，或换用正确的边界文件",
        "most likely the datum or the file of outlines is wrong as a whole: state the datum with --datum, or give the "
        "right outlines",
    ),
    "estate-outside.area": ("规划范围", "the area"),
    "estate-outside.nowhere": ("所有边界之外", "none of the outlines"),
    "estate-outside.expected": ("小区位于所属街道（区）内", "an estate inside its sub-district or district"),
    "estate-outside.remedy": (
        "请核对坐标、坐标系或所属街道",
        "check the coordinates, their datum, or the sub-district",
    ),
}
