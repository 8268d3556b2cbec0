"""A later ledger against the schedule: what has entered, what slipped and by how much, what is needed from now on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from geo.economics.calendar import Calendar, first_day
from geo.economics.rollout.standing import ENTERED
from geo.schema.rollout import UPDATE, UPDATE_SUMS

_SIGNED = frozenset({"signed", "cleanup"})
_KEPT = ("estate_id", "name", "subdistrict", "firm", "floor_area_m2", "households")


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """One row an estate (schema `UPDATE`), sums by city, firm and sub-district (`UPDATE_SUMS`), and numbers."""

    estates: pd.DataFrame
    sums: pd.DataFrame
    facts: dict[str, Any]


def compare_ledger(
    rollout: pd.DataFrame, ledger: pd.DataFrame, *, posts: dict[str, float], calendar: Calendar, month: int,
    deadline: int | None,
) -> Comparison:  # fmt: skip
    """Hold a ledger against a schedule at the end of a month.

    Parameters
    ----------
    rollout : the plan's table.
    ledger : rows with ``planned_id`` (the plan's estate, None where it has none), stage, entered_on, current_posts.
    posts : today's posts as the plan's ledger stated them, by estate id.
    month, deadline : counted in the plan's calendar.
    """
    rows = pd.DataFrame(list(_rows(rollout, ledger, posts, calendar, month)), columns=UPDATE.names())
    estates = UPDATE.conform(rows)
    planned = rollout.set_index("estate_id")["entry_month"]
    now = estates[estates["outcome"] != "unplanned"].assign(
        due=lambda frame: frame["estate_id"].map(planned).le(month).fillna(value=False).astype(bool)
    )
    sums = UPDATE_SUMS.conform(pd.DataFrame(list(_sums(now, month, deadline))))
    return Comparison(estates, sums, _facts(now, estates, sums, calendar, month, deadline))


def _rows(
    rollout: pd.DataFrame, ledger: pd.DataFrame, posts: dict[str, float], calendar: Calendar, month: int
) -> Iterator[dict[str, Any]]:
    known = ledger[ledger["planned_id"].notna()].drop_duplicates("planned_id").set_index("planned_id")
    found = known.to_dict("index")
    for planned in rollout.sort_values("estate_id").to_dict("records"):
        actual = found.get(planned["estate_id"])
        yield {
            **{
                name: planned[name]
                for name in ("estate_id", "name", "subdistrict", "firm", "floor_area_m2", "households")
            },
            "stage_before": planned["stage_today"],
            "planned_on": planned["entry_on"],
            "posts_before": posts.get(planned["estate_id"]),
            **_outcome(planned, actual, calendar, month),
        }
    for row in ledger[ledger["planned_id"].isna()].sort_values("estate_id").to_dict("records"):
        yield {name: row[name] for name in _KEPT} | {"outcome": "unplanned", **_now(row, calendar, month)}


def _now(row: dict[str, Any], calendar: Calendar, month: int) -> dict[str, Any]:
    """Say where an estate stands at the end of the month; a date beyond it is not there yet."""
    stage = row["stage"] if isinstance(row["stage"], str) and row["stage"] else "none"
    entered = calendar.month_of(row["entered_on"]) if isinstance(row["entered_on"], date) else None
    has_entered = (stage in ENTERED) if entered is None else entered <= month
    if has_entered and stage not in ENTERED:
        stage = "daily"
    elif stage in ENTERED and not has_entered:
        stage = "cleanup"
    label = calendar.label(entered) if has_entered and entered is not None else None
    return {"stage_now": stage, "actual_on": label, "posts_now": row["current_posts"]}


def _outcome(planned: dict[str, Any], actual: dict[str, Any] | None, calendar: Calendar, month: int) -> dict[str, Any]:
    due = None if pd.isna(planned["entry_month"]) else int(planned["entry_month"])
    was_entered = bool(planned["is_given"]) and due is not None and due < 0
    if actual is None:
        return {"outcome": "missing", "stage_now": None}
    now = _now(actual, calendar, month)
    if now["stage_now"] in ENTERED:
        return now | ({"outcome": "entered"} if was_entered else _entered(due, now["actual_on"], calendar, month))
    if was_entered:
        return now | {"outcome": "withdrawn"}
    if due is not None and due <= month:
        return now | {"outcome": "due", "slip_months": month - due + 1}
    contract = planned["contract_month"]
    is_behind = not pd.isna(contract) and int(contract) <= month and now["stage_now"] not in _SIGNED
    return now | {"outcome": "behind" if is_behind else "ahead"}


def _entered(due: int | None, actual_on: str | None, calendar: Calendar, month: int) -> dict[str, Any]:
    """Tell an estate that entered since the plan; one without a date counts in this month."""
    at = month if actual_on is None else calendar.month_of(first_day(actual_on))
    if due is None:
        return {"outcome": "early"}
    slip = at - due
    return {"outcome": "early" if slip < 0 else "late" if slip else "on_time", "slip_months": slip}


def _sums(now: pd.DataFrame, month: int, deadline: int | None) -> Iterator[dict[str, Any]]:
    yield _sum_of(now, "city", "", month, deadline)
    for level in ("firm", "subdistrict"):
        for name, part in now.groupby(now[level].fillna("").astype(str)):
            yield _sum_of(part, level, str(name), month, deadline)


def _sum_of(part: pd.DataFrame, level: str, name: str, month: int, deadline: int | None) -> dict[str, Any]:
    entered = part["stage_now"].isin(ENTERED)
    signed = part["stage_now"].isin(_SIGNED)
    left = int((~entered).sum())
    months = None if deadline is None else deadline - month
    return {
        "level": level,
        "name": name,
        "estates": len(part),
        "entered": int(entered.sum()),
        "signed": int(signed.sum()),
        "not_signed": int((~entered & ~signed).sum()),
        "planned": int(part["due"].sum()),
        "behind_plan": int(entered.sum()) - int(part["due"].sum()),
        "households_share": _share(part["households"], entered),
        "floor_area_share": _share(part["floor_area_m2"], entered),
        "needed_a_month": None if months is None or months <= 0 else left / months,
    }


def _share(weight: pd.Series, inside: pd.Series) -> float | None:
    numbers = weight.astype("Float64").fillna(0).astype(float)
    return float(numbers[inside].sum() / numbers.sum()) if numbers.sum() > 0 else None


def _facts(  # noqa: PLR0917  numbers of the report, from its tables
    now: pd.DataFrame, estates: pd.DataFrame, sums: pd.DataFrame, calendar: Calendar, month: int, deadline: int | None
) -> dict[str, Any]:
    city = sums.iloc[0].to_dict()
    label = calendar.label(month)
    counts = estates["outcome"].value_counts()
    late = estates[estates["outcome"].isin(["due", "late"])].sort_values(
        ["slip_months", "households"], ascending=False, kind="stable"
    )
    stated = now[now["posts_before"].notna() & now["posts_now"].notna()]
    return {
        "month": label,
        **{key: _plain(city[key]) for key in UPDATE_SUMS.names() if key not in {"level", "name"}},
        "estates_share": float(city["entered"]) / max(1, int(city["estates"])),
        "entered_in_month": int((estates["actual_on"] == label).sum()),
        "planned_in_month": int((estates["planned_on"] == label).sum()),
        "left": int(city["estates"]) - int(city["entered"]),
        "deadline": None if deadline is None else calendar.label(deadline),
        "months_left": None if deadline is None else deadline - month,
        "outcomes": {name: int(count) for name, count in sorted(counts.items())},
        "slipped": [str(name) for name in late["name"]],
        "posts": {"estates": len(stated), "before": float(stated["posts_before"].sum()),
                  "now": float(stated["posts_now"].sum())} if len(stated) else None,
    }  # fmt: skip


def _plain(value: Any) -> Any:  # noqa: ANN401  a cell
    return None if pd.isna(value) else value.item() if hasattr(value, "item") else value
