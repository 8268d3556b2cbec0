"""Plan folders: writing a plan with everything made from it, and reading it back.

A folder holds one plan and is replaced as a whole (`geo.io.swap`): a kill at any moment leaves the old plan or the
new one. record.json is written last with the sha256 of the other files, and `load` refuses a folder that does not
match. What people put beside a plan is kept (`geo.io.belongings`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from geo.errors import InputError, OutputError, PlanFolderError, PolicyError, shortlist
from geo.files import write_text
from geo.io.belongings import bring, carry_over
from geo.io.geopackage import layers_of, read_layer, write_layers
from geo.io.record import RECORD, Record, digests, is_record, plain, read_record, render
from geo.io.swap import kept_in_place, replacing_folder, require_writable, restore, settle
from geo.plan import Plan
from geo.policy import Policy
from geo.schema import PLAN_TABLES
from geo.wording import text

GEOPACKAGE, SUMMARY = "plan.gpkg", "summary.json"
_CORE = (GEOPACKAGE, SUMMARY)
_FOR_EDITING = frozenset({".docx", ".pptx"})  # made to be written in; edited ones are kept when they are made anew
_NOTHING: Mapping[str, Callable[[Path], None]] = MappingProxyType({})


def save(plan: Plan, folder: str | Path, *, extras: Mapping[str, Callable[[Path], None]] = _NOTHING) -> None:
    """Write a plan into a folder, replacing the plan that was there.

    plan.gpkg, summary.json and record.json are always written. People's own files in the folder stay; files of the
    old plan that were changed by hand stay under another name (``plan-changed.xlsx``).

    Parameters
    ----------
    folder : made where it is missing; it may hold an older plan or nothing.
    extras : writers by file name or relative path, called with the path to write: ``{"plan.xlsx": writer}``.

    Raises
    ------
    OutputError
        Where the folder is a file, holds other files and no plan, or cannot be written. Nothing is changed then.
    """
    _check_names(extras)
    at = require_plan_folder(Path(folder))
    own: Mapping[str, Callable[[Path], None]] = {
        GEOPACKAGE: partial(write_layers, layers=[(declared, plan.tables[declared.name]) for declared in PLAN_TABLES]),
        SUMMARY: partial(write_text, content=render(plan.facts)),
    }
    facts, policy = plan.record, plan.policy.model_dump(mode="json")
    _publish(at, {**own, **extras}, kept=(), facts=facts, policy=policy)


def amend(folder: str | Path, extras: Mapping[str, Callable[[Path], None]]) -> None:
    """Write or rewrite files made from a saved plan (``map.html``) and renew its record; the plan itself stays.

    Raises
    ------
    PlanFolderError
        Where the folder holds no plan, or one that was changed.
    OutputError
        Where the folder cannot be written. Nothing is changed then.
    """
    _check_names(extras)
    at = _existing(Path(folder))
    record = read_record(at)
    _check_files(at, record, skip=extras)
    kept = tuple(name for name in record.files if name not in extras and (at / name).exists())
    _publish(at, extras, kept=kept, facts=record.facts, policy=record.policy)


def load(folder: str | Path) -> Plan:
    """Read a plan folder back: its tables, policy, facts and record.

    A file made from the plan (plan.xlsx, map.html) may be missing, since the plan can make it again; one that was
    changed is refused, but for documents that are made to be edited (Word, slides).

    Raises
    ------
    PlanFolderError
        Where there is no plan, a file is missing or differs from its sha256, or the format is another; the message
        names the file and what to do.
    """
    at = _existing(Path(folder))
    with kept_in_place(at):
        return _read(at)


def _read(folder: Path) -> Plan:
    try:
        record = read_record(folder)
        _check_files(folder, record)
        facts: dict[str, Any] = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))
        known = layers_of(folder / GEOPACKAGE)  # an older plan has no layer for what came later
        declared_here = [declared for declared in PLAN_TABLES if declared.name in known]
        tables = {declared.name: read_layer(folder / GEOPACKAGE, declared) for declared in declared_here}
        policy = Policy.from_mapping(record.policy, origin=str(folder / RECORD))
    except PlanFolderError:
        raise
    except (InputError, PolicyError, OSError, ValueError) as error:
        raise PlanFolderError(text("store.bad_record", path=folder, said=error)) from error
    return Plan(tables, policy=policy, facts=facts, record=record.facts)


def _publish(
    folder: Path,
    writers: Mapping[str, Callable[[Path], None]],
    *,
    kept: tuple[str, ...],
    facts: Mapping[str, Any],
    policy: Mapping[str, Any],
) -> None:
    """Build the new folder, record last, and exchange it for the old one."""
    seen: set[str] = set(kept)
    old = read_record(folder, any_format=True) if (folder / RECORD).exists() else None
    with replacing_folder(folder, rescue=partial(carry_over, record=old, seen=seen)) as staging:
        for name in kept:
            bring(folder / name, staging / name)
        for name, write in writers.items():
            (staging / name).parent.mkdir(parents=True, exist_ok=True)
            write(staging / name)
        made = [path.relative_to(staging).as_posix() for path in staging.rglob("*") if path.is_file()]
        if folder.exists():
            carry_over(folder, staging, old, seen=seen)
        files = digests(staging, made)
        for name in kept:
            if old is not None and Path(name).suffix in _FOR_EDITING:
                files[name] = old.files[name]  # as it was made, so that it stays known as edited
        record = Record(plain(facts), dict(policy), files)
        write_text(staging / RECORD, record.to_json())


def _check_names(names: Mapping[str, object]) -> None:
    for name in names:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or name in {*_CORE, RECORD, "", "."}:
            raise OutputError(text("store.bad_name", name=name))


def require_plan_folder(folder: Path) -> Path:
    """Settle the folder to write; refuse one that cannot be written, or holds others' files and no plan of ours."""
    at = settle(folder)
    if at.exists() and not at.is_dir():
        raise OutputError(text("store.is_a_file", folder=folder))
    restore(at)
    names = sorted(entry.name for entry in at.iterdir()) if at.exists() else []
    if names and not _is_ours(at):
        other = folder.with_name(f"{at.name}-plan")
        raise OutputError(text("store.foreign_folder", folder=folder, names=shortlist(names, 3), other=other))
    require_writable(at)
    return at


def _is_ours(folder: Path) -> bool:
    try:
        return is_record(json.loads((folder / RECORD).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return False


def _existing(folder: Path) -> Path:
    """Settle a folder to read, restoring it where a killed run had moved it aside."""
    at = settle(folder)
    restore(at)
    if not at.is_dir():
        raise PlanFolderError(text("store.no_folder", folder=folder))
    return at


def _check_files(folder: Path, record: Record, *, skip: Mapping[str, object] = _NOTHING) -> None:
    """Refuse a folder whose files are not those of its record."""
    journal = folder / f"{GEOPACKAGE}-wal"
    if journal.exists() and journal.stat().st_size > 0:
        raise PlanFolderError(text("store.open_elsewhere", path=folder / GEOPACKAGE))
    for name in (*_CORE, *(name for name in record.files if name not in _CORE)):
        path = folder / name
        if not path.is_file() or name not in record.files:
            if name in _CORE:
                raise PlanFolderError(text("store.missing_file", path=path))
        elif name not in skip and path.suffix not in _FOR_EDITING and not record.matches(folder, name):
            raise PlanFolderError(text("store.changed_file", path=path))
