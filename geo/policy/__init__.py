"""The policy: every setting of a run in one frozen object.

Read from TOML; partial files are allowed, unknown keys are refused with the nearest known one. Each default carries
its unit and its source or the word assumption; `Policy.to_toml` prints them as comments.
"""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ValidationError, model_validator
from pydantic.fields import FieldInfo

from geo.errors import PolicyError, UnreadableFileError
from geo.policy.access import AccessPolicy
from geo.policy.budget import BudgetPolicy
from geo.policy.doors import DoorPolicy
from geo.policy.enclosure import EnclosurePolicy
from geo.policy.explain import ExplainPolicy
from geo.policy.faults import faults_in_words
from geo.policy.isochrones import IsochronePolicy
from geo.policy.levels import FirmPolicy, GroupPolicy, OfficePolicy
from geo.policy.patrol import PatrolPolicy
from geo.policy.road_barriers import RoadBarrierPolicy
from geo.policy.roads import RoadPolicy
from geo.policy.rollout import RolloutPolicy
from geo.policy.rounds import RoundRole, RoundsPolicy
from geo.policy.sections import (
    EligibilityPolicy,
    FillInPolicy,
    LinkPolicy,
    PlacePolicy,
    PricePolicy,
    RegionPolicy,
    SolverPolicy,
    StationPolicy,
    TravelPolicy,
)
from geo.policy.settings import ASSUMPTION, Band, Guess, Limit, Section, setting
from geo.policy.shifts import ShiftPolicy
from geo.policy.staffing import Grade, StaffingPolicy, Wages
from geo.policy.surveys import SurveyPolicy
from geo.policy.sweep import SweepPolicy
from geo.wording import text


class Policy(Section):
    """All settings of a run. Frozen: a changed setting is a new object (`with_settings`)."""

    objective: Literal["travel", "cost"] = setting("cost", zh="目标", en="objective", source="design rule")
    invented: bool = setting(False, zh="数据为虚构示例", en="the data are an invented sample", source="design rule")
    eligibility: EligibilityPolicy = EligibilityPolicy()
    fill_in: FillInPolicy = FillInPolicy()
    place: PlacePolicy = PlacePolicy()
    links: LinkPolicy = LinkPolicy()
    regions: RegionPolicy = RegionPolicy()
    stations: StationPolicy = StationPolicy()
    groups: GroupPolicy = GroupPolicy()
    offices: OfficePolicy = OfficePolicy()
    firms: FirmPolicy = FirmPolicy()
    travel: TravelPolicy = TravelPolicy()
    roads: RoadPolicy = RoadPolicy()
    road_barriers: RoadBarrierPolicy = RoadBarrierPolicy()
    doors: DoorPolicy = DoorPolicy()
    isochrones: IsochronePolicy = IsochronePolicy()
    prices: PricePolicy = PricePolicy()
    staffing: StaffingPolicy = StaffingPolicy()
    shifts: ShiftPolicy = ShiftPolicy()
    patrol: PatrolPolicy = PatrolPolicy()
    budget: BudgetPolicy = BudgetPolicy()
    enclosure: EnclosurePolicy = EnclosurePolicy()
    rounds: RoundsPolicy = RoundsPolicy()
    solver: SolverPolicy = SolverPolicy()
    explain: ExplainPolicy = ExplainPolicy()
    sweep: SweepPolicy = SweepPolicy()
    rollout: RolloutPolicy = RolloutPolicy()
    surveys: SurveyPolicy = SurveyPolicy()
    access: AccessPolicy = AccessPolicy()

    @model_validator(mode="after")
    def _consistent(self) -> Policy:
        known = [grade.level for grade in self.staffing.grades]
        if self.staffing.grade not in known:
            raise ValueError(text("policy.no_grade", grade=self.staffing.grade, known=known))
        bounded = [band.activity for band in self.regions.activity_bands]
        if len(set(bounded)) < len(bounded):
            raise ValueError(text("policy.activity_twice", activities=", ".join(bounded)))
        if 0 < self.stations.maximum < self.stations.minimum:
            least, most = self.stations.minimum, self.stations.maximum
            raise ValueError(text("policy.station_range", least=least, most=most))
        return self

    @classmethod
    def from_toml(cls, path: str | Path) -> Self:
        """Read a policy file; what it leaves out keeps its default.

        Raises
        ------
        UnreadableFileError
            Where the file cannot be read or is not TOML.
        PolicyError
            Where a key is unknown (with the nearest known one) or a value is out of range; all faults at once.
        """
        path = Path(path)
        try:
            given = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise UnreadableFileError(text("policy.unreadable", path=path, reason=error)) from error
        except tomllib.TOMLDecodeError as error:
            raise UnreadableFileError(text("policy.not_toml", path=path, reason=error)) from error
        return cls.from_mapping(given, origin=str(path))

    @classmethod
    def from_mapping(cls, given: Mapping[str, Any], *, origin: str = "policy") -> Self:
        """Build a policy from nested settings; see `from_toml` for the errors."""
        try:
            return cls.model_validate(dict(given))
        except ValidationError as error:
            raise PolicyError(faults_in_words(error, origin, cls.known_keys())) from error

    def with_settings(self, changes: Mapping[str, Any]) -> Self:
        """Return a policy with some settings changed, named by dotted keys: ``{"stations.minimum": 2}``."""
        nested = self.model_dump()
        for key, value in changes.items():
            *sections, last = key.split(".")
            place = nested
            for section in sections:
                place = place.setdefault(section, {})
            place[last] = value
        return self.from_mapping(nested)

    def to_toml(self) -> str:
        """Render the policy as TOML, each setting with its meaning, unit and source as a comment."""
        return "\n".join(_toml_lines(self)) + "\n"

    @classmethod
    def known_keys(cls) -> list[str]:
        """List all dotted keys."""
        return [entry.key for entry in described(cls())]


