"""How much work a plan spends on saying why."""

from __future__ import annotations

from typing import Literal

from geo.policy.settings import Section, setting


class ExplainPolicy(Section):
    """The prices of rules: how they are found, and by which steps rules are eased."""

    rule_prices: Literal["none", "search", "solve"] = setting(
        "search",
        zh="规则代价：不算、短搜索(至少)、逐条重解(上下限)",
        en="prices of rules: none, by a short search (at least), or solved anew (at least and at most)",
        source="design rule",
    )
    search_moves: int = setting(
        20_000,
        zh="每条规则的短搜索移动次数",
        en="moves of the short search, each rule",
        source="measured: docs/why.md",
        ge=0,
    )
    seconds_per_rule: float = setting(
        10.0, zh="重解时每条规则每街道最长用时", en="longest time a rule and sub-district, solved anew", unit="秒", gt=0
    )
    step_share: float = setting(0.10, zh="面积与户数放宽一步", en="one step of areas and capacities", gt=0, lt=1)
    step_m: float = setting(100.0, zh="步行距离放宽一步", en="one step of a walk", unit="m", gt=0)
