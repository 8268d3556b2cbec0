"""Words of the regions of one pool: what cannot be read, what cannot be cut, and why."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "pool.length": (
        "{name} 的长度或形状是 {found}；应为 {expected}",
        "{name} has length or shape {found}; {expected} was expected",
    ),
    "pool.values": (
        "{name} 中有不能用的值（序号: 值）：{found}。坐标应为有限数，其余应为非负的有限数",
        "{name} holds values that cannot be used (position: value): {found}; coordinates must be finite, all else finite and 0 or more",
    ),
    "pool.regions": (
        "片区数量是 {found}；应为不小于 1 的整数",
        "the number of regions is {found}; a whole number of 1 or more was expected",
    ),
    "pool.border-price": (
        "边界价格是 {found}；应为不小于 0 的有限数",
        "the price of border length is {found}; a finite number of 0 or more was expected",
    ),
    "pool.tolerance": (
        "容差是 {found}；应为一个不小于 0 的数，或每项活动量各一个（共 {expected} 个）",
        "the tolerance is {found}; one number of 0 or more was expected, or one for each of the {expected} activities",
    ),
    "pool.edges": (
        "相邻关系中有不能用的单元对：{found}；应为两个不同的序号，0 到 {last}",
        "the edges hold pairs that cannot be used: {found}; two different numbers from 0 to {last} were expected",
    ),
    "pool.too-few-units": (
        "要分成 {regions} 个片区，但只有 {units} 个单元；请减少片区数量",
        "{regions} regions are asked for but there are only {units} units; ask for fewer",
    ),
    "pool.unit-too-large": (
        "单元 {units} 的活动量（第 {activity} 项）超过片区上限 {high}；请拆分单元、减少片区或放宽容差",
        "units {units} exceed a region's limit of {high} by themselves (activity {activity}); split them, ask for fewer regions or widen the tolerance",
    ),
    "pool.part": (
        "相邻关系图分成 {parts} 块；含单元 {units} 的块无法切成容差内的整数个片区。请补充相邻关系、改变片区数量或放宽容差",
        "the graph has {parts} parts; those with units {units} cannot be cut into whole regions within tolerance. Add edges, change the number of regions or widen the tolerance",
    ),
    "pool.parts": (
        "相邻关系图分成 {parts} 块，合起来只能切成 {fewest} 到 {most} 个容差内的片区，而不是 {regions} 个。请补充相邻关系、改变片区数量或放宽容差",
        "the {parts} parts of the graph can hold {fewest} to {most} regions within tolerance together, not {regions}. Add edges, change the number of regions or widen the tolerance",
    ),
    "pool.proved-none": (
        "已证明：没有把这些单元切成 {regions} 个相连且在容差内的片区的方案。请放宽容差或改变片区数量",
        "proved: the units cannot be cut into {regions} connected regions within tolerance. Widen the tolerance or change the number of regions",
    ),
    "pool.none-found": (
        "在限定的搜索量内没有找到全部在容差内的方案（尚未证明不存在）；给出的方案有 {outside} 个片区超出容差，最多偏离均值 {worst}。请延长时间或放宽容差",
        "no plan with all regions within tolerance was found within the limits (not proved impossible); in the plan given {outside} regions are outside, by {worst} of the mean at most. Give more time or widen the tolerance",
    ),
    "pool.refused": (
        "独立检查未通过求解器的答案：{faults}。请报告此问题",
        "the independent checker refused the solver's answer: {faults}. Please report this",
    ),
}
