"""Rosters of a plan: its estates in, the tables `rosters` and `shifts` out."""

from __future__ import annotations

from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.economics.staffing import posts_per_gate
from geo.economics.workload import estate_loads
from geo.errors import SolverError, shortlist
from geo.findings import Report
from geo.geometry import choose_metric_crs, coordinates
from geo.plan import Plan
from geo.policy import Policy
from geo.progress import Progress, Silent
from geo.routing.shifts.beats import Site
from geo.routing.shifts.checker import check_shifts
from geo.routing.shifts.duties import ROLES, Guarded, Watch, cleaning_duties, guard_duties, most_at_once
from geo.routing.shifts.roster import Roster, make_roster
from geo.schema import ROSTERS, SHIFTS
from geo.schema.routing import ROUND_ROLES
from geo.wording import text


def make_shifts(
    plan: Plan, policy: Policy, report: Report, *, seed: int = 0, progress: Progress | None = None
) -> dict[str, pd.DataFrame]:
    """Make the rosters of a plan's cleaners and guards, region by region.

    Parameters
    ----------
    report : told where the rosters take more people than the plan has posts, and where there is nothing to man.

    Returns
    -------
    The tables `rosters` (one row a region and role, also where there is no duty) and `shifts` (one row a duty of the
    cycle; every duty is there).

    Raises
    ------
    SolverError
        Where the independent checker refuses a roster.
    """
    watches = watches_of(plan, policy)
    rosters, shifts = [], []
    with (progress or Silent()).task(text("progress.shifts"), len(watches)) as task:
        for watch in watches:
            roster = make_roster(watch.duties, policy.shifts, seed=seed)
            rosters.append(_roster_row(watch, roster, policy))
            shifts += list(_shift_rows(watch, roster))
            task.advance()
    made, given = ROSTERS.conform(pd.DataFrame(rosters)), SHIFTS.conform(pd.DataFrame(shifts))
    broken = check_shifts(made, given, watches, policy)
    if broken:
        raise SolverError(text("shifts.refused", found=shortlist(broken)))
    _say(made, report)
    return {"rosters": made, "shifts": given}


def watches_of(plan: Plan, policy: Policy) -> list[Watch]:
    """List what is to be manned in each region by each role, in the order of the regions' ids."""
    estates = _planned(plan, policy)
    watches = []
    for region in plan.regions.sort_values("region_id").to_dict("records"):
        own = estates[estates["region_id"] == region["region_id"]]
        for role in ROLES:
            duties = cleaning_duties(_sites(own), policy) if role == "cleaning" else guard_duties(_guarded(own), policy)
            pooled = region[f"posts_{role}"]
            watches.append(
                Watch(
                    f"{region['region_id']}-{role}",
                    region["region_id"],
                    region["station_id"],
                    role,
                    tuple(duties),
                    0 if pd.isna(pooled) else int(pooled),
                )
            )
    return watches


def _planned(plan: Plan, policy: Policy) -> pd.DataFrame:
    """Put together region, loads and place (metres) of the planned estates, in order of their ids."""
    joined = plan.estates.merge(plan.assignments[["estate_id", "region_id"]], on="estate_id").sort_values("estate_id")
    joined = joined.reset_index(drop=True)
    shapes = gpd.GeoSeries(joined["geometry"], crs=plan.estates.crs)
    metres = shapes.to_crs(choose_metric_crs(policy.place.metric_crs, shapes)) if len(shapes) else shapes
    xy = coordinates(metres) if len(shapes) else np.zeros((0, 2))
    loads, grade = estate_loads(joined, policy), policy.staffing.active_grade
    return pd.DataFrame(
        {
            "estate_id": joined["estate_id"],
            "name": joined["name"],
            "region_id": joined["region_id"],
            "cleaners": loads["floor_area_m2"] / grade.cleaning_m2 * _share_at_posts("cleaning", policy),
            "patrol_posts": loads["patrol_m2"] / grade.security_m2 * _share_at_posts("security", policy),
            "gates": loads["gates"] if posts_per_gate(policy) else 0.0,
            "x": xy[:, 0],
            "y": xy[:, 1],
        }
    )


