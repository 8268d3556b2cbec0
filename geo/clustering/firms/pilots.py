"""Which firms there are, and which sub-districts their pilots lock: read from the ledger and the policy.

A pilot is a planned estate whose row names a firm and whose stage says that the firm is at work or has signed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from geo.findings import Report
from geo.policy import Policy
from geo.wording import text


@dataclass(frozen=True, slots=True, eq=False)
class Pilots:
    """Names of all firms, the firm each unit is locked to, and the pilots of each firm in each unit."""

    firms: tuple[str, ...]
    firm_of_unit: Mapping[int, str]
    counts: Mapping[int, Mapping[str, int]]


def read_pilots(planned: pd.DataFrame, unit_of: Mapping[str, int], *, policy: Policy, report: Report) -> Pilots:
    """Find the firms and their pilots; two firms in one unit are told, and the one with more floor area keeps it.

    Parameters
    ----------
    planned : the estates planned, with the schema's columns.
    unit_of : unit of each sub-district.
    """
    rows = _pilot_rows(planned, policy)
    rows = rows.assign(unit=[unit_of[name] for name in rows["subdistrict"]])
    by_unit = {int(unit): own for unit, own in rows.groupby("unit", sort=True)}
    locked = {unit: _keeper(own, report) for unit, own in by_unit.items()}
    named = [*policy.firms.names, *sorted(set(rows["firm"]))]
    counts = {unit: own["firm"].value_counts().to_dict() for unit, own in by_unit.items()}
    return Pilots(_all_firms(list(dict.fromkeys(named)), policy, report), locked, counts)


def has_firms(planned: pd.DataFrame, policy: Policy) -> bool:
    """Say whether the ledger's pilots or the policy name any firm, or ask for some."""
    return bool(policy.firms.names) or policy.firms.count > 0 or len(_pilot_rows(planned, policy)) > 0


def _pilot_rows(planned: pd.DataFrame, policy: Policy) -> pd.DataFrame:
    firm = pd.Series([str(name).strip() if isinstance(name, str) else "" for name in planned["firm"]])
    at_work = planned["stage"].isin(policy.firms.pilot_stages).to_numpy(bool)
    area = pd.to_numeric(planned["floor_area_m2"]).astype("Float64").fillna(0.0).to_numpy(float)
    frame = pd.DataFrame(
        {
            "estate_id": planned["estate_id"].to_numpy(object),
            "subdistrict": planned["subdistrict"].to_numpy(object),
            "firm": firm.to_numpy(object),
            "floor_area_m2": area,
        }
    )
    return frame[(firm != "").to_numpy() & at_work].sort_values("estate_id", kind="stable").reset_index(drop=True)


def _keeper(own: pd.DataFrame, report: Report) -> str:
    """Choose the firm that a unit is locked to: the one with the most floor area of pilots, then the most estates."""
    by_firm = own.groupby("firm").agg(area=("floor_area_m2", "sum"), estates=("estate_id", "size")).reset_index()
    ranked = by_firm.sort_values(["area", "estates", "firm"], ascending=[False, False, True], kind="stable")
    keeper = str(ranked["firm"].iloc[0])
    if len(ranked) > 1:
        separator = text("list.separator")
        report.find(
            "firm-conflict",
            found=text(
                "firm-conflict.found",
                subdistricts=separator.join(sorted(set(own["subdistrict"]))),
                firms=separator.join(f"{row.firm}({row.estates})" for row in ranked.itertuples()),
            ),
            firm=keeper,
        )
    return keeper


def _all_firms(named: list[str], policy: Policy, report: Report) -> tuple[str, ...]:
    """Add firms still to be chosen up to the number that is asked for."""
    asked = policy.firms.count
    if 0 < asked < len(named):
        report.find("firm-count", found=text("firm-count.found", asked=asked, named=len(named)))
    further = max(0, asked - len(named))
    return (*named, *(text("firm.to_be_chosen", "zh", number=number) for number in range(1, further + 1)))
