"""A small plan for the tests of rounds, and settings that keep them quick."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from geo.plan import Plan
from tests.plans import small_plan

QUICK: dict[str, Any] = {"rounds.visits_searched": 400}


def town(settings: dict[str, Any] | None = None, *, estates: int = 12) -> Plan:
    plan = small_plan(estates=estates)
    return replace(plan, policy=plan.policy.with_settings(QUICK | (settings or {})))
