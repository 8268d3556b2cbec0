"""A sweep over the number of stations: ``bench sweep [--instances DIR] [--match A:B[:STEP]] [--problem cost|travel]``.

Without a folder the bundled sample is written to a temporary one first; a folder holds what `geo sample` writes. One
row a sweep, thirty points unless `--match` says otherwise, solved by two spawned workers in a process of its own: `n`
is the number of estates, `p` the number of points, `value` and `bound` are summed over the points, `certified_gap` is
the widest gap of a point, `checked` says that the full plans of both ends and the middle are what the curve said.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from _rows import KEYS, measured, options_reader, run_all
from city import city_files

from geo.policy import Policy
from geo.samples import write_sample
from geo.scenarios.inputs import Inputs, read_inputs
from geo.scenarios.sweep import Sweep, sweep

PROBLEMS = ("cost", "travel")
THIRTY = "50:79"
_WORKERS = 2
_WAIT_S = 900.0


def main() -> int:
    """Sweep the sample, or the city in the folder given."""
    options = _options()
    if options.child:
        print(json.dumps(_run(json.loads(options.child))))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        jobs = _jobs(options, Path(scratch))
        return run_all(Path(__file__), jobs, options, wait_s=options.time_limit or _WAIT_S)


def _options() -> argparse.Namespace:
    return options_reader(__doc__, time_limit_s=None, problems=PROBLEMS).parse_args()


def _jobs(options: argparse.Namespace, scratch: Path) -> list[dict[str, Any]]:
    folder = options.instances
    if folder is None:
        folder = scratch / "sample"
        write_sample("wuxi", folder)
    files = city_files(folder)
    policy = Policy.from_toml(files.policy) if files.policy else Policy()
    told = scratch / "inputs.pickle"
    told.write_bytes(pickle.dumps((read_inputs(files, policy=policy), policy)))
    stations = options.match if ":" in options.match else THIRTY
    return [
        {"family": "sweep", "instance": stations, "problem": problem, "seed": options.seed, "inputs": str(told),
         "time_limit_s": options.time_limit}
        for problem in ([options.problem] if options.problem else PROBLEMS[:1])
    ]  # fmt: skip


def _run(job: dict[str, Any]) -> dict[str, Any]:
    inputs, policy = pickle.loads(Path(job["inputs"]).read_bytes())
    low, high, step = (*(int(part) for part in job["instance"].split(":")), 1)[:3]
    made, used = measured(lambda: _swept(inputs, policy, job, range(low, high + 1, step)))
    points = [point for point in made.curve.points if point.has_plan]
    row = dict.fromkeys(KEYS)
    return row | used | {
        "family": job["family"], "instance": job["instance"], "problem": job["problem"], "seed": job["seed"],
        "solver": "linli", "n": len(inputs.ledger.planned()), "p": len(made.curve.points),
        "value": sum(point.objective for point in points), "bound": sum(point.bound or 0.0 for point in points),
        "certified_gap": max((point.gap for point in points if point.gap is not None), default=None),
        "status": "optimal" if all(point.status == "optimal" for point in points) else "gap",
        "checked": _holds(made),
    }  # fmt: skip


def _swept(inputs: Inputs, policy: Policy, job: dict[str, Any], stations: range) -> Sweep:
    return sweep(
        inputs.ledger, inputs.companions, stations=stations,
        policy=policy.with_settings({"objective": job["problem"], "explain.rule_prices": "none"}), seed=job["seed"],
        time_limit_s=job["time_limit_s"], engine="processes", workers=_WORKERS,
    )  # fmt: skip


def _holds(made: Sweep) -> bool:
    """Make the full plans of both ends and the middle; their own checker has judged them."""
    points = [point for point in made.curve.points if point.has_plan]
    for point in (points[0], points[len(points) // 2], points[-1]):
        facts = made.plan(point.stations).facts
        same = (facts["stations"] == point.stations, abs(facts["objective"] - point.objective) < 1.0,
                abs(facts["monthly_cost_cny"] - point.monthly_cost_cny) < 1.0)  # fmt: skip
        if not all(same):
            return False
    return True


if __name__ == "__main__":
    raise SystemExit(main())
