"""Closed management 封闭化管理: which edges need no fence, which gates stay, and what closing in one night takes.

The prices of fence and gates stand with the account's (section ``budget``), so that they have a low and a high value.
"""

from __future__ import annotations

from typing import Literal

from geo.policy.settings import Section, setting

EdgeKind = Literal["river", "railway", "arterial", "expressway", "wall"]
CarryOut = Literal["none", "paying", "all"]


class EnclosurePolicy(Section):
    """What closing an estate or a group means: fence, gates kept, exits, and when it pays."""

    carry_out: CarryOut = setting(
        "none",
        zh="计入三点账的封闭改造: 不计、回本的、全部",
        en="works that the account carries out: none, those that pay, all",
        source="design rule",
    )
    within_months: int = setting(
        60, zh="回本期限", en="months within which works must pay back to count as paying", unit="月", ge=1, le=600
    )
    gates_least: int = setting(
        1, zh="最少保留有人值守出入口", en="fewest staffed gates kept, for vehicles and people", unit="个", ge=1, le=50
    )
    households_gate: float = setting(
        1_500.0, zh="每个保留出入口户数", en="households a staffed gate serves at most", unit="户", gt=0
    )
    fire_exits: int = setting(
        1, zh="另留消防应急出口(常闭、无人值守)", en="further exits kept shut, opened from inside, not staffed", unit="个", ge=0, le=20,
        source="assumption: with the gate two ways out, as GB 50180-2018 asks of a residential block (known, not retrieved)",
    )  # fmt: skip
    gate_width_m: float = setting(6.0, zh="出入口宽度", en="width of a gate", unit="m", gt=0, le=30)
    edges: tuple[EdgeKind, ...] = setting(
        ("river", "railway", "expressway", "wall"),
        zh="可当围墙的屏障",
        en="barriers along which no fence is needed; streets are none",
    )
    edge_m: float = setting(
        20.0, zh="视为沿屏障的距离", en="an edge this near to such a barrier runs along it", unit="m", ge=0, le=100
    )
    partly_walled: float = setting(
        0.5, zh="半封闭小区已有围墙占比", en="share of its edge that a partly closed estate has walled", ge=0, le=1
    )
    tonight_people_gate: int = setting(
        2, zh="今晚封闭每班每门人数", en="people at a gate each shift, if closed tonight", unit="人", ge=1, le=20
    )
    tonight_shifts: int = setting(3, zh="今晚封闭每日班次", en="shifts a day, if closed tonight", unit="班", ge=1, le=6)
    tonight_gates_least: int = setting(
        1, zh="今晚封闭最少保留出入口", en="fewest gates left open, if closed tonight", unit="个", ge=1, le=50
    )
    tonight_households_gate: float = setting(
        3_000.0, zh="今晚封闭每个出入口户数", en="households through a gate, if closed tonight", unit="户", gt=0
    )
