"""The few numbers that stand on every sheet of a report, for a whole plan or one sub-district of it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.measures import Access, walking_access
from geo.plan import Plan, Proof, Status
from geo.reports.summary import proof_in_words
from geo.wording import language, text

TEN_THOUSAND = 1e4
NEAR_M = 500


@dataclass(frozen=True, slots=True)
class KeyNumbers:
    """Counts and sums of a plan's regions; money in yuan a month, None where it is not known.

    Attributes
    ----------
    posts : of regions and offices for a whole plan; of its regions for a sub-district.
    access : walks recomputed from the tables; see `geo.measures`.
    proof : how good the solution is, in words.
    """

    estates: int
    households: int
    floor_area_m2: float
    regions: int
    stations: int
    offices: int
    posts: int
    monthly_cost_cny: float | None
    exceptions: int
    access: Access
    proof: str

    @property
    def near(self) -> float | None:
        """Share of households within 500 m of their station, 0-1."""
        return self.access.coverage[str(NEAR_M)]


def key_numbers(plan: Plan, subdistrict: str | None = None) -> KeyNumbers:
    """Add up the numbers of a plan, or of one sub-district."""
    regions = plan.regions if subdistrict is None else plan.regions[plan.regions["subdistrict"] == subdistrict]
    own = plan.assignments[plan.assignments["region_id"].isin(regions["region_id"])].drop_duplicates("estate_id")
    estates = plan.estates.drop_duplicates("estate_id")
    offices = [name for name in plan.offices["subdistricts"] if subdistrict is None or subdistrict in parts(name)]
    members = set(own["estate_id"])
    broken = plan.exceptions["region_id"].isin(regions["region_id"]) | plan.exceptions["estate_id"].isin(members)
    return KeyNumbers(
        estates=len(own),
        households=round(total(regions["households"])),
        floor_area_m2=total(regions["floor_area_m2"]),
        regions=len(regions),
        stations=int(plan.stations["region_id"].isin(regions["region_id"]).sum()),
        offices=len(offices),
        posts=round(total(regions["posts"]) + (total(plan.offices["posts"]) if subdistrict is None else 0.0)),
        monthly_cost_cny=_cost(plan, regions, whole=subdistrict is None),
        exceptions=int(broken.sum()),
        access=walking_access(own, estates),
        proof=proof_in_words(plan) if subdistrict is None else proof_of(plan, subdistrict),
    )


def proof_of(plan: Plan, subdistrict: str) -> str:
    """Say a sub-district's proof in the language in force; as the table says it where its numbers are missing."""
    found = plan.solutions[plan.solutions["name"] == subdistrict]
    if not len(found):
        return ""
    row = found.iloc[0]
    if row["status"] not in set(Status) or pd.isna(row["objective"]):
        return str(row["proof"] or "")
    bound = -math.inf if pd.isna(row["bound"]) else float(row["bound"])
    return Proof(Status(row["status"]), float(row["objective"]), bound).in_words()


def parts(joined: object) -> list[str]:
    """Take names apart that a table holds joined."""
    return str(joined).split("、")


def total(column: pd.Series) -> float:
    """Sum a column; what is not known counts nothing."""
    return float(pd.to_numeric(column).astype("Float64").fillna(0).sum())


def _cost(plan: Plan, regions: pd.DataFrame, *, whole: bool) -> float | None:
    if whole and plan.facts.get("monthly_cost_cny") is not None:
        return float(plan.facts["monthly_cost_cny"])
    known = regions["monthly_cost_cny"]
    return total(known) if len(known) and known.notna().all() else None


def short_line(numbers: KeyNumbers) -> str:
    """Say the numbers in one line, for a picture."""
    near = "" if numbers.near is None else text("report.line.near", share=f"{numbers.near:.0%}", m=NEAR_M)
    said = text(
        "report.line", regions=numbers.regions, estates=f"{numbers.estates:,}", households=f"{numbers.households:,}",
        area=area(numbers.floor_area_m2), posts=f"{numbers.posts:,}",
    )  # fmt: skip
    return text("report.line.and").join(part for part in (said, near, numbers.proof) if part)


def area(square_metres: float) -> str:
    """Write a floor area with its unit: in ten thousand m² in Chinese."""
    if language() == "zh":
        return (
            f"{square_metres / TEN_THOUSAND:,.1f} 万㎡"
            if square_metres < 1e7
            else f"{square_metres / TEN_THOUSAND:,.0f} 万㎡"
        )
    return f"{square_metres / 1e6:,.2f} million m²" if square_metres >= 1e6 else f"{square_metres:,.0f} m²"


def money(yuan: float | None, *, digits: int = 1) -> str:
    """Write an amount with its unit: in ten thousand yuan in Chinese; a dash where it is not known."""
    if yuan is None or not np.isfinite(yuan):
        return "—"
    if language() == "zh":
        return f"{yuan / TEN_THOUSAND:,.{digits}f} 万元"
    if abs(yuan) < TEN_THOUSAND:
        return f"¥{yuan:,.0f}"
    return f"¥{yuan / 1e6:,.2f} M" if abs(yuan) >= 1e6 else f"¥{yuan / 1e3:,.0f} k"


def subdistricts_of(plan: Plan) -> list[str]:
    """List the planned sub-districts, in the order of the table of solutions."""
    planned = set(plan.regions["subdistrict"])
    told = [name for name in dict.fromkeys(plan.solutions["name"]) if name in planned]
    return told + sorted(planned - set(told))


def place_of(plan: Plan) -> str:
    """Name the place: from the record, else up to three districts or sub-districts of the planned estates."""
    if plan.record.get("place"):
        return str(plan.record["place"])
    own = plan.estates[plan.estates["estate_id"].isin(plan.assignments["estate_id"])]
    for column in ("district", "subdistrict"):
        counts = own[column].dropna().loc[lambda known: known != ""].value_counts()
        ranked = [str(name) for name, _ in sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))]
        if 0 < len(ranked) <= 3:
            return text("report.names_and").join(ranked)
    return ""


def title_of(plan: Plan) -> str:
    """Return the report's title."""
    place = place_of(plan)
    return text("report.title", place=place) if place else text("report.title.bare")
