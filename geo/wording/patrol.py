"""Words of the street patrol."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "patrol.unreachable": (
        "这些路段从出发点走不到：{streets}；应在同一路网内，请补全路网或去掉这些路段",
        "no way leads from the depot to these streets: {streets}; they must be in one network, mend it or leave them out",
    ),
    "patrol.too_long": (
        "这些路段单独一趟也超过上限：{streets}；请放宽每趟长度或容量",
        "these streets are too much for one walk by themselves: {streets}; allow longer walks or more capacity",
    ),
    "patrol-cut-off.found": (
        "{regions}个片区有街道与服务站所在路网不相连，共{metres}米未排巡查：{named}",
        "in {regions} regions streets do not hang together with the station's, {metres} m are in no round: {named}",
    ),
    "patrol-cut-off.expected": (
        "片区街道与服务站在同一步行路网",
        "streets of a region and its station in one network on foot",
    ),
    "patrol-cut-off.remedy": (
        "补上缺失的通路或桥，或调大 patrol.margin_m、roads.join_m",
        "add the missing way or bridge, or raise patrol.margin_m or roads.join_m",
    ),
    "patrol-too-far.found": (
        "{regions}个片区有街道单独往返也超过每趟上限，共{metres}米未排巡查：{named}",
        "in {regions} regions a street alone is more than a round, {metres} m are in no round: {named}",
    ),
    "patrol-too-far.expected": ("往返在每趟时长之内", "there and back within the hours of a round"),
    "patrol-too-far.remedy": (
        "调大 patrol.hours_round 或 patrol.speed_kmh",
        "raise patrol.hours_round or patrol.speed_kmh",
    ),
    "patrol-no-station.found": (
        "{regions}个片区的服务站附近没有可步行的道路，未排街面巡查：{named}",
        "in {regions} regions no street on foot is near the station, there is no patrol: {named}",
    ),
    "patrol-no-station.expected": (
        "服务站在 roads.max_snap_m 内有道路",
        "a street within roads.max_snap_m of the station",
    ),
    "patrol-no-station.remedy": (
        "核对服务站位置与路网坐标，或调大 roads.max_snap_m",
        "check the station's place and the datum of the roads, or raise roads.max_snap_m",
    ),
    "patrol-no-street.found": (
        "{regions}个片区内没有需巡查的街道：{named}",
        "{regions} regions have no street to patrol: {named}",
    ),
    "patrol-no-street.expected": (
        "片区内有 patrol.classes 所列等级的街道",
        "streets of patrol.classes inside the region",
    ),
    "patrol-no-street.remedy": (
        "如应有街道，请核对路网范围与 patrol.classes",
        "if there should be some, check what the roads cover and patrol.classes",
    ),
    "progress.patrols": ("街面巡查", "street patrols"),
}
