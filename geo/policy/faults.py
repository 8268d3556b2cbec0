"""What is wrong with settings, in the reader's language: the key, what was found, what was expected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from geo.errors import nearest_name
from geo.wording import catalogue, text

# pydantic's names of faults, by what they begin with, to ours; it tells several apart that mean one thing to a reader
_KINDS = (
    ("int_", "int"), ("float_", "float"), ("bool_", "bool"), ("string_", "string"), ("tuple_", "tuple"),
    ("list_", "tuple"), ("dict_", "table"), ("model_", "table"),
)  # fmt: skip


def faults_in_words(error: ValidationError, origin: str, known: Sequence[str]) -> str:
    """Say all faults at once, one a line; an unknown key comes with the nearest known one."""
    lines = [f"  {_explain(dict(fault), known)}" for fault in error.errors()]
    return "\n".join([text("policy.faults", origin=origin, count=error.error_count()), *lines])


def _explain(fault: Mapping[str, Any], known: Sequence[str]) -> str:
    key = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        near = _nearest_key(key, known)
        return text("policy.unknown", key=key) + (text("policy.did_you_mean", near=near) if near else "")
    if not key:  # settings of several sections clash; the whole policy is no place to point at
        return _expected(fault)
    if fault["type"] == "value_error" and isinstance(fault["input"], Mapping):  # settings of one section clash
        return f"{key}: {_expected(fault)}"
    return text("policy.bad_value", key=key, found=repr(fault["input"]), expected=_expected(fault))


def _expected(fault: Mapping[str, Any]) -> str:
    """Say what was expected; pydantic's own words where we have none, as for two settings that clash."""
    kind = next((ours for begins, ours in _KINDS if fault["type"].startswith(begins)), fault["type"])
    if f"policy.{kind}" in catalogue():
        return text(f"policy.{kind}", **fault.get("ctx", {}))
    return text("policy.other", said=fault["msg"].removeprefix("Value error, "))


def _nearest_key(key: str, known: Sequence[str]) -> str | None:
    section, _, last = key.rpartition(".")
    if section and (beside := nearest_name(key, [name for name in known if name.rpartition(".")[0] == section])):
        return beside
    by_last = {candidate.rpartition(".")[2]: candidate for candidate in known}
    near = last if last in by_last else nearest_name(last, by_last)
    return by_last[near] if near else nearest_name(key, known)
