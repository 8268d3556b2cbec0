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
        "在限定的搜索量内没有找到全部在容差内的方案（尚未证明不存在）；给出的方案有 {outside} 个片区超出容差，最多偏离均值 {worst}，违反规则 {broken} 处。请延长时间、放宽容差或减少规则",
        "no plan with all regions within tolerance and all rules kept was found within the limits (not proved impossible); in the plan given {outside} regions are outside, by {worst} of the mean at most, and rules are broken in {broken} places. Give more time, widen the tolerance or drop rules",
    ),
    "pool.limit": (
        "{name} 是 {found}；应为大于 0 的数，或不给出",
        "{name} is {found}; a number above 0 was expected, or none",
    ),
    "pool.lock-twice": (
        "单元 {unit} 同时锁定到片区 {first} 和 {second}；请只保留一个",
        "unit {unit} is locked to region {first} and to {second}; keep one of the two",
    ),
    "pool.pairs": (
        "{name} 中有不能用的一对：{found}；第一个数应为 0 到 {first}，第二个应为 0 到 {second}",
        "{name} holds pairs that cannot be used: {found}; the first number must be 0 to {first}, the second 0 to {second}",
    ),
    "pool.centres": (
        "{name} 中有不能用的单元：{found}；应为 0 到 {last} 的序号，或每个单元一个真假值",
        "{name} holds what is no unit: {found}; numbers from 0 to {last} were expected, or true or false for each unit",
    ),
    "pool.centres-unused": (
        "目标 {objective} 不以单元为中心，不能指定或禁止中心；请用 hess",
        "the objective {objective} has no units as centres, so none can be forced or forbidden; use hess",
    ),
    "pool.too-few-groups": (
        "要分成 {regions} 个片区，但按同区规则只剩 {groups} 组单元；请减少片区或放开规则",
        "{regions} regions are asked for but the rules leave only {groups} groups of units; ask for fewer or drop rules",
    ),
    "pool.apart-together": (
        "单元 {units} 既要分开又要同区（直接或经由其他规则）；请删去其一",
        "units {units} must be apart and also together, directly or through other rules; drop one of the two",
    ),
    "pool.locks-clash": (
        "单元 {units} 必须同区，却锁定到不同片区 {regions}；请删去其一",
        "units {units} must share a region but are locked to regions {regions}; drop one of these rules",
    ),
    "pool.group-apart": (
        "单元 {units} 必须同区，但在相邻关系图的不同块中；请补充相邻关系或删去规则",
        "units {units} must share a region but lie in different parts of the graph; add edges or drop the rule",
    ),
    "pool.group-too-large": (
        "单元 {units} 必须同区，合计 {load} 超过片区上限 {high}（第 {activity} 项活动量）；请删去规则、减少片区或放宽容差",
        "units {units} must share a region but carry {load} together, above a region's limit of {high} (activity {activity}); drop rules, ask for fewer regions or widen the tolerance",
    ),
    "pool.centre-both": (
        "单元 {units} 既被指定又被禁止为中心；请删去其一",
        "units {units} are forced and also forbidden as centres; drop one of the two",
    ),
    "pool.centres-together": (
        "单元 {units} 都被指定为中心，却必须同区；一个片区只有一个中心，请删去规则",
        "units {units} are forced as centres and must share a region; a region has one centre, so drop a rule",
    ),
    "pool.too-many-bound": (
        "锁定和指定的中心合起来需要 {bound} 个片区，但只要 {regions} 个；请删去规则或增加片区",
        "locks and forced centres need {bound} regions together but {regions} are asked for; drop rules or ask for more",
    ),
    "pool.too-few-centres": (
        "只有 {able} 个单元可作中心，但要 {regions} 个片区；请少禁止一些",
        "only {able} units may be centres but {regions} regions are asked for; forbid fewer",
    ),
    "pool.refused": (
        "独立检查未通过求解器的答案：{faults}。请报告此问题",
        "the independent checker refused the solver's answer: {faults}. Please report this",
    ),
}
