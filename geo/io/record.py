"""record.json: what a plan was made from and the sha256 of every file beside it, by which a folder is believed.

It is written last. QGIS changes a few bytes of a GeoPackage's first page by merely opening it, so for those files
a digest without these bytes is kept beside the plain one and counts too.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from geo.errors import PlanFolderError
from geo.files import sha256_of
from geo.plan import FORMAT
from geo.wording import text

RECORD = "record.json"
PROGRAM = "linli"
_OWN = ("program", "policy", "files")
# SQLite's file format, section 1.3: read and write version, change counter, version-valid-for and library version.
_VOLATILE = (slice(18, 20), slice(24, 28), slice(92, 100))


@dataclass(frozen=True, slots=True)
class Record:
    """A folder's record: the run's own facts (format included), the policy, and the digests of the files by path."""

    facts: dict[str, Any]
    policy: dict[str, Any]
    files: dict[str, dict[str, Any]]

    def to_json(self) -> str:
        """Render the record as the text of record.json."""
        own = {key: value for key, value in self.facts.items() if key not in _OWN}
        return render({"program": PROGRAM, **own, "format": FORMAT, "policy": self.policy, "files": self.files})

    def matches(self, folder: Path, name: str) -> bool:
        """Tell whether a file is as it was written."""
        path, kept = folder / name, self.files[name]
        if path.stat().st_size != kept["bytes"]:
            return False
        return sha256_of(path) == kept["sha256"] or (
            "content_sha256" in kept and _content(path) == kept["content_sha256"]
        )


def read_record(folder: Path, *, any_format: bool = False) -> Record:
    """Read and check a folder's record.json; `any_format` takes those of other versions of the program too.

    Raises
    ------
    PlanFolderError
        Where there is none, it is damaged, or its format is another.
    """
    path = folder / RECORD
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise PlanFolderError(text("store.no_record", folder=folder)) from error
    except (OSError, ValueError) as error:  # not UTF-8 and not JSON are both ValueErrors
        raise PlanFolderError(text("store.bad_record", path=path, said=error)) from error
    if not is_record(given):
        raise PlanFolderError(text("store.bad_record", path=path, said="program, policy, files"))
    if given["format"] != FORMAT and not any_format:
        raise PlanFolderError(text("store.other_format", path=path, found=given["format"], expected=FORMAT))
    facts = {key: value for key, value in given.items() if key not in _OWN}
    return Record(facts, given["policy"], given["files"])


def is_record(given: object) -> bool:
    """Tell a record of ours, of any format, from other JSON."""
    if not isinstance(given, dict) or given.get("program") != PROGRAM or "format" not in given:
        return False
    files = given.get("files")
    entries = files.values() if isinstance(files, dict) else [None]
    return isinstance(given.get("policy"), dict) and all(
        isinstance(kept, dict) and {"bytes", "sha256"} <= kept.keys() for kept in entries
    )


def digests(folder: Path, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return size and digest of files by their relative paths, sorted."""
    return {name: _digest(folder / name) for name in sorted(names)}


def render(value: Mapping[str, Any]) -> str:
    """Render facts as JSON people can read; what is not finite becomes null."""
    return json.dumps(plain(value), ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def plain(value: Any) -> Any:  # noqa: ANN401  any JSON value
    """Turn numpy numbers, tuples, paths and dates into what JSON has; NaN and infinity into None."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [plain(part) for part in value]
    if isinstance(value, date | Path):
        return str(value)
    return value


def _digest(path: Path) -> dict[str, Any]:
    kept: dict[str, Any] = {"bytes": path.stat().st_size, "sha256": sha256_of(path)}
    return kept | {"content_sha256": _content(path)} if path.suffix == ".gpkg" else kept


def _content(path: Path) -> str:
    """Digest a GeoPackage without the bytes that opening it changes."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        head = bytearray(stream.read(100))
        for part in _VOLATILE:
            head[part] = bytes(len(head[part]))
        digest.update(head)
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
