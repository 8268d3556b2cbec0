"""Solved cells on disk, so that a sweep that was interrupted goes on where it stopped.

Beside the results a folder `cells` holds one small file for each number of stations of each sub-district, written at
once when it is solved, and `made_from.json`: inputs, settings, seed and digests of the problems. Cells of anything else
are never taken over.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from geo.clustering.problem import Clash, Problem, Solution
from geo.clustering.solver import verify
from geo.errors import InputError, OutputError, SolverError, shortlist
from geo.files import explain_write_failure, write_text
from geo.io.swap import require_writable
from geo.plan import Proof, Status
from geo.scenarios.sweep_cells import Opened, with_count
from geo.scenarios.sweep_table import Cell
from geo.wording import text

CURVE, CELLS, MADE_FROM = "curve.json", "cells", "made_from.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Source:
    """What cells are made from: input files by name and digest, settings, seed, problems by name and digest."""

    inputs: dict[str, str]
    policy: dict[str, Any]
    seed: int
    problems: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {"format": _FORMAT, "inputs": self.inputs, "policy": self.policy, "seed": self.seed,
                "problems": self.problems}  # fmt: skip

    def differences(self, other: dict[str, Any]) -> list[str]:
        """Name what is different in cells made before."""
        found = [] if other.get("format") == _FORMAT else [text("sweep.differs.format")]
        found += _differing(self.inputs, other.get("inputs"), "sweep.differs.input")
        found += _differing(_flat(self.policy), _flat(other.get("policy")), "sweep.differs.setting")
        if other.get("seed") != self.seed:
            found.append(text("sweep.differs.seed", before=other.get("seed"), now=self.seed))
        if not found:
            found += _differing(self.problems, other.get("problems"), "sweep.differs.problem")
        return found


def require_sweep_folder(folder: Path) -> None:
    """Refuse a folder that cannot be written, or holds others' files and no sweep.

    Raises
    ------
    OutputError
        Where the results cannot go there. Nothing is changed then.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputError(text("store.is_a_file", folder=folder))
    names = sorted(entry.name for entry in folder.iterdir()) if folder.exists() else []
    if names and not ((folder / CURVE).exists() or (folder / CELLS / MADE_FROM).exists()):
        other = folder.with_name(f"{folder.name}-sweep")
        raise OutputError(text("sweep.foreign_folder", folder=folder, names=shortlist(names, 3), other=other))
    require_writable(folder)


@dataclass(frozen=True, slots=True)
class CellFolder:
    """The cells of one sweep on disk; without a folder nothing is kept."""

    folder: Path | None
    source: Source

    def open(self, parts: Sequence[Opened], *, must_match: bool) -> dict[Cell, Solution]:
        """Take over the cells made from the same, or begin anew where they are of something else.

        Raises
        ------
        InputError
            Where `must_match` and there are no cells, or they were made from something else; it names what differs.
        """
        if self.folder is None:
            return {}
        differences = self._differences()
        if not differences:
            return self._read(parts)
        if must_match:
            raise InputError(text("sweep.cannot_resume", folder=self.folder, differences=shortlist(differences, 6)))
        try:
            if (self.folder / CELLS).exists():
                shutil.rmtree(self.folder / CELLS)
        except OSError as error:
            raise explain_write_failure(self.folder / CELLS, error) from error
        write_text(self.folder / CELLS / MADE_FROM, _rendered(self.source.as_json()))
        return {}

    def keep(self, cell: Cell, problem: Problem, solution: Solution) -> None:
        """Write one solved cell at once."""
        if self.folder is not None:
            write_text(self._path(cell), _rendered(_as_json(problem, solution)))

    def _path(self, cell: Cell) -> Path:
        assert self.folder is not None, "cells are kept in a folder"
        return self.folder / CELLS / f"{cell[0]:03d}-{cell[1]:03d}.json"

    def _differences(self) -> list[str]:
        assert self.folder is not None, "cells are kept in a folder"
        try:
            before = json.loads((self.folder / CELLS / MADE_FROM).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return [text("sweep.differs.nothing")]
        return self.source.differences(before if isinstance(before, dict) else {})

    def _read(self, parts: Sequence[Opened]) -> dict[Cell, Solution]:
        found = {}
        for at, part in enumerate(parts):
            for stations in range(part.reach.fewest, part.reach.most + 1):
                solution = _from_json(self._path((at, stations)), part.problem, stations)
                if solution is not None:
                    found[at, stations] = solution
        return found


def _as_json(problem: Problem, solution: Solution) -> dict[str, Any]:
    proof = solution.proof
    return {
        "status": proof.status.value,
        "value": proof.value,
        "bound": proof.bound if np.isfinite(proof.bound) else None,
        "floor": proof.floor,
        "stopped_by": proof.stopped_by,
        "model": solution.model,
        "seconds": round(solution.seconds, 3),
        "rooms": [problem.room_ids[room] if room >= 0 else None for room in solution.room_of],
        "clashes": [[clash.rule, clash.explanation] for clash in solution.clashes],
        "count_bounds": [bound if np.isfinite(bound) else None for bound in solution.count_bounds.tolist()],
    }


def _from_json(path: Path, problem: Problem, stations: int) -> Solution | None:
    """Read a cell back; None where there is none or it does not hold, which solving it again mends."""
    try:
        cell = json.loads(path.read_text(encoding="utf-8"))
        position = {room: at for at, room in enumerate(problem.room_ids)} | {None: -1}
        room_of = np.array([position[room] for room in cell["rooms"]], np.int32)
        bound = -np.inf if cell["bound"] is None else float(cell["bound"])
        proof = Proof(Status(cell["status"]), float(cell["value"]), bound, float(cell["floor"]), cell["stopped_by"])
        lines = np.array([-np.inf if one is None else one for one in cell["count_bounds"]], np.float64)
        clashes = tuple(Clash(rule, (), said) for rule, said in cell["clashes"])
        if len(room_of) != problem.estate_count:
            return None
        verify(with_count(problem, stations), room_of, proof)
    except (OSError, ValueError, KeyError, TypeError, SolverError):
        return None
    return Solution(room_of, proof, str(cell["model"]), float(cell["seconds"]), clashes, {}, lines)


def _rendered(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n"


def _flat(value: object, prefix: str = "") -> dict[str, object]:
    """Join nested keys with dots."""
    if not isinstance(value, dict):
        return {}
    found: dict[str, object] = {}
    for key, part in value.items():
        found |= _flat(part, f"{prefix}{key}.") if isinstance(part, dict) else {f"{prefix}{key}": part}
    return found


def _differing(now: dict[str, Any], before: object, key: str) -> list[str]:
    then = before if isinstance(before, dict) else {}
    names = sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name))
    return [text(key, name=name) for name in names]
