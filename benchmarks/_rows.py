"""The rows that every benchmark prints and writes: one table, one JSON list, one child process an instance."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

KEYS = (
    "family", "instance", "problem", "n", "p", "seed", "solver", "value", "bound", "best_known", "gap_to_best",
    "certified_gap", "status", "seconds", "cpu_seconds", "peak_mb", "checked",
)  # fmt: skip
_WIDTHS = (9, 16, 10, 6, 5, 4, 10, 15, 15, 15, 11, 13, 10, 8, 11, 7, 7)
_GRACE_S = 120.0  # for reading an instance and for kernels that hear the clock late


def measured(work: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    """Run a piece of work in this process; return its result, wall and CPU seconds, and the peak memory so far."""
    wall, used = time.monotonic(), time.process_time()
    result = work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds, cpu = time.monotonic() - wall, time.process_time() - used
    return result, {"seconds": round(seconds, 3), "cpu_seconds": round(cpu, 3), "peak_mb": round(peak, 1)}


def gaps(value: float | None, bound: float | None, best: float | None, *, maximise: bool = False) -> dict[str, Any]:
    """Work out the two gaps of a row, as fractions."""
    sign = -1.0 if maximise else 1.0
    to_best = None if value is None or not best else sign * (value / best - 1.0)
    certified = None if value is None or bound is None else abs(value - bound) / abs(value) if value else 0.0
    return {"gap_to_best": to_best, "certified_gap": certified}


def in_child(script: Path, job: dict[str, Any], time_limit_s: float) -> dict[str, Any]:
    """Run one instance in a process of its own; a row with a status that says so where it fails."""
    command = [sys.executable, str(script), "--child", json.dumps(job)]
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=3 * time_limit_s + _GRACE_S, check=False,
            env={**os.environ, **threads},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return {key: job.get(key) for key in KEYS} | {"status": "killed: over time", "checked": False}
    if done.returncode != 0:
        print(done.stderr[-2000:], file=sys.stderr)
        return {key: job.get(key) for key in KEYS} | {"status": f"failed: exit {done.returncode}", "checked": False}
    row = json.loads(done.stdout.strip().splitlines()[-1])
    return {key: row.get(key) for key in KEYS}


def show_header() -> None:
    """Print the names of the columns."""
    print("  ".join(key.rjust(width) for key, width in zip(KEYS, _WIDTHS, strict=True)), flush=True)


def show(row: dict[str, Any]) -> None:
    """Print one row."""
    cells = [_cell(key, row.get(key)) for key in KEYS]
    print("  ".join(cell.rjust(width) for cell, width in zip(cells, _WIDTHS, strict=True)), flush=True)


def _cell(key: str, value: object) -> str:
    if value is None:
        return "-"
    if key in {"gap_to_best", "certified_gap"}:
        return f"{value:.5%}"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def write_json(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write the rows as a list of objects."""
    path.write_text(json.dumps(list(rows), ensure_ascii=False, indent=1, allow_nan=False) + "\n", encoding="utf-8")
