"""Capacitated arc routing instances: the two forms of their files, and the row of one run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
from _rows import gaps, measured

from geo.routing.patrol import ArcProblem, check_walks, solve_arcs

_MOVES_A_SECOND = 1_000_000  # on the slowest machine tried; the search counts moves and not the clock
_SHARE_OF_TIME = 0.5  # the rest is for the bound
_FIELDS = {
    "nodes": ("VERTICES", "VERTICES"),
    "depot": ("DEPOT", "DEPOSITO"),
    "capacity": ("CAPACITY", "CAPACIDAD"),
}  # fmt: skip
_PLAIN_ROW = re.compile(r"^[ \t]*(\d+)[ \t]+(\d+)[ \t]+(\d+)[ \t]+(\d+)", re.MULTILINE)
_SPANISH_ROW = re.compile(r"\(\s*(\d+)\s*,\s*(\d+)\s*\)\s*coste\s+(\d+)(?:\s+demanda\s+(\d+))?")


def read_carp(path: Path) -> ArcProblem:
    """Read an instance: rows ``from to cost demand``, or ``(from, to) coste c demanda d`` as first published.

    Streets without demand may be walked but need not be.
    """
    words = path.read_text(encoding="utf-8", errors="replace")
    fields = {name: _field(words, keys) for name, keys in _FIELDS.items()}
    rows = _SPANISH_ROW.findall(words) or _PLAIN_ROW.findall(words)
    table = np.array([[int(cell or 0) for cell in row] for row in rows], dtype=np.int64).reshape(-1, 4)
    tail, head, cost, demand = (np.ascontiguousarray(column) for column in table.T)
    return ArcProblem(
        nodes=fields["nodes"], tail=tail - 1, head=head - 1, cost=cost, demand=demand, required=demand > 0,
        depot=fields["depot"] - 1, capacity=fields["capacity"],
    )  # fmt: skip


def carp_row(job: dict[str, Any]) -> dict[str, Any]:
    """Solve one instance in this process, kernels compiled beforehand."""
    problem = read_carp(Path(job["folder"]) / job["file"])
    solve_arcs(problem, moves=1_000, nodes=1)  # compiles whatever this instance calls
    moves = int(_MOVES_A_SECOND * job["time_limit_s"] * _SHARE_OF_TIME)
    answer, usage = measured(lambda: solve_arcs(problem, seed=job["seed"], moves=moves, nodes=1_000))
    value, bound = answer.proof.value, answer.proof.bound
    return {
        "family": job["family"], "instance": job["instance"], "problem": job["problem"], "n": problem.nodes,
        "p": len(answer.walks), "seed": job["seed"], "solver": "linli", "value": value, "bound": bound,
        "best_known": job["best_known"], "status": answer.proof.status.value,
        "checked": not check_walks(problem, answer),
    } | usage | gaps(value, bound, job["best_known"])  # fmt: skip


def _field(words: str, keys: tuple[str, ...]) -> int:
    for key in keys:
        found = re.search(rf"^\s*{key}\s*:\s*(\d+)", words, re.MULTILINE)
        if found:
            return int(found.group(1))
    msg = f"no line {' or '.join(keys)}"
    raise ValueError(msg)
