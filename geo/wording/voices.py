"""Words of what residents say where it drives the account and the order of entry."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "budget-satisfaction.found": (
        "{estates}/{of} 个小区的成熟收缴率随满意率({years} 年)而变，中值 {lowest} 至 {highest}；{clipped} 个被截到 0 或 1，"
        "{by_ledger} 个台账已更高而不变；另有 {without_n} 个小区只有无样本量的数，未采用",
        "the mature collection of {estates} of {of} estates follows their satisfaction ({years}), {lowest} to {highest} in the "
        "middle case; {clipped} held to 0 or 1, {by_ledger} left as the ledger has more; {without_n} estates have figures "
        "without n alone, which are not used",
    ),
    "budget-satisfaction.nothing": (
        "已设定收缴率随满意率而变，但 {of} 个小区都没有带样本量的满意率({without_n} 个只有无样本量的数)，收缴率仍按假设",
        "the collection is set to follow satisfaction, yet none of {of} estates has a rate with n ({without_n} have figures "
        "without n alone); the guess stands everywhere",
    ),
    "budget-satisfaction.expected": ("带样本量(n)的满意率", "rates of satisfaction with a sample size (n)"),
    "budget-satisfaction.remedy": (
        "其余小区按假设的收缴率；要改请用 geo surveys 读入调查，或设 budget.satisfaction",
        "the other estates keep the guess; read surveys with geo surveys, or change budget.satisfaction",
    ),
    "rollout.why.orders": (
        "{held}；每户工单为均值的 {times} 倍(已收缩)，按 {weight} 计入先后",
        "{held}; orders a household {times} times the mean (shrunken), counted by {weight} in the order",
    ),
    "rollout-no-orders.found": (
        "已设定投诉工单按 {weight} 计入进驻先后，但方案中没有这些小区的工单，先后仍按原需要",
        "orders are set to count by {weight} in the order of entry, yet the plan has no order of its estates; the need of "
        "today stands",
    ),
    "rollout-no-orders.expected": ("按小区统计的工单", "orders counted by estate"),
    "rollout-no-orders.remedy": (
        "请先用 geo surveys --orders 读入工单，或把 rollout.need.orders 设为 0",
        "read orders with geo surveys --orders first, or set rollout.need.orders to 0",
    ),
}
