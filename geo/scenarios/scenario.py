"""A scenario: named changes to the policy and to the data, read from TOML, which may build on another.

``inherits = "base.toml"`` takes another file's changes first: single values are replaced, tables merged, lists
lengthened. What is done to the inputs is in `geo.scenarios.changes`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, field_validator

from geo.errors import InputError, PolicyError, UnreadableFileError
from geo.policy import Policy, Section
from geo.policy.faults import faults_in_words
from geo.wording import text

_STEPS = 20  # of inheritance; more is a mistake


class AddedRoom(Section):
    """A room that the scenario adds to the candidates."""

    room_id: str
    name: str = ""
    estate_id: str = ""
    lon: float = Field(ge=-180, le=180)
    lat: float = Field(ge=-90, le=90)
    floor_area_m2: float | None = Field(None, gt=0)
    rent_cny_month: float = Field(0.0, ge=0)
    must: bool = False


class RoomChanges(Section):
    """Rooms closed for use, opened, to be used whatever it costs, lost, or added."""

    close: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    add: tuple[AddedRoom, ...] = ()


class AddedCrossing(Section):
    """A bridge, underpass, crossing or gate that is built."""

    kind: Literal["bridge", "underpass", "pedestrian", "gate"] = "bridge"
    name: str = ""
    lon: float = Field(ge=-180, le=180)
    lat: float = Field(ge=-90, le=90)


class AddedLink(Section):
    """A link between two estates; in TOML a table or a pair of ids."""

    a: str
    b: str
    walk_m: float | None = Field(None, ge=0)


class LinkChanges(Section):
    """Links added and removed."""

    add: tuple[AddedLink, ...] = ()
    remove: tuple[AddedLink, ...] = ()

    @field_validator("add", "remove", mode="before")
    @classmethod
    def _pairs(cls, given: object) -> object:
        if not isinstance(given, list):
            return given
        is_pair = [isinstance(one, list) and len(one) == 2 for one in given]
        return [{"a": one[0], "b": one[1]} if pair else one for one, pair in zip(given, is_pair, strict=True)]


class AddedEstate(Section):
    """An estate that a renovation adds, with its place (WGS-84) and size."""

    estate_id: str
    name: str
    subdistrict: str
    community: str = ""
    lon: float = Field(ge=-180, le=180)
    lat: float = Field(ge=-90, le=90)
    floor_area_m2: float = Field(gt=0)
    households: int = Field(gt=0)
    elderly60: int | None = Field(None, ge=0)
    gates: int | None = Field(None, ge=0)
    renovation_year: int | None = None


class Demand(Section):
    """By how much households and over-60s rise, in per cent over all the years; by sub-district where it says so."""

    years: int = Field(10, ge=0, le=100)
    percent: float = Field(0.0, gt=-100, le=1_000)
    elderly_percent: float | None = Field(None, gt=-100, le=1_000)
    by_subdistrict: dict[str, float] = Field(default_factory=dict)


class Scenario(Section):
    """Named changes; every key may be left out.

    Attributes
    ----------
    policy : any settings, nested as in a policy file.
    stations : stations a sub-district: a number, ``"A:B"``, or a number for each sub-district named.
    walk_limit_m, subsidy_cny_m2_month, subsidy_months, grade, wages_percent, join : settings by short names.
    rooms, crossings, links, estates, demand : changes to the data.
    """

    name: str = ""
    note: str = ""
    inherits: str = ""
    policy: dict[str, Any] = Field(default_factory=dict)
    stations: int | str | dict[str, int] | None = None
    walk_limit_m: float | None = Field(None, gt=0)
    subsidy_cny_m2_month: float | None = Field(None, ge=0)
    subsidy_months: int | None = Field(None, ge=0)
    grade: int | None = None
    wages_percent: float | None = Field(None, gt=-100, le=1_000)
    join: tuple[tuple[str, ...], ...] = ()
    rooms: RoomChanges = RoomChanges()
    crossings: tuple[AddedCrossing, ...] = ()
    links: LinkChanges = LinkChanges()
    estates: tuple[AddedEstate, ...] = ()
    demand: Demand | None = None


@dataclass(frozen=True, slots=True)
class ReadScenario:
    """A scenario as read, with the files it came from, the one that was asked for last."""

    changes: Scenario
    files: tuple[Path, ...]

    @property
    def origin(self) -> str:
        """The file that was asked for."""
        return str(self.files[-1])

    def to_record(self) -> dict[str, Any]:
        """Return what record.json keeps: the name, the files and every change that was made."""
        return {
            "name": self.changes.name or self.files[-1].stem,
            "files": [path.name for path in self.files],
            "changes": self.changes.model_dump(exclude_defaults=True, exclude={"name", "inherits"}),
        }


def read_scenario(path: str | Path) -> ReadScenario:
    """Read a scenario with all it inherits.

    Raises
    ------
    UnreadableFileError
        Where a file cannot be read or is not TOML.
    PolicyError
        Where a key is unknown (with the nearest known one) or a value out of range; all faults of a file at once.
    InputError
        Where the files inherit from one another in a circle; the way round is shown.
    """
    given, files = _with_parents(Path(path), ())
    return ReadScenario(_checked(given, Path(path)), files)


def policy_of(scenario: ReadScenario, base: Policy) -> Policy:
    """Return the policy with the scenario's settings over it.

    Raises
    ------
    PolicyError
        Where a setting is unknown, with the nearest known one, or out of range.
    """
    changes = scenario.changes
    nested = _merged(base.model_dump(), changes.policy)
    short = _short_settings(changes, base, scenario.origin)
    return Policy.from_mapping(_merged(nested, short), origin=f"{scenario.origin} [policy]")


def _short_settings(changes: Scenario, base: Policy, origin: str) -> dict[str, Any]:
    """Turn the short names into settings."""
    made: dict[str, Any] = {}
    if changes.stations is not None:
        made["stations"] = _station_settings(changes.stations, origin)
    if changes.walk_limit_m is not None:
        made["regions"] = {"max_station_walk_m": {"value": changes.walk_limit_m}}
    if changes.grade is not None:
        made["staffing"] = {"grade": changes.grade}
    if changes.wages_percent is not None:
        factor = 1 + changes.wages_percent / 100
        wages = {role: wage * factor for role, wage in base.staffing.wages_cny_month.model_dump().items()}
        made.setdefault("staffing", {})["wages_cny_month"] = _merged(
            wages, changes.policy.get("staffing", {}).get("wages_cny_month", {})
        )
    subsidy = {"subsidy_cny_m2_month": changes.subsidy_cny_m2_month, "subsidy_months": changes.subsidy_months}
    if known := {key: value for key, value in subsidy.items() if value is not None}:
        made["budget"] = known
    if changes.join:
        made.setdefault("regions", {})["join"] = [*base.regions.join, *changes.join]
    return made


def _station_settings(stations: int | str | dict[str, int], origin: str) -> dict[str, Any]:
    if isinstance(stations, dict):
        return {"counts": stations}
    low, colon, high = str(stations).partition(":")
    if not low.strip().isdecimal() or (colon and not high.strip().isdecimal()):
        raise PolicyError(text("scenario.bad_stations", file=origin, found=stations))
    return {"minimum": int(low), "maximum": int(high if colon else low)}


def _with_parents(path: Path, children: tuple[Path, ...]) -> tuple[dict[str, Any], tuple[Path, ...]]:
    """Read a file and put it over what it inherits; `children` are the files that led here."""
    at = path.resolve()
    way = (*children, at)
    if at in children:
        circle = " → ".join(step.name for step in way[way.index(at) :])
        raise InputError(text("scenario.circle", way=circle))
    if len(way) > _STEPS:
        raise InputError(text("scenario.too_deep", way=" → ".join(step.name for step in way[:4]), most=_STEPS))
    own = _read(path, child=children[-1] if children else None)
    _checked(own, path)
    if not own.get("inherits"):
        return own, (path,)
    inherited, files = _with_parents(path.parent / own["inherits"], way)
    return _merged(inherited, own, lengthens=True), (*files, path)


def _read(path: Path, *, child: Path | None) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        key = "scenario.unreadable" if child is None else "scenario.parent_unreadable"
        raise UnreadableFileError(text(key, path=path, child=child, reason=error)) from error
    except tomllib.TOMLDecodeError as error:
        raise UnreadableFileError(text("policy.not_toml", path=path, reason=error)) from error


def _checked(given: Mapping[str, Any], path: Path) -> Scenario:
    try:
        return Scenario.model_validate(dict(given))
    except ValidationError as error:
        raise PolicyError(faults_in_words(error, str(path), known_keys())) from error


def known_keys() -> list[str]:
    """List the keys of a scenario file, dotted; those of lists of tables without their number."""
    return [key for name, info in Scenario.model_fields.items() for key in _keys(name, info.annotation)]


def _keys(name: str, kind: object) -> list[str]:
    own = kind if isinstance(kind, type) and issubclass(kind, Section) else None
    if own is None and "Demand" in str(kind):
        own = Demand
    return [name, *(f"{name}.{field}" for field in own.model_fields)] if own else [name]


def _merged(below: Mapping[str, Any], above: Mapping[str, Any], *, lengthens: bool = False) -> dict[str, Any]:
    """Put settings over others: tables merge and values replace; a scenario's own lists, not a setting's, lengthen."""
    made = dict(below)
    for key, value in above.items():
        old = made.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            made[key] = _merged(old, value, lengthens=lengthens and key != "policy")
        elif lengthens and isinstance(old, list) and isinstance(value, list):
            made[key] = [*old, *(one for one in value if one not in old)]
        else:
            made[key] = value
    return made
