"""The rows that every benchmark prints and writes: one table, one JSON list, one child process an instance."""

from __future__ import annotations

import argparse
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
    """Run a piece of work in this process; return its result, wall and CPU seconds, and the peak memory so far.

    Processes that the work starts and waits for count too.
    """
    wall, used = time.monotonic(), _cpu_s()
    result = work()
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    seconds, cpu = time.monotonic() - wall, _cpu_s() - used
    return result, {"seconds": round(seconds, 3), "cpu_seconds": round(cpu, 3), "peak_mb": round(peak, 1)}


def _cpu_s() -> float:
    started = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + started.ru_utime + started.ru_stime


def gaps(value: float | None, bound: float | None, best: float | None, *, maximise: bool = False) -> dict[str, Any]:
    """Work out the two gaps of a row, as fractions."""
    sign = -1.0 if maximise else 1.0
    to_best = None if value is None or not best else sign * (value / best - 1.0) + 0.0
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
        return _without_answer(job, "killed: over time")
    if done.returncode != 0:
        print(done.stderr[-2000:], file=sys.stderr)
        return _without_answer(job, f"failed: exit {done.returncode}")
    row = json.loads(done.stdout.strip().splitlines()[-1])
    return {key: row.get(key) for key in KEYS}


def options_reader(
    description: str | None, *, time_limit_s: float | None, problems: Iterable[str] | None = None
) -> argparse.ArgumentParser:
    """Read what all runners are asked; each adds its own options.

    Parameters
    ----------
    problems : the only ones there are; any may be asked for where not given.
    """
    reader = argparse.ArgumentParser(description=description)
    reader.add_argument("--instances", type=Path)
    reader.add_argument("--match", default="*")
    reader.add_argument("--problem", default="", choices=None if problems is None else ["", *problems])
    reader.add_argument("--time-limit", type=float, default=time_limit_s)
    reader.add_argument("--seed", type=int, default=0)
    reader.add_argument("--json", type=Path)
    reader.add_argument("--peers", action="store_true")
    reader.add_argument("--child", default="")
    return reader


def run_all(
    script: Path,
    jobs: Iterable[dict[str, Any]],
    options: argparse.Namespace,
    *,
    wait_s: float,
    peers_of: Callable[[dict[str, Any]], Iterable[str]] = lambda _: (),
) -> int:
    """Run every job in a child of its own, then its peers where asked; return the exit code.

    Rows are shown and written as they come, so that an interrupted run leaves what it had.
    """
    rows, others = [], []
    show_header()
    for job in jobs:
        rows.append(in_child(script, job, wait_s))
        show(rows[-1])
        for peer in peers_of(job) if options.peers else ():
            others.append(in_child(script, job | {"peer": peer}, wait_s))
            show(others[-1])
        if options.json:
            write_json(options.json, rows)
        if options.json and options.peers:
            write_peers(options.json, others)
    return 0 if all(row["checked"] for row in rows) else 1


def _without_answer(job: dict[str, Any], status: str) -> dict[str, Any]:
    told = {key: job.get(key) for key in KEYS}
    return told | {"solver": job.get("peer") or "linli", "status": status, "checked": False}


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


def instance_folder(given: Path, kind: str) -> Path:
    """Return the folder that holds best_known.csv: the given one, or the one in it that is named after the benchmark.

    Raises
    ------
    SystemExit
        Where there is none.
    """
    for folder in (given.resolve(), given.resolve() / kind):
        if (folder / "best_known.csv").exists():
            return folder
    raise SystemExit(f"{given}: no best_known.csv in it; name the folder of instances with --instances")


def write_peers(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write the rows of other programs beside our own, to RESULT-peers.json."""
    write_json(path.with_name(f"{path.stem}-peers.json"), rows)


def write_json(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write the rows as a list of objects."""
    path.write_text(json.dumps(list(rows), ensure_ascii=False, indent=1, allow_nan=False) + "\n", encoding="utf-8")
