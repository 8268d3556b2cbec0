"""Roads and distances for the teams of a saved plan: read for it, noted in its record."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from geo.findings import Report, findings_table
from geo.io.companions import read_matrix
from geo.network.roads import Roads, read_roads
from geo.plan import Plan
from geo.progress import Progress
from geo.scenarios.inputs import fingerprint
from geo.scenarios.routes import metric_crs_of


def forget_route_files(plan: Plan) -> None:
    """Leave out what was found in the files of an earlier run of rounds, unless the plan itself was made from them."""
    earlier = {one["file"] for one in plan.record.get("routes", {}).get("inputs", [])}
    gone = earlier - {one["file"] for one in plan.record.get("inputs", [])}
    plan.tables["findings"] = plan.findings[~plan.findings["file"].isin(sorted(gone))]


def read_plan_roads(plan: Plan, path: Path, *, progress: Progress | None = None) -> Roads:
    """Read roads for a plan; what had to be mended goes among the plan's findings, in the place of an earlier reading.

    Raises
    ------
    InputError
        Where the file is no road file or holds no roads; see `read_roads`.
    """
    report = Report()
    roads = read_roads(path, metric_crs=metric_crs_of(plan), policy=plan.policy, report=report, progress=progress)
    _put_findings(plan, path, report)
    return roads


def read_plan_matrix(plan: Plan, path: Path) -> pd.DataFrame:
    """Read the user's distances for a plan, with its findings as for roads.

    Raises
    ------
    InputError
        Where the file cannot be read; MissingColumnsError where it holds no distances.
    """
    report = Report()
    matrix = read_matrix(path, report, travel=plan.policy.travel)
    _put_findings(plan, path, report)
    return matrix


def _put_findings(plan: Plan, path: Path, report: Report) -> None:
    """Put what a file's reading found in the place of an earlier reading of that file."""
    kept = plan.findings[plan.findings["file"] != path.name]
    new = findings_table(report.findings)
    plan.tables["findings"] = pd.concat([kept, new], ignore_index=True) if len(new) else kept


def with_fingerprint(plan: Plan, *files: Path | None) -> Plan:
    """Note in the record by which roads and distances the teams go."""
    inputs = [dict(one) for one in fingerprint([path for path in files if path])]
    return replace(plan, record=plan.record | {"routes": {"seed": plan.facts["routes"]["seed"], "inputs": inputs}})
