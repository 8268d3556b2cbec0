"""What two plans do not share, so that comparing them would mislead: said in words, with the measures it takes away.

Nothing is dropped silently: what can still be compared is compared over the estates both plans have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.errors import shortlist
from geo.plan import Plan
from geo.policy import Band, Guess, Limit, Section, described
from geo.schema import ESTATES
from geo.schema.plans_compared import DIFFERENCES, SETTINGS_COMPARED
from geo.wording import LANGUAGES, text

# Measured over the estates the plans share; the other groups are of a whole plan.
SHARED_GROUPS = frozenset({"access", "equity"})
WHOLE_GROUPS = ("score", "posts", "rules", "money", "crews", "rollout")
# Settings by which the score is measured: where they differ, two scores are two yardsticks.
_YARDSTICKS = ("objective", "prices.", "regions.", "travel.")
# What a scenario may change on purpose: the columns whose values are compared for each estate both plans have.
_VALUES = ("households", "floor_area_m2", "elderly60", "subdistrict")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs; `hides` are the groups, or single measures, that are then not compared."""

    what: str
    zh: str
    en: str
    hides: tuple[str, ...] = ()


def differences(before: Plan, after: Plan) -> list[Difference]:
    """List what keeps two plans from being compared as a whole."""
    rules: tuple[Callable[[Plan, Plan], Iterator[Difference]], ...] = (
        _estates, _values, _inputs, _crs, _rungs, _yardsticks, _horizons, _stages,
    )  # fmt: skip
    return [found for rule in rules for found in rule(before, after)]


def differences_table(pairs: Mapping[tuple[str, str], list[Difference]]) -> pd.DataFrame:
    """Put the differences of pairs of plans (against, plan) into the table `differences`."""
    rows = [
        {
            "plan": plan,
            "against": against,
            "what": one.what,
            "zh": one.zh,
            "en": one.en,
            "not_compared": "、".join(one.hides),
        }
        for (against, plan), found in pairs.items()
        for one in found
    ]
    return DIFFERENCES.conform(pd.DataFrame(rows)) if rows else DIFFERENCES.empty()


def settings_table(plans: Mapping[str, Plan]) -> pd.DataFrame:
    """List the settings that are not alike in all plans, each with its value in every plan."""
    told = {name: {entry.key: entry for entry in described(plan.policy)} for name, plan in plans.items()}
    first = next(iter(told.values()))
    rows = []
    for key, entry in first.items():
        values = {name: _shown(own[key].value) for name, own in told.items()}
        if len(set(values.values())) > 1:
            meaning = f"{entry.zh} / {entry.en}"
            rows += [
                {"setting": key, "meaning": meaning, "unit": entry.unit, "plan": name, "value": value}
                for name, value in values.items()
            ]
    return SETTINGS_COMPARED.conform(pd.DataFrame(rows)) if rows else SETTINGS_COMPARED.empty()


def _shown(value: object) -> str:
    """Show a setting in few signs: a band as ``3 – 4``, a guess by its three values, tables by their parts."""
    if isinstance(value, Section):
        return _numbers(value)
    if isinstance(value, dict):
        return "；".join(f"{key}: {_shown(part)}" for key, part in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_shown(part) for part in value)
    return f"{value:,g}" if isinstance(value, float) else str(value)


def _numbers(value: Section) -> str:
    match value:
        case Limit():
            return f"{value.value:,g}{' (hard)' if value.hard else ''}"
        case Band():
            return f"{value.low:,g} – {value.high:,g}{' (hard)' if value.hard else ''}"
        case Guess():
            parts = [value.mid] if value.low == value.high else [value.low, value.mid, value.high]
            return " / ".join(f"{part:,g}" for part in parts)
    return _shown(value.model_dump(exclude_none=True))


def shared_estates(plans: Mapping[str, Plan]) -> list[str]:
    """List the estates that every plan gives a station."""
    own = [set(plan.assignments["estate_id"]) for plan in plans.values()]
    return sorted(set.intersection(*own))


def _said(what: str, hides: tuple[str, ...] = (), /, **fields: object) -> Difference:
    key = f"compare.differs.{what}"
    return Difference(what, text(key, "zh", **fields), text(key, "en", **fields), hides)


