"""Solvers of others for the benchmark of siting, called where they are installed."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable
from typing import Any

import numpy as np
from _siting_formats import Instance

Answer = tuple[float | None, str]  # value, how sure the program is of it
_KNOWN = {
    "spopt": {"p-median", "p-center", "lscp", "mclp"},
    "pbp_pmedian": {"p-median"},
    "kmedoids": {"p-median"},
}


def peers_of(job: dict[str, Any]) -> list[str]:
    """Name the installed solvers that know the problem of a job; kmedoids knows no weights."""
    known = [name for name, able in _KNOWN.items() if job["problem"] in able and importlib.util.find_spec(name)]
    return [name for name in known if name != "kmedoids" or not job["is_weighted"]]


def import_peer(peer: str) -> None:
    """Import a program, so that its import is not timed."""
    for module in {"spopt": ("pulp", "spopt.locate")}.get(peer, (peer,)):
        importlib.import_module(module)


def _spopt(instance: Instance, job: dict[str, Any]) -> Answer:
    import pulp
    from spopt.locate import LSCP, MCLP, PCenter, PMedian

    metres = np.asarray(instance.travel)
    weights = instance.arguments.get("weights", np.ones(len(metres)))
    builders: dict[str, Callable[[], Any]] = {
        "p-median": lambda: PMedian.from_cost_matrix(metres, weights, p_facilities=job["p"]),
        "p-center": lambda: PCenter.from_cost_matrix(metres, p_facilities=job["p"]),
        "lscp": lambda: LSCP.from_cost_matrix(metres, job["radius"]),
        "mclp": lambda: MCLP.from_cost_matrix(metres, weights, job["radius"], p_facilities=job["p"]),
    }
    model = builders[job["problem"]]().solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=job["time_limit_s"]))
    if model.problem.status != pulp.LpStatusOptimal:
        return None, "unknown"
    is_proved = model.problem.sol_status == pulp.LpSolutionOptimal
    return float(pulp.value(model.problem.objective)), "optimal" if is_proved else "feasible"


def _pbp_pmedian(instance: Instance, job: dict[str, Any]) -> Answer:
    import pbp_pmedian

    metres = np.asarray(instance.travel, dtype=np.float64)
    costs = (metres * np.reshape(instance.arguments.get("weights", np.ones(len(metres))), (-1, 1))).T.copy()
    value, _, _, status, _ = pbp_pmedian.solve(costs, job["p"], time_limit=job["time_limit_s"])
    return (None if value is None or not np.isfinite(value) else float(value)), "optimal" if status == 0 else "feasible"


def _kmedoids(instance: Instance, job: dict[str, Any]) -> Answer:
    import kmedoids

    metres = np.asarray(instance.travel, dtype=np.float64)
    return float(kmedoids.fasterpam(metres, job["p"], random_state=job["seed"]).loss), "feasible"


PEERS: dict[str, Callable[[Instance, dict[str, Any]], Answer]] = {
    "spopt": _spopt,
    "pbp_pmedian": _pbp_pmedian,
    "kmedoids": _kmedoids,
}
