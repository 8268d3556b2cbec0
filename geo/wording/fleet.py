"""Words of the solver of rounds."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "fleet.unsound": (
        "班组排程的数据自相矛盾，无法求解：{found}。时间、数量不能为负，地点、班组类型和星期须存在",
        "the data of the week contradict themselves and cannot be solved: {found}; times and amounts are 0 or more, "
        "and locations, kinds of crew and days must exist",
    ),
    "fleet.refused": (
        "求解器给出的排程未通过独立校验：{found}。请把输入文件一并反馈，勿使用这份排程",
        "the independent checker refused the solver's week: {found}; please report it with the input, and do not use "
        "this week",
    ),
    "fleet.progress": ("排班组一周行程", "the crews' week"),
}
