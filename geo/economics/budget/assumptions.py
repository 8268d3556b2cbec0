"""The guesses of the account as plain numbers, for one case: low, middle or high."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pydantic.fields import FieldInfo

from geo.policy import Guess, Policy, Section

Case = Literal["low", "mid", "high"]
CASES: tuple[Case, ...] = ("low", "mid", "high")


@dataclass(frozen=True, slots=True)
class Assumed:
    """One guess: its key below ``budget.``, meaning, unit, source, values, and which way helps."""

    key: str
    zh: str
    en: str
    unit: str
    source: str
    guess: Guess
    more_is_better: bool

    def value(self, case: Case) -> float:
        """Return the number of a case: in the low one every guess goes against the account."""
        if case == "mid":
            return self.guess.mid
        return self.guess.high if (case == "high") == self.more_is_better else self.guess.low


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Numbers by key (``fee_cny_m2_month``, ``cleanup.sign_cny``)."""

    numbers: dict[str, float]

    def __getitem__(self, key: str) -> float:
        """Return one number."""
        return self.numbers[key]

    def with_value(self, key: str, value: float) -> Assumptions:
        """Change one number."""
        return replace(self, numbers=self.numbers | {key: value})


def guesses(policy: Policy) -> list[Assumed]:
    """List every guess of the account, in the order of the settings; those of satisfaction only where it drives."""
    every = _walk(policy.budget, "")
    return [one for one in every if policy.budget.satisfaction.drives or not one.key.startswith("satisfaction.")]


def assume(policy: Policy, case: Case) -> Assumptions:
    """Take all guesses at one case."""
    return Assumptions({one.key: one.value(case) for one in guesses(policy)})


def _walk(section: Section, prefix: str) -> Iterator[Assumed]:
    for name, info in type(section).model_fields.items():
        value = getattr(section, name)
        if isinstance(value, Guess):
            yield _assumed(f"{prefix}{name}", value, info)
        elif isinstance(value, Section):
            yield from _walk(value, f"{prefix}{name}.")


def _assumed(key: str, value: Guess, info: FieldInfo) -> Assumed:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    words = {part: str(extra.get(part, "")) for part in ("zh", "en", "unit", "source")}
    return Assumed(key, guess=value, more_is_better=extra.get("more_is") == "better", **words)