def _estates(before: Plan, after: Plan) -> Iterator[Difference]:
    old, new = (set(plan.assignments["estate_id"]) for plan in (before, after))
    if old == new:
        return
    gone, come = sorted(old - new), sorted(new - old)
    fields = {"shared": len(old & new), "gone": len(gone), "come": len(come)}
    names = shortlist([*gone, *come], 4)
    yield _said("estates", WHOLE_GROUPS, **fields, names=names)


def _values(before: Plan, after: Plan) -> Iterator[Difference]:
    """Compare what the ledgers say of the estates that both plans have."""
    first, second = (
        plan.estates.drop_duplicates("estate_id").set_index("estate_id")[list(_VALUES)] for plan in (before, after)
    )
    both = first.index.intersection(second.index)
    first, second = first.loc[both], second.loc[both]
    is_same = (first == second) | (first.isna() & second.isna())
    off = ~is_same.fillna(False).astype(bool)  # noqa: FBT003  pandas' own signature
    if not off.to_numpy().any():
        return
    columns = [name for name in _VALUES if off[name].any()]
    estates = int(off.any(axis=1).sum())
    zh, en = (
        text("compare.differs.values", lang, estates=estates, columns=_labels(columns, lang)) for lang in LANGUAGES
    )
    yield Difference("values", zh, en)


def _labels(columns: list[str], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(getattr(ESTATES[name], lang) for name in columns)


def _inputs(before: Plan, after: Plan) -> Iterator[Difference]:
    """Compare the files the plans were made from by their digests; settings are told apart by themselves."""
    old, new = (_digests(plan) for plan in (before, after))
    if not old or not new:
        return
    names = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
    if names:
        yield _said("inputs", names=shortlist(names, 6))


def _digests(plan: Plan) -> dict[str, str]:
    return {
        entry["file"]: entry["sha256"]
        for entry in plan.record.get("inputs", [])
        if not str(entry["file"]).endswith(".toml")
    }


def _crs(before: Plan, after: Plan) -> Iterator[Difference]:
    old, new = (str(plan.record.get("metric_crs", "")) for plan in (before, after))
    if old != new and old and new:
        yield _said("crs", (), old=old, new=new)


def _rungs(before: Plan, after: Plan) -> Iterator[Difference]:
    """Compare where walks come from: those along roads and straight ones with a factor are two rulers."""
    old, new = (sorted(set(plan.assignments["rung"].dropna())) for plan in (before, after))
    if old != new:
        yield _said("rungs", ("access", "equity", "score", "rules"), old=shortlist(old), new=shortlist(new))


def _yardsticks(before: Plan, after: Plan) -> Iterator[Difference]:
    first, second = ({entry.key: entry.value for entry in described(plan.policy)} for plan in (before, after))
    keys = [key for key, value in first.items() if key.startswith(_YARDSTICKS) and second.get(key) != value]
    keys = [key for key in keys if key != "regions.join"]
    if keys:
        yield _said("yardsticks", ("objective", "gap", "exceptions_price"), keys=shortlist(keys, 6))


def _horizons(before: Plan, after: Plan) -> Iterator[Difference]:
    old, new = _horizon(before), _horizon(after)
    if old and new and old != new:
        fields = dict(zip(("old", "old_months", "new", "new_months"), (*old, *new), strict=True))
        yield _said("horizon", ("subsidy", "fees", "account_cost", "balance", "balance_alone"), **fields)


def _horizon(plan: Plan) -> tuple[str, int] | None:
    """Return the first month of the account and how many it has."""
    months = plan.budget.loc[plan.budget["level"] == "city", ["month", "date"]].drop_duplicates()
    if months.empty:
        return None
    return str(months.loc[months["month"].astype(np.int64).idxmin(), "date"]), len(months)


def _stages(before: Plan, after: Plan) -> Iterator[Difference]:
    """Say which further stages only one of the plans has gone through."""
    for table in ("budget", "rounds", "rollout"):
        old, new = (len(plan.tables[table]) > 0 for plan in (before, after))
        if old != new:
            whose = "against" if new else "plan"
            zh, en = (
                text(f"compare.differs.{table}", lang, whose=text(f"compare.whose.{whose}", lang)) for lang in LANGUAGES
            )
            yield Difference(table, zh, en)
