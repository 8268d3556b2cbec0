"""What ``geo routes`` prints: the crews of each depot, what is left out, the check and the proof."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pandas as pd

from geo.cli.columns import aligned
from geo.cli.finding_lines import finding_lines
from geo.errors import shortlist
from geo.findings import Finding
from geo.plan import Plan
from geo.schema.routing import ROUND_ROLES
from geo.wording import language, text

_COLUMNS = ("depot", "crews", "bound", "people", "posts", "visits", "work_hours", "travel_hours", "km", "longest",
            "shortest", "unserved")  # fmt: skip
_MOST_ROWS = 12  # depots of a role printed one by one; a longer list is summed up by sub-district


def route_lines(plan: Plan, folder: Path) -> Iterator[str]:
    """Say the rounds of a plan in lines."""
    facts = plan.facts["routes"]
    if plan.policy.invented:
        yield text("invented")
    yield (
        text("cli.routes.week")
        if facts["week"]
        else text("cli.routes.day", weekday=text(f"cli.weekday.{facts['weekday']}"))
    )
    yield text("cli.routes.totals", **_numbers(facts))
    yield text("cli.routes.distance", rungs=", ".join(text(f"cli.rung.{rung}") for rung in facts["rungs"]) or "-")
    for role in facts["by_role"]:
        yield ""
        yield from _role_lines(plan, role)
    yield ""
    yield from _left_out_lines(plan)
    yield from finding_lines(_doubts(plan))
    yield text("cli.routes.checked", rounds=facts["checked"]["rounds"], visits=facts["checked"]["visits"])
    yield text(
        "cli.routes.proof", value=f"{facts['hours']:,.0f}", bound=f"{facts['hours_bound']:,.0f}",
        gap=f"{facts['gap']:.1%}", crews=facts["crews"], crews_bound=facts["crews_bound"],
    )  # fmt: skip
    for name in ("map.html", "plan.xlsx", "runsheets.xlsx", "runsheets.pdf", "gpx"):
        if (folder / name).exists():
            yield text("cli.routes.look", path=folder / name, what=text(f"cli.routes.look.{name}"))


def _doubts(plan: Plan) -> list[Finding]:
    """Return what is doubtful about the roads and distances of this run."""
    facts, told = plan.facts["routes"], plan.findings
    prefixes = (("roads-", "door-") if facts["roads"] else ()) + (("matrix-",) if facts["matrix"] else ())
    mine = told[told["rule"].astype(str).str.startswith(prefixes) & told["severity"].isin(["error", "warning"])]
    rows = mine[[field.name for field in fields(Finding)]].astype(object)
    return [Finding(**row) for row in rows.where(rows.notna(), None).to_dict("records")]


def _numbers(facts: dict[str, float]) -> dict[str, str]:
    counts = ("crews", "people", "residents", "visits")
    hours = {"work": "work_hours", "travel": "travel_hours", "km": "km"}
    return {name: f"{facts[name]:,}" for name in counts} | {name: f"{facts[key]:,.0f}" for name, key in hours.items()}


def _role_lines(plan: Plan, role: str) -> Iterator[str]:
    needs = plan.crew_needs[plan.crew_needs["role"] == role]
    yield f"{ROUND_ROLES[role] if language() == 'zh' else role}"
    if needs.empty:
        return
    by = "depot_id" if len(needs) <= _MOST_ROWS else "subdistrict"
    names = _depot_names(plan)
    rows = [
        _cells(names.get(str(key), str(key)), own, _own(plan.crews, plan, own), _missing(plan, role, own))
        for key, own in needs.groupby(by, sort=True)
    ]
    yield from aligned([[text(f"cli.routes.column.{name}") for name in _COLUMNS], *rows])


def _own(crews: pd.DataFrame, plan: Plan, needs: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the crews and rounds of some depots of one role."""
    role, depots = needs["role"].iloc[0], set(needs["depot_id"])
    mine = crews[(crews["role"] == role) & crews["depot_id"].isin(depots)]
    return mine, plan.rounds[plan.rounds["crew_id"].isin(mine["crew_id"])]


def _cells(name: str, needs: pd.DataFrame, own: tuple[pd.DataFrame, pd.DataFrame], missing: int) -> list[str]:
    crews, rounds = own
    posts = needs["posts_pooled"]
    longest = crews["longest_day_min"].max() if len(crews) else float("nan")
    shortest = crews["shortest_day_min"].min() if len(crews) else float("nan")
    return [
        name,
        *(f"{int(needs[column].sum()):,}" for column in ("crews", "crews_bound", "people")),
        "-" if posts.isna().all() else f"{int(posts.sum()):,}",
        f"{int(needs['visits_week'].sum()):,}",
        *(f"{needs[column].sum():,.0f}" for column in ("work_hours_week", "travel_hours_week")),
        f"{rounds['distance_m'].sum() / 1000:,.0f}",
        *("-" if pd.isna(minutes) else f"{minutes / 60:.1f}" for minutes in (longest, shortest)),
        str(missing),
    ]


def _missing(plan: Plan, role: str, needs: pd.DataFrame) -> int:
    """Count the visits not served at the estates of some depots."""
    homes = plan.assignments.merge(
        plan.regions[["region_id", "office_id", "station_id"]], on="region_id", suffixes=("", "_of")
    )
    depots = set(needs["depot_id"])
    mine = set(homes.loc[homes["station_id"].isin(depots) | homes["office_id"].isin(depots), "estate_id"])
    unserved = plan.unserved[(plan.unserved["role"] == role) & plan.unserved["estate_id"].isin(mine)]
    return int(unserved["visits_missing"].sum())


def _depot_names(plan: Plan) -> dict[str, str]:
    stations = zip(plan.stations["station_id"], plan.stations["name"], strict=True)
    offices = zip(plan.offices["office_id"], plan.offices["name"], strict=True)
    return {str(key): str(name) for key, name in (*stations, *offices)}


def _left_out_lines(plan: Plan) -> Iterator[str]:
    unserved = plan.unserved
    if unserved.empty:
        yield text("cli.routes.all_served")
        return
    yield text(
        "cli.routes.unserved", visits=int(unserved["visits_missing"].sum()), estates=unserved["estate_id"].nunique()
    )
    for _, rows in unserved.groupby(["role", "rule"], sort=True):
        first = rows.iloc[0]
        yield f"  {shortlist(rows['name'], 3)}: {first.reason}{text('finding.and')}{first.remedy}"
