"""Every setting of a policy as a row for people: meaning, value, unit, and where the number comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from geo.policy import ASSUMPTION, Band, Guess, Limit, Policy, Section, described
from geo.wording import language, text


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting; `value` is a number, words, or None where nothing is set."""

    setting: str
    meaning: str
    value: object
    unit: str
    source: str


def setting_rows(policy: Policy) -> list[SettingRow]:
    """List the settings in file order, in the language in force."""
    return [
        SettingRow(
            entry.key,
            entry.zh if language() == "zh" else entry.en,
            _words(entry.value),
            entry.unit,
            text("reports.assumption") if entry.source == ASSUMPTION else entry.source,
        )
        for entry in described(policy)
    ]


def _words(value: Any) -> object:  # noqa: ANN401  any setting
    """Show a setting: a number as a number, a band as ``3 – 4``, tables as lines."""
    if isinstance(value, Limit | Band | Guess):
        return _numbers(value)
    if isinstance(value, Section):
        return _words(value.model_dump())
    if isinstance(value, dict):
        return "；".join(f"{key}: {_words(part)}" for key, part in value.items()) or None
    if isinstance(value, list | tuple):
        joint = ", " if all(isinstance(part, int | float | str) for part in value) else "\n"
        return joint.join(str(_words(part)) for part in value) or None
    return value


def _numbers(value: Limit | Band | Guess) -> object:
    if isinstance(value, Limit):
        return f"{value.value:,g}{hard}" if (hard := _hardness(value)) else value.value
    if isinstance(value, Band):
        return f"{value.low:,g} – {value.high:,g}{_hardness(value)}"
    return value.mid if value.low == value.high else f"{value.low:,g} / {value.mid:,g} / {value.high:,g}"


def _hardness(rule: Limit | Band) -> str:
    return text("reports.hard") if rule.hard else ""