def _share_at_posts(load: str, policy: Policy) -> float:
    """Return the share of a load that does not go on rounds of shared crews."""
    roles = [policy.rounds.role(name) for name in ROUND_ROLES]
    on_rounds = sum(role.load_share for role in roles if role.enabled and role.load == load)
    return max(0.0, 1.0 - on_rounds)


def _sites(estates: pd.DataFrame) -> list[Site]:
    columns = ("estate_id", "name", "cleaners", "x", "y")
    return [Site(*row) for row in estates[list(columns)].itertuples(index=False)]


def _guarded(estates: pd.DataFrame) -> list[Guarded]:
    columns = ("estate_id", "name", "gates", "patrol_posts")
    return [
        Guarded(ident, name, round(gates), posts)
        for ident, name, gates, posts in estates[list(columns)].itertuples(index=False)
    ]


def _roster_row(watch: Watch, roster: Roster, policy: Policy) -> dict[str, object]:
    weeks = policy.shifts.weeks
    hours = sum(duty.hours for duty in watch.duties) / weeks
    slots = sum(not duty.is_cover for duty in watch.duties) // weeks
    return {
        "roster_id": watch.roster_id,
        "region_id": watch.region_id,
        "station_id": watch.station_id,
        "role": watch.role,
        "posts": most_at_once(watch.duties),
        "slots_week": slots,
        "hours_week": hours,
        "heads": roster.heads,
        "heads_bound": roster.bound,
        "posts_pooled": watch.posts_pooled,
        "spare_people": watch.posts_pooled - roster.heads,
        "status": roster.status.value,
        "weeks": weeks,
        "hours_person_week": hours / roster.heads if roster.heads else 0.0,
        "why": _why(roster, slots, hours),
    }


def _why(roster: Roster, slots: int, hours: float) -> str:
    if not roster.heads:
        return text("shifts.why.none")
    key = f"shifts.why.{roster.status.value}"
    return text(key, slots=slots, hours=round(hours, 1), heads=roster.heads, bound=roster.bound)


def _shift_rows(watch: Watch, roster: Roster) -> Iterator[dict[str, object]]:
    for number, (duty, person) in enumerate(zip(watch.duties, roster.person, strict=True), start=1):
        yield {
            "shift_id": f"{watch.roster_id}-{number:04d}",
            "roster_id": watch.roster_id,
            "role": watch.role,
            "person": text(f"shifts.person.{watch.role}", number=person + 1),
            "week": duty.week,
            "weekday": duty.weekday,
            "shift": duty.kind,
            "post": duty.post,
            "estate_ids": text("list.separator").join(duty.estate_ids),
            "start": clock(duty.start_min),
            "finish": clock(duty.finish_min),
            "hours": duty.hours,
            "is_holiday_cover": duty.is_cover,
        }


def clock(minutes: int) -> str:
    """Write minutes after midnight as hh:mm, of the next day where they are above 1,440."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def _say(rosters: pd.DataFrame, report: Report) -> None:
    for role in ROLES:
        short = rosters[(rosters["role"] == role) & (rosters["spare_people"] < 0)]
        if len(short):
            named = shortlist(f"{row.region_id} {-row.spare_people}" for row in short.itertuples())
            found = text(
                "roster-short.found",
                role=text(f"shifts.role.{role}"),
                regions=len(short),
                people=-int(short["spare_people"].sum()),
                named=named,
            )
            report.find("roster-short", found=found)
    _say_nobody(rosters, report)


def _say_nobody(rosters: pd.DataFrame, report: Report) -> None:
    heads = rosters.groupby("region_id", sort=True)["heads"].sum()
    idle = heads.index[heads == 0].tolist()
    if idle:
        found = text("roster-nobody.found", regions=len(idle), named=shortlist(idle))
        report.find("roster-nobody", found=found, severity="note")
