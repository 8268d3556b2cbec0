"""A city planned as `geo plan` does it: ``bench city [--instances DIR] [--match GLOB] [--problem travel|cost]``.

Without a folder the bundled sample is written to a temporary one first. A folder holds a ledger and, beside it, what
`geo sample` writes: boundaries.gpkg, barriers.gpkg, rooms.csv, renames.csv, policy.toml, all optional. One row a
sub-district, planned alone in a process of its own, and one row ``city``: all of them with workers, saved with its map.
"""

from __future__ import annotations

import argparse
import json
import math
import pickle
import sys
import tempfile
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from _city_check import faults_of
from _rows import KEYS, gaps, measured, options_reader, run_all

from geo.policy import Policy
from geo.samples import write_sample
from geo.scenarios.inputs import InputFiles, Inputs, read_inputs
from geo.scenarios.outputs import save
from geo.scenarios.pipeline import make_plan

WHOLE = "city"
PROBLEMS = ("travel", "cost")
_WAIT_S = 600.0  # without a limit of its own a plan ends by the work limits of its policy
_LEDGERS = ("ledger*.xlsx", "ledger*.parquet", "ledger*.csv", "*.xlsx", "*.parquet", "*.csv", "*.gpkg")
_BESIDE = {
    "boundaries": "boundaries.*", "barriers": "barriers.*", "rooms": "rooms.*", "renames": "renames.*",
    "policy": "policy.toml",
}  # fmt: skip


def main() -> int:
    """Plan the sub-districts asked for, then the city."""
    options = _options()
    if options.child:
        print(json.dumps(_run(json.loads(options.child))))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        jobs = _jobs(options, Path(scratch))
        if not jobs:
            print("no sub-district matches; the glob is on its name, the whole is called city", file=sys.stderr)
            return 1
        return run_all(Path(__file__), jobs, options, wait_s=options.time_limit or _WAIT_S)


def _options() -> argparse.Namespace:
    """Read the options; no other program plans a city, so that peers add nothing."""
    return options_reader(__doc__, time_limit_s=None, problems=PROBLEMS).parse_args()


def _jobs(options: argparse.Namespace, scratch: Path) -> list[dict[str, Any]]:
    """Read the city once and list what to plan, sub-districts by name and the city last."""
    folder = options.instances
    if folder is None:
        folder = scratch / "sample"
        write_sample("wuxi", folder)
    files = city_files(folder)
    policy = Policy.from_toml(files.policy) if files.policy else Policy()
    inputs = read_inputs(files, policy=policy)
    told = scratch / "inputs.pickle"
    told.write_bytes(pickle.dumps((inputs, policy)))
    names = [*sorted(inputs.ledger.planned()["subdistrict"].unique()), WHOLE]
    common = {
        "family": "city", "seed": options.seed, "inputs": str(told), "scratch": str(scratch),
        "time_limit_s": options.time_limit,
    }  # fmt: skip
    return [
        common | {"instance": name, "problem": problem}
        for problem in PROBLEMS
        for name in names
        if options.problem in {"", problem} and fnmatch(name, options.match)
    ]


def city_files(folder: Path) -> InputFiles:
    """Find the ledger of a folder and what lies beside it.

    Raises
    ------
    SystemExit
        Where the folder holds no ledger.
    """
    beside = {what: next(iter(sorted(folder.glob(pattern))), None) for what, pattern in _BESIDE.items()}
    taken = {*beside.values()}
    found = (path for pattern in _LEDGERS for path in sorted(folder.glob(pattern)) if path not in taken)
    ledger = next(found, None)
    if ledger is None:
        raise SystemExit(f"{folder}: no ledger (.xlsx, .parquet, .csv, .gpkg) in it")
    return InputFiles(ledgers=(ledger,), **beside)


def only(inputs: Inputs, name: str) -> Inputs:
    """Keep the estates of one sub-district and their rooms; all of them for the whole."""
    if name == WHOLE:
        return inputs
    ledger = inputs.ledger
    own = ledger.planned()
    ids = set(own["estate_id"][own["subdistrict"] == name])
    estates, rooms = ledger.estates, inputs.companions.rooms
    if rooms is not None:  # a room whose estate is left out would look like a room of no estate, free for all
        rooms = rooms[rooms["estate_id"].isna() | rooms["estate_id"].isin(ids)]
    return replace(
        inputs,
        ledger=replace(ledger, estates=estates[estates["estate_id"].isin(ids)]),
        companions=replace(inputs.companions, rooms=rooms),
    )


def _run(job: dict[str, Any]) -> dict[str, Any]:
    """Plan in this process, kernels compiled beforehand; the whole with workers, and saved."""
    is_whole = job["instance"] == WHOLE
    inputs, policy = pickle.loads(Path(job["inputs"]).read_bytes())
    policy = policy.with_settings({"objective": job["problem"]})
    _warm_up(policy, Path(job["scratch"]))
    inputs = only(inputs, job["instance"])
    arguments = {"policy": policy, "seed": job["seed"], "time_limit_s": job["time_limit_s"]}

    def work() -> Any:  # noqa: ANN401  a plan; `measured` hands on whatever it is
        plan = make_plan(
            inputs.ledger, inputs.companions, **arguments, engine="auto" if is_whole else "serial",
            fingerprints=inputs.fingerprints,
        )  # fmt: skip
        if is_whole:
            save(plan, Path(job["scratch"]) / f"plan-{job['problem']}")
        return plan

    plan, usage = measured(work)
    return _row(job, plan) | usage | {"checked": not faults_of(plan, inputs, policy, job["seed"])}


def _row(job: dict[str, Any], plan: Any) -> dict[str, Any]:  # noqa: ANN401  importing Plan only for its name costs
    facts = plan.summary()
    has_value = plan.status.value != "infeasible"
    value, bound = (
        float(facts[key]) if facts[key] is not None and math.isfinite(facts[key]) else None
        for key in ("objective", "bound")
    )
    return dict.fromkeys(KEYS) | {
        **{key: job[key] for key in ("family", "instance", "problem", "seed")},
        "n": int(facts["planned"]), "p": int(facts["stations"]), "solver": "linli", "bound": bound,
        "value": value if has_value else None,
        "certified_gap": gaps(value, bound, None)["certified_gap"] if has_value else None,
        "status": plan.status.value,
    }  # fmt: skip


def _warm_up(policy: Policy, scratch: Path) -> None:
    """Plan a tiny invented town with the same policy, so that no compilation is timed."""
    town = scratch / "town"
    if not town.exists():
        write_sample("town", town, estates=24, seed=1)
    inputs = read_inputs(city_files(town), policy=policy)
    make_plan(inputs.ledger, inputs.companions, policy=policy, engine="serial")


if __name__ == "__main__":
    raise SystemExit(main())
