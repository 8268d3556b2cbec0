"""What a run returns: the plan, its tables and its proof.

A plan is data only. Saving and loading are in `geo.io.store`, drawing in `geo.maps`, measures in `geo.measures`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from typing import Any

import pandas as pd

from geo.policy import Policy
from geo.schema import PLAN_TABLES, TABLES
from geo.wording import Language, text

FORMAT = 1


class Status(StrEnum):
    """How good a solution is known to be."""

    OPTIMAL = "optimal"
    GAP = "gap"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"


@dataclass(frozen=True, slots=True)
class Proof:
    """Value and proved lower bound of a minimised score, in yuan-equivalents a month.

    `bound` is ``-inf`` where none is known; `floor` is the part of the score that no plan can avoid.
    """

    status: Status
    value: float
    bound: float
    floor: float = 0.0
    stopped_by: str = ""

    @property
    def gap(self) -> float | None:
        """(value - bound) / |value|; None where infeasible or without a bound."""
        if self.status is Status.INFEASIBLE or not math.isfinite(self.bound):
            return None
        if self.value == 0:
            return 0.0
        return max(0.0, (self.value - self.bound) / abs(self.value))

    @property
    def gap_cny_month(self) -> float | None:
        """The gap in yuan-equivalents a month."""
        return None if self.gap is None else max(0.0, self.value - self.bound)

    @property
    def gap_controllable(self) -> float | None:
        """The gap against the part of the score that a plan can change; None like `gap`."""
        if self.gap_cny_month is None:
            return None
        controllable = self.value - self.floor
        return self.gap_cny_month / controllable if controllable > 0 else 0.0

    def in_words(self, lang: Language | None = None) -> str:
        """Say the proof in plain words: 已证明最优 / 距最优不超过 0.3%（每月约 1200 元）."""
        if self.status is Status.GAP and self.gap is not None:
            digits = f"{self.gap:.1%}" if self.gap >= 0.0005 else f"{self.gap:.3%}"
            return text("proof.gap", lang, gap=digits, cny=f"{self.gap_cny_month:,.0f}")
        return text(f"proof.{self.status.value}", lang)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan of regions, stations, groups and offices for every eligible estate, with its proof.

    Attributes
    ----------
    tables : by the names of `geo.schema.PLAN_TABLES`; ids are columns, shapes in EPSG:4326.
    policy : the settings it was made with.
    facts : the summary's numbers (`summary()` copies them); see docs/outputs.md for each key and unit.
    record : inputs with sha256, seed, versions; written to record.json.
    """

    tables: dict[str, pd.DataFrame]
    policy: Policy = field(default_factory=Policy)
    facts: dict[str, Any] = field(default_factory=dict)
    record: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Give every declared table a place, empty where the run made none, and conform the others."""
        for declared in PLAN_TABLES:
            given = self.tables.get(declared.name)
            self.tables[declared.name] = declared.empty() if given is None else declared.conform(given)

    def __getattr__(self, name: str) -> pd.DataFrame:
        """Return a table by its name, as in ``plan.regions``."""
        if name in TABLES:
            return self.tables[name]
        raise AttributeError(name)

    def summary(self) -> dict[str, Any]:
        """Return the numbers of summary.json."""
        return dict(self.facts)

    @property
    def status(self) -> Status:
        """The weakest status among the sub-districts; optimal where there is nothing to plan."""
        order = [Status.INFEASIBLE, Status.FEASIBLE, Status.GAP]
        found = set(self.tables["solutions"]["status"])
        return next((status for status in order if status.value in found), Status.OPTIMAL)

    def explore(self) -> Any:  # noqa: ANN401  a folium map; this room may not import maps
        """Return the plan as an interactive map; in a notebook it shows itself."""
        return import_module("geo.maps").explore(self)
