"""Barriers taken from a road extract: what cuts, what leads over or under it, what the quiet map shows."""

from __future__ import annotations

from typing import Literal

from geo.policy.settings import Section, setting

CuttingKind = Literal["river", "railway", "arterial", "expressway"]
ArterialClass = Literal["primary", "primary_link", "secondary", "secondary_link", "tertiary"]


class RoadBarrierPolicy(Section):
    """Which things of a road extract part neighbours, and what counts as a way across."""

    enabled: bool = setting(True, zh="由路网推得屏障", en="take barriers from the roads", source="design rule")
    kinds: tuple[CuttingKind, ...] = setting(
        ("river", "railway", "arterial", "expressway"),
        zh="作为屏障的类型",
        en="kinds that cut",
        source="S1: regions are not drawn across main roads, railways and rivers",
    )
    arterial_classes: tuple[ArterialClass, ...] = setting(
        ("primary",), zh="视为主干路的道路等级", en="road classes that cut as arterials"
    )
    elevated_cuts: bool = setting(
        False, zh="高架道路与高架铁路也作为屏障", en="elevated roads and railways cut too (people walk below them)"
    )
    junctions_cross: bool = setting(
        True,
        zh="两侧均有街道的主干路路口可过街",
        en="junctions of an arterial with streets on both sides are crossings",
    )
    least_water_m2: float = setting(
        5_000.0, zh="作为屏障的最小水面", en="least water surface that cuts", unit="㎡", ge=0
    )
