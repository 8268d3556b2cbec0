"""The page of results: ``bench page RESULT.json… [--peers PEERS.json…] [--note TEXT] --out docs/benchmarks.md``.

Reads what the other benchmarks wrote with ``--json``. The same files, machine and date give the same page.
"""

from __future__ import annotations

import argparse
import datetime as dt
import html
import importlib.metadata
import json
import os
import platform
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from _targets import ROUNDS, ROUNDS_TARGETS, TARGETS, Target, is_of_rounds

from geo.files import write_text

Row = dict[str, Any]
_MAXIMISED = {"mclp"}
_SAME = 1e-6  # values nearer than this are equal
_LIBRARIES = ("numpy", "scipy", "numba", "highspy", "pyvrp", "geopandas", "shapely")
_PEER_LIBRARIES = ("spopt", "pulp", "pbp-pmedian", "kmedoids", "pymetis", "gerrychain", "pygeoda",
                   "pyvroom", "ortools")  # fmt: skip
_COLUMNS = ("instance", "problem", "n", "p", "value", "gap to best", "certified gap", "status", "CPU s", "s", "peak MB",
            "checked", "others")  # fmt: skip


def main() -> int:
    """Read results and write the page."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("results", type=Path, nargs="+")
    reader.add_argument("--peers", type=Path, nargs="*", default=[])
    reader.add_argument("--date", default="", help="of the measurement; by default that of the newest result file")
    reader.add_argument("--note", default="", help="a sentence on how the runs were made")
    reader.add_argument("--out", type=Path, required=True)
    options = reader.parse_args()
    newest = max(path.stat().st_mtime for path in options.results)
    day = options.date or dt.datetime.fromtimestamp(newest, dt.UTC).date().isoformat()
    rows, peers = read_rows(options.results), read_rows(options.peers)
    write_text(options.out, page_of(rows, peers, day=day, machine=[*machine_facts(), options.note]))
    return 0


def read_rows(files: Sequence[Path]) -> list[Row]:
    """Join the lists of rows of several files."""
    return [row for path in files for row in json.loads(path.read_text(encoding="utf-8"))]


def machine_facts() -> list[str]:
    """Describe the machine without naming it."""
    installed = {found.metadata["Name"].lower() for found in importlib.metadata.distributions()}
    libraries = [name for name in (*_LIBRARIES, *_PEER_LIBRARIES) if name in installed]
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return [
        f"{os.cpu_count()} cores ({platform.machine()}), {memory_gb:.0f} GB of memory",
        f"load over the last 15 minutes when this page was made: {os.getloadavg()[2]:.1f}",
        f"Python {platform.python_version()}, "
        + ", ".join(f"{name} {importlib.metadata.version(name)}" for name in libraries),
    ]


def page_of(rows: Sequence[Row], peers: Sequence[Row], *, day: str, machine: Sequence[str]) -> str:
    """Compose the page in Markdown."""
    proved = sum(row["status"] == "optimal" for row in rows)
    checked = sum(bool(row["checked"]) for row in rows)
    lines = [
        "# Benchmarks", "",
        f"Measured on {escaped(day)}: {len(rows)} runs, {proved} proved optimal, {checked} passed the independent "
        "checker. Each run has a process of its own; imports and compilation are not timed.", "",
        f"{escaped(day)} 实测 {len(rows)} 例：{proved} 例已证明最优，{checked} 例通过独立校验；他人更好之处见 "
        "“Where others win”。", "",
        *(f"- {escaped(fact)}" for fact in machine if fact), "",
        "*gap to best*: how much worse than the published value (below zero: better). *certified gap*: how far from "
        "the optimum at most, by our own bound. *others*: the value and the CPU time of other programs over ours in "
        "the same run; above 1 is in our favour.", "",
        "## What we aim at", "", *_targets(rows),
    ]  # fmt: skip
    general = [row for row in rows if not is_of_rounds(row)]
    for family in sorted({row["family"] for row in general}):
        lines += ["", f"## Family {escaped(family)}", "", *_table(family, general, peers)]
    lines += _rounds_section([row for row in rows if is_of_rounds(row)], peers)
    return "\n".join([*lines, "", "## Where others win", "", *_wins(rows, peers)]) + "\n"


def escaped(told: object) -> str:
    """Make text harmless in a cell of a Markdown table."""
    line = " ".join(str(told).split())
    return re.sub(r"([\\`*_{}\[\]|~#!])", r"\\\1", html.escape(line, quote=False))


def _targets(rows: Sequence[Row]) -> Iterator[str]:
    yield "| we aim at | held in | |"
    yield "|---|---|---|"
    for target in TARGETS:
        mine = [row for row in rows if target.concerns(row)]
        held = sum(target.holds(row) for row in mine)
        verdict = "not run" if not mine else "reached" if target.is_reached(mine) else "not reached"
        yield f"| {escaped(target.words)} | {held} of {len(mine)} | {verdict} |"


def _rounds_section(rows: Sequence[Row], peers: Sequence[Row]) -> Iterator[str]:
    """Set aims, what was measured and what others reach side by side, then the families one by one."""
    if not rows:
        return
    yield from ("", f"## {ROUNDS}", "")
    yield "| we aim at | measured | held in | | others on the same cases |"
    yield "|---|---|---|---|---|"
    for target in ROUNDS_TARGETS:
        mine = [row for row in rows if target.concerns(row)]
        held = sum(target.holds(row) for row in mine)
        verdict = "not run" if not mine else "reached" if target.is_reached(mine) else "not reached"
        cells = [escaped(target.words), _measured(target.shown, mine), f"{held} of {len(mine)}", verdict,
                 _of_others(target, mine, peers)]  # fmt: skip
        yield f"| {' | '.join(cells)} |"
    for family in sorted({row["family"] for row in rows}):
        yield from ("", f"### Family {escaped(family)}", "", *_table(family, rows, peers))


def _measured(key: str, rows: Sequence[Row]) -> str:
    """Tell a column of some rows: the one number, or the mean and the worst."""
    numbers = [row[key] for row in rows if row[key] is not None]
    if not numbers:
        return "–"
    told, unit = (_share, "") if key == "gap_to_best" else (_number, " s" if key.endswith("seconds") else "")
    if len(numbers) == 1:
        return told(numbers[0]) + unit
    return f"{told(sum(numbers) / len(numbers))}{unit} in the mean, {told(max(numbers))}{unit} at most"


def _of_others(target: Target, rows: Sequence[Row], peers: Sequence[Row]) -> str:
    """Tell the same column for every other program, over the cases that it answered."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        for peer in _same(row, peers):
            found.setdefault(peer["solver"], []).append(peer)
    said = []
    for name, own in sorted(found.items()):
        answered = [peer for peer in own if _is_lawful(peer)]
        told = _measured(target.shown, answered) if answered else escaped(own[0]["status"])
        said.append(f"{escaped(name)}: {told} ({len(answered)} of {len(rows)})")
    return "; ".join(said)