@dataclasses.dataclass(frozen=True, slots=True)
class Described:
    """One setting with its value, unit, meaning and source, for docs and the methods page."""

    key: str
    value: Any
    unit: str
    zh: str
    en: str
    source: str


def described(policy: Policy) -> list[Described]:
    """List every setting of a policy with its meaning and source, in file order."""
    return list(_walk(policy, ""))


def _walk(section: BaseModel, prefix: str) -> Iterator[Described]:
    nested = []
    for name, info in type(section).model_fields.items():
        value = getattr(section, name)
        if isinstance(value, BaseModel) and not isinstance(value, Limit | Band | Guess):
            nested.append((name, value))  # TOML wants a table's own keys before its sub-tables
        else:
            yield _describe(f"{prefix}{name}", value, info)
    for name, value in nested:
        yield from _walk(value, f"{prefix}{name}.")


def _describe(key: str, value: Any, info: FieldInfo) -> Described:  # noqa: ANN401
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    words = {part: str(extra.get(part, "")) for part in ("unit", "zh", "en")}
    return Described(key, value, source=str(extra.get("source", ASSUMPTION)), **words)


def _toml_lines(policy: Policy) -> Iterator[str]:
    section = ""
    for entry in described(policy):
        head, _, name = entry.key.rpartition(".")
        if head != section:
            section = head
            yield f"\n[{head}]"
        unit = f" {entry.unit}" if entry.unit else ""
        yield f"{name} = {_toml_value(entry.value)}  # {entry.zh} / {entry.en}{unit} [{entry.source}]"


def _toml_value(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    if isinstance(value, BaseModel):
        value = value.model_dump(exclude_none=True)
    if isinstance(value, dict):
        return (
            "{ " + ", ".join(f"{_toml_key(k)} = {_toml_value(v)}" for k, v in value.items()) + " }" if value else "{}"
        )
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml_value(part) for part in value) + "]"
    return str(value)


def _toml_key(key: str) -> str:
    return key if key.isascii() and key.replace("_", "").isalnum() else _toml_value(key)


__all__ = [
    "ASSUMPTION", "Band", "BudgetPolicy", "Described", "Grade", "Guess", "Limit", "Policy", "RoundRole", "RoundsPolicy",
    "Section", "StaffingPolicy", "TravelPolicy", "Wages", "described",
]  # fmt: skip
