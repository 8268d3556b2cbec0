"""Words of the measures of access."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "access.no_stations": (
        "方案里没有服务站或归属，无从计算可达性；先运行 geo plan",
        "the plan has no stations or no assigned estates, so there is no access to measure; run geo plan first",
    ),
    "access.stage": ("计算可达性", "measuring access"),
    "access.head": ("可达性", "access"),
    "access.before": ("之前", "before"),
    "access.now": ("本方案", "this plan"),
    "access.roads": ("步行沿道路", "walks along the roads"),
    "access.straight": ("步行按直线折算", "walks are straight lines times the detour factor"),
    "reports.access.note": (
        "站房按 {norm} ㎡/百户衡量；面积不明的站按应有面积计（假设）。多数联系靠电话，维修到门时间与步行并列。",
        "Room is held against {norm} m² per 100 households; stations of unknown room count with what they need (assumption). "
        "Most contact is by telephone: minutes of repair stand beside the walk.",
    ),
}