def _table(family: str, rows: Sequence[Row], peers: Sequence[Row]) -> Iterator[str]:
    yield f"| {' | '.join(_COLUMNS)} |"
    yield "|---|---|" + "---:|" * 5 + "---|" + "---:|" * 3 + "---|---|"
    for row in (row for row in rows if row["family"] == family):
        others = "; ".join(_against(row, peer) for peer in _same(row, peers))
        cells = [
            escaped(row["instance"]), escaped(row["problem"]), _number(row["n"]), _number(row["p"]),
            _number(row["value"]), _share(row["gap_to_best"]), _share(row["certified_gap"]), escaped(row["status"]),
            _number(row["cpu_seconds"]), _number(row["seconds"]), _number(row["peak_mb"]),
            "yes" if row["checked"] else "no", others,
        ]  # fmt: skip
        yield f"| {' | '.join(cells)} |"


def _same(row: Row, peers: Sequence[Row]) -> list[Row]:
    """Pick the rows of others on the same case; names repeat, so all that tells cases apart is compared."""
    keys = ("family", "instance", "problem", "n", "p", "seed", "best_known")
    return [peer for peer in peers if all(peer.get(key) == row.get(key) for key in keys)]


def _against(row: Row, peer: Row) -> str:
    name = escaped(peer["solver"])
    if not _is_lawful(peer) or row["value"] is None:
        return f"{name}: {escaped(peer['status'])}"
    worth = peer["value"] / row["value"] if row["value"] else float(peer["value"] == 0)
    worth = 1 / worth if row["problem"] in _MAXIMISED and worth else worth
    return f"{name}: value × {worth:.4f}, CPU {_times(peer, row)} ({escaped(peer['status'])})"


def _times(peer: Row, row: Row) -> str:
    if peer["cpu_seconds"] is None or not row["cpu_seconds"]:
        return "–"
    return f"× {peer['cpu_seconds'] / row['cpu_seconds']:.3g}"


def _is_lawful(peer: Row) -> bool:
    """Whether an answer of another program keeps the rules, as far as its status tells."""
    return peer["value"] is not None and peer["status"] in {"optimal", "feasible", "in tolerance"}


def _gain(row: Row, other: float | None) -> float:
    """Say by which share of our value another value is better; below zero where ours is."""
    if row["value"] is None or other is None:
        return 0.0
    sign = -1.0 if row["problem"] in _MAXIMISED else 1.0
    return sign * (row["value"] - other) / max(abs(row["value"]), 1e-12)


def _wins(rows: Sequence[Row], peers: Sequence[Row]) -> list[str]:
    """List published values that we missed, and answers of others that are better or quicker."""
    lines = [
        f"- {_case(row)}: the published value is {row['gap_to_best']:.3%} better than ours."
        for row in rows if (row["gap_to_best"] or 0.0) > _SAME
    ]  # fmt: skip
    for row in rows:
        for peer in _same(row, peers):
            said = _win(row, peer) if _is_lawful(peer) else ""
            lines += [f"- {_case(row)}: {escaped(peer['solver'])} {said}."] if said else []
    failed = [f"- {_case(row)}: we have no answer ({escaped(row['status'])})." for row in rows if row["value"] is None]
    return [*failed, *lines] or ["In no case of this page was a value or a time of another program better."]


def _win(row: Row, peer: Row) -> str:
    gain = _gain(row, peer["value"])
    is_better = row["value"] is None or gain > _SAME
    is_quicker = None not in {peer["cpu_seconds"], row["cpu_seconds"]} and peer["cpu_seconds"] < row["cpu_seconds"]
    said = [f"is {gain:.3%} better"] if is_better else []
    if is_quicker:
        worse = "with the same value" if abs(gain) <= _SAME else f"with a value {abs(gain):.1%} worse"
        seconds = f"needs {peer['cpu_seconds']:.2f} s of CPU to our {row['cpu_seconds']:.2f} s"
        said.append(seconds if is_better else f"{seconds}, {worse}")
    return " and ".join(said)


def _case(row: Row) -> str:
    stations = "" if row["p"] is None else f", p = {row['p']}"
    return f"{escaped(row['family'])} {escaped(row['instance'])} ({escaped(row['problem'])}{stations})"


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.3%}"


def _number(number: float | None) -> str:
    if number is None:
        return "–"
    if isinstance(number, int):
        return f"{number:,}"
    return f"{number:,.2f}" if abs(number) < 1e9 else f"{number:.6g}"


if __name__ == "__main__":
    raise SystemExit(main())
