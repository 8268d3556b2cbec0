"""Reading a plan for the account: entries, fees, rooms, travel and street work; what is assumed is said."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geo.economics.budget.basis import Basis, Floats, Ints, Unit
from geo.economics.budget.entries import months_of_entry
from geo.economics.budget.satisfaction import collection_lift
from geo.economics.calendar import Calendar
from geo.economics.enclosure.carrying import carried_works
from geo.economics.pooling import travel_hours_of_rounds
from geo.economics.staffing import crew_wage_cny_hour, fractional_posts
from geo.findings import Report
from geo.plan import Plan
from geo.policy import Policy
from geo.wording import text


def basis_of(plan: Plan, policy: Policy, calendar: Calendar, report: Report) -> Basis:
    """Gather what a plan says to the account, estates in order of region and id.

    Findings: missing fees, fees and wages whose units were probably mixed, entries, bays.
    """
    estates = _planned(plan)
    regions, offices = plan.regions.set_index("region_id"), plan.offices.set_index("office_id")
    region_ids = tuple(dict.fromkeys(estates["region_id"]))
    region = _positions(estates["region_id"], region_ids)
    office_of = [_word(regions["office_id"].get(r)) for r in region_ids]
    firm_of = [_word(regions["firm"].get(r)) for r in region_ids]
    office_ids, firm_ids = tuple(dict.fromkeys(office_of)), tuple(dict.fromkeys(firm_of))
    entry, contract = months_of_entry(plan, estates, calendar, report)
    stations = plan.stations.drop_duplicates("region_id").set_index("region_id").reindex(region_ids)
    own_office = offices.reindex(office_ids)
    shares = own_office["station_id"].notna().to_numpy(bool)
    visits = _visits(estates, policy)
    link, ids = policy.budget.satisfaction, tuple(estates["estate_id"])
    carried = carried_works(plan.tables, estates, policy)
    return Basis(
        estate_ids=ids,
        names=tuple(_word(name) for name in estates["name"]),
        subdistricts=tuple(_word(name) for name in estates["subdistrict"]),
        regions=tuple(Unit(r, _word(regions["name"].get(r))) for r in region_ids),
        offices=tuple(Unit(o, _word(offices["name"].get(o)) if o else text("budget.no_office")) for o in office_ids),
        firms=tuple(Unit(f, f or text("budget.no_firm")) for f in firm_ids),
        region=region,
        office=np.array([office_ids.index(office_of[r]) for r in region], dtype=np.int64),
        firm=np.array([firm_ids.index(firm_of[r]) for r in region], dtype=np.int64),
        area_m2=np.nan_to_num(_numbers(estates, "floor_area_m2")),
        households=np.nan_to_num(_numbers(estates, "households")),
        build_year=_numbers(estates, "build_year"),
        green_m2=_numbers(estates, "green_area_m2"),
        buildings=_numbers(estates, "buildings"),
        bays=_numbers(estates, "parking_bays"),
        fee=_numbers(estates, "fee_cny_m2_month"),
        collection=_numbers(estates, "collection_rate"),
        collection_lift=collection_lift(ids, plan.satisfaction, link) if link.drives else None,
        fractional=carried.fractional,
        fractional_alone=fractional_posts(estates, policy),
        works_fence_m=carried.fence_m,
        works_gates=carried.gates,
        works_exits=carried.exits,
        visits=visits,
        entry=entry,
        contract=contract,
        station_rent=np.nan_to_num(_numbers(stations, "rent_cny_month")),
        station_fit_out=_numbers(stations, "fit_out_cny"),
        travel_hours=_travel_hours(plan, policy, dict(zip(estates["estate_id"], region, strict=True)), region_ids),
        street_hours=_street_hours(plan, policy, region_ids),
        office_rent=np.nan_to_num(_numbers(own_office, "rent_cny_month")),
        office_fit_out=_office_fit_out(plan, own_office, shares),
        office_shares_room=shares,
    )


def _planned(plan: Plan) -> pd.DataFrame:
    joined = pd.DataFrame(plan.estates.drop(columns="geometry")).merge(
        plan.assignments[["estate_id", "region_id", "group_id"]], on="estate_id"
    )
    return joined.sort_values(["region_id", "estate_id"], ignore_index=True)


def _positions(values: pd.Series, known: tuple[str, ...]) -> Ints:
    return np.asarray(pd.Index(known).get_indexer(values), dtype=np.int64)


def _visits(estates: pd.DataFrame, policy: Policy) -> Floats:
    """Return crew visits a month, by which travel is spread over a region's estates."""
    travel, area = policy.travel, np.nan_to_num(_numbers(estates, "floor_area_m2"))
    week = travel.crew_visits_week_base + travel.crew_visits_week_per_10k_m2 * area / 1e4
    return np.asarray(week * travel.weeks_a_month)


def _travel_hours(plan: Plan, policy: Policy, region_of: dict[str, int], region_ids: tuple[str, ...]) -> Floats:
    """Take the hours on the road from rounds where the plan has them, else from the closed form of its bill."""
    if len(plan.crews):
        return travel_hours_of_rounds(plan.crews, plan.visits, region_of, len(region_ids), policy)
    regions = plan.regions.set_index("region_id").reindex(region_ids)
    stated = _numbers(regions, "travel_hours_month")
    return np.where(np.isnan(stated), _hours_of_older_plan(plan, regions), stated)


def _hours_of_older_plan(plan: Plan, regions: pd.DataFrame) -> Floats:
    """Work the hours out of the bill of a plan that does not state them: what is neither wages nor rent."""
    wages, wage_hour = plan.policy.staffing.wages_cny_month, crew_wage_cny_hour(plan.policy)
    posts = sum(_numbers(regions, f"posts_{role}") * float(getattr(wages, role)) for role in type(wages).model_fields)
    rent = plan.stations.drop_duplicates("region_id").set_index("region_id")["rent_cny_month"].reindex(regions.index)
    rest = _numbers(regions, "monthly_cost_cny") - posts - np.nan_to_num(rent.to_numpy(np.float64))
    return np.nan_to_num(rest / wage_hour) if wage_hour > 0 else np.zeros(len(regions))


def _street_hours(plan: Plan, policy: Policy, region_ids: tuple[str, ...]) -> Floats:
    """Return the hours a month that teams lend to street work, from the patrols where there are any."""
    runs = policy.budget.patrols_week * policy.travel.weeks_a_month
    minutes = plan.patrols.groupby("region_id")["minutes"].sum().reindex(region_ids) if len(plan.patrols) else None
    if minutes is None:
        return np.zeros(len(region_ids))
    return np.asarray(np.nan_to_num(minutes.to_numpy(np.float64)) * runs / 60.0)


def _office_fit_out(plan: Plan, offices: pd.DataFrame, shares: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Floats:
    rooms = plan.rooms.drop_duplicates("room_id").set_index("room_id")["fit_out_cny"]
    stated = offices["room_id"].map(rooms).to_numpy(np.float64)
    return np.where(shares, 0.0, stated)


def _numbers(table: pd.DataFrame, column: str) -> Floats:
    if column not in table.columns:
        return np.full(len(table), np.nan)
    return np.asarray(pd.to_numeric(table[column]).astype("Float64").to_numpy(np.float64, na_value=np.nan))


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""
