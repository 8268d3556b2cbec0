"""Words of travel along the roads: detours, barriers taken from roads, what lies too far from a street."""

CATALOGUE: dict[str, tuple[str, str]] = {
    "roads-detour.found": (
        "按路网抽样{pairs}对地点拟合的绕行系数为{factor}（十分位{low}至九十分位{high}；规则中为{stated}）",
        "the detour factor fitted from {pairs} pairs of places on the roads is {factor} (tenth {low}, ninetieth {high} of a"
        " hundred; {stated} in the settings)",
    ),
    "roads-detour.remedy": (
        "路网未覆盖处的直线距离按此系数折算",
        "straight lines are lengthened by it where no road leads",
    ),
}
