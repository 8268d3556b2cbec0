"""Roads for the teams of a saved plan: read in the plan's own CRS, noted in its record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from geo.findings import Report, findings_table
from geo.network.roads import Roads, read_roads
from geo.plan import Plan
from geo.progress import Progress
from geo.scenarios.inputs import fingerprint
from geo.scenarios.routes import metric_crs_of


def read_plan_roads(plan: Plan, path: Path, *, progress: Progress | None = None) -> Roads:
    """Read roads for a plan; what had to be mended goes among the plan's findings, in the place of an earlier reading.

    Raises
    ------
    InputError
        Where the file is no road file or holds no roads; see `read_roads`.
    """
    report = Report()
    roads = read_roads(path, metric_crs=metric_crs_of(plan), policy=plan.policy, report=report, progress=progress)
    kept = plan.findings[plan.findings["file"] != path.name]
    new = findings_table(report.findings)
    plan.tables["findings"] = pd.concat([kept, new], ignore_index=True) if len(new) else kept
    return roads


def with_fingerprint(plan: Plan, roads: Path | None) -> Plan:
    """Note in the record which roads the teams' ways lead along."""
    inputs = [dict(one) for one in fingerprint([roads])] if roads else []
    return replace(plan, record=plan.record | {"routes": {"seed": plan.facts["routes"]["seed"], "inputs": inputs}})
