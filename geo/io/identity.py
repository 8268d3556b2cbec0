"""Who is who: ids that every row needs, and ids that are the same although they are spelt differently.

An id that is missing is made from the estate's own words (name, sub-district, community, address), so that another
order of rows or another file makes the same one. Duplicate estates are next door, in `geo.io.duplicates`.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from base64 import b32encode
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from geo.errors import shortlist
from geo.findings import Report, Where
from geo.io.table_rows import rows_of
from geo.wording import text

_MADE_FROM = ("name", "subdistrict", "community", "address")
_TOLD_APART_BY = (
    "district", "alias", "build_year", "floor_area_m2", "households", "buildings", "residents", "lon", "lat", "remark",
    "firm", "geometry",
)  # fmt: skip
_ID_LETTERS = 10  # 50 bits: one clash in 20,000 tables of 300,000 rows
_SUFFIX_LETTERS = 5
_PADDED = re.compile(r"0\d+")
_SEPARATORS = re.compile(r"[\s()\[\]{}<>《》〈〉【】·•・\-–—_,.、。:;'\"“”‘’/\\|]+")


def identity_form(name: str) -> str:
    """Bring a name to the form in which two spellings of one name are equal: width, case, spaces, brackets, dots.

    Numerals, 期, 东西南北区 and 弄 numbers stay: they tell estates apart.
    """
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", name).casefold())


def id_form(written: str) -> str:
    """Bring an id to the form in which ids that differ by width, case or spaces are the same."""
    return "".join(unicodedata.normalize("NFKC", written).casefold().split())


def assign_ids(estates: pd.DataFrame, report: Report) -> pd.DataFrame:
    """Give every row an id of its own.

    Parameters
    ----------
    estates : with ``estate_id`` as written (None where missing), the words that ids are made from and the source.
    report : takes a repair for each id made, restored or changed, and a finding for each id that several rows share.

    Returns
    -------
    A copy with unique ``estate_id`` and with ``written_id``, the id before rows that share it were told apart. Of
    rows that share an id and a name, the fullest keeps it; rows with different names all get a suffix.
    """
    named = estates.copy()
    marks = _Marks(estates)
    ids = _made_where_missing(estates, _restore_zeros(estates, report), marks, report)
    ids = _one_spelling(estates, ids, report)
    named["written_id"] = pd.Series(ids, index=estates.index, dtype="object")
    named["estate_id"] = pd.Series(_told_apart(estates, ids, marks, report), index=estates.index, dtype="object")
    return named


def fullness(estates: pd.DataFrame) -> list[int]:
    """Count what each row states: the fuller of two rows is the one to keep."""
    skip = {"source_file", "source_sheet", "source_row", "datum_hint", "written_id", "estate_id"}
    counted = [name for name in estates.columns if name not in skip]
    return [int(count) for count in estates[counted].notna().sum(axis=1)]


class _Marks:
    """Digests of all that tells a row apart, the same in any row order; made only where they are asked for."""

    def __init__(self, estates: pd.DataFrame) -> None:
        names = [name for name in (*_MADE_FROM, *_TOLD_APART_BY) if name in estates.columns]
        self._columns = [estates[name].astype("object").where(estates[name].notna(), "").tolist() for name in names]

    def __getitem__(self, row: int) -> str:
        return _digest(id_form(str(column[row])) for column in self._columns)


def _words(values: pd.Series) -> list[str]:
    """Bring a column to comparable words, each different one once."""
    shown = values.astype("object").where(values.notna(), "").tolist()
    forms = {value: id_form(str(value)) for value in set(shown)}
    return [forms[value] for value in shown]


def _digest(words: Iterable[str]) -> str:
    raw = hashlib.blake2b("\x1f".join(words).encode(), digest_size=20).digest()
    return b32encode(raw).decode().lower().replace("l", "8").replace("o", "9")


def _restore_zeros(estates: pd.DataFrame, report: Report) -> list[str | None]:
    """Give back the leading zeros that numeric cells lost beside ids padded to one width, file by file.

    An id whose padded form another row bears stays as it is: both were written on purpose.
    """
    written = [None if not isinstance(value, str) else value for value in estates["estate_id"]]
    sources = list(zip(estates["source_file"], estates["source_sheet"], strict=True))
    widths: dict[object, Counter[int]] = defaultdict(Counter)
    for source, value in zip(sources, written, strict=True):
        if value and _PADDED.fullmatch(value):
            widths[source][len(value)] += 1
    restored, taken = list(written), set(written)
    rows: dict[tuple[object, object], list[int]] = defaultdict(list)
    for position, (source, value) in enumerate(zip(sources, written, strict=True)):
        if not value or source not in widths or not value.isascii() or not value.isdigit():
            continue
        width = max(widths[source], key=lambda known: (widths[source][known], known))
        if len(value) < width and not value.startswith("0") and value.zfill(width) not in taken:
            restored[position] = value.zfill(width)
            rows[source].append(position)
            _log(report, "leading-zeros", (value, value.zfill(width)), 0.8, _where(estates, position))
    for positions in rows.values():
        first, listed = positions[0], rows_of(estates, positions)
        facts = {"before": written[first], "after": restored[first]}
        found = text("leading-zeros.found", count=len(positions), rows=listed, **facts)
        report.find("leading-zeros", found=found, where=replace(_where(estates, first), row=None))
    return restored


def _made_where_missing(estates: pd.DataFrame, ids: list[str | None], marks: _Marks, report: Report) -> list[str]:
    """Make the missing ids from the row's own words; rows with the same words take all that tells them apart."""
    missing = [position for position, value in enumerate(ids) if not value]
    columns = [_words(estates[name]) for name in _MADE_FROM]
    short = {position: _digest(column[position] for column in columns) for position in missing}
    shared = Counter(short.values())
    made = [value or "" for value in ids]
    for position in missing:
        mark = short[position] if shared[short[position]] == 1 else marks[position]
        made[position] = f"e-{mark[:_ID_LETTERS]}"
        _log(report, "id-made", (None, made[position]), 1.0, _where(estates, position))
    if missing:
        found = text("id-made.found", count=len(missing), rows=len(ids))
        report.find("id-made", severity="note", found=found, where=Where(column="estate_id"))
    return made


def _one_spelling(estates: pd.DataFrame, ids: list[str], report: Report) -> list[str]:
    """Give ids that differ only by width, case or spaces one spelling, the most frequent one."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for value in ids:
        spellings[id_form(value)][value] += 1
    chosen = {
        form: min(found, key=lambda value: (-found[value], _oddness(value), value)) for form, found in spellings.items()
    }
    unified = [chosen[id_form(value)] for value in ids]
    for position, (before, after) in enumerate(zip(ids, unified, strict=True)):
        if before != after:
            _log(report, "id-spelling", (before, after), 0.9, _where(estates, position))
            found = text("id-spelling.found", before=before, after=after)
            report.find("id-spelling", found=found, where=_where(estates, position), estate_id=after)
    return unified


def _oddness(written: str) -> int:
    """Count how far a spelling is from a plain one: spaces, full width and composed signs."""
    plain = "".join(unicodedata.normalize("NFKC", written).split())
    return abs(len(written) - len(plain)) + sum(1 for a, b in zip(written, plain, strict=False) if a != b)


def _told_apart(estates: pd.DataFrame, ids: list[str], marks: _Marks, report: Report) -> list[str]:
    """Tell rows that share an id apart by a suffix made from their content."""
    groups: dict[str, list[int]] = defaultdict(list)
    for position, value in enumerate(ids):
        groups[value].append(position)
    shared = {value: rows for value, rows in groups.items() if len(rows) > 1}
    if not shared:
        return ids
    full = fullness(estates)
    names = [identity_form(name) if isinstance(name, str) else "" for name in estates["name"]]
    apart, taken = list(ids), set(ids)
    for value, rows in sorted(shared.items()):
        ordered = sorted(rows, key=lambda row: (-full[row], marks[row]))
        one_name = len({names[row] for row in rows}) == 1
        for rank, row in enumerate(ordered[1:] if one_name else ordered, start=1):
            wanted = f"{value}~{marks[row][:_SUFFIX_LETTERS]}"
            apart[row] = f"{wanted}-{rank}" if wanted in taken else wanted  # rows alike in everything are numbered
            taken.add(apart[row])
            _log(report, "id-told-apart", (value, apart[row]), 0.7, _where(estates, row))
        if not one_name:
            report_shared_id(estates, value, rows, report)
    return apart


def report_shared_id(estates: pd.DataFrame, value: str, rows: list[int], report: Report) -> None:
    """Report one id on several estates, naming all rows."""
    places = shortlist(
        text(
            "id-shared.place",
            name=estates["name"].iloc[row] or "?",
            file=estates["source_file"].iloc[row],
            row=_row(estates, row),
        )
        for row in rows
    )
    found = text("id-shared.found", id=value, places=places)
    report.find("id-shared", severity="error", found=found, where=_where(estates, rows[0]), estate_id=value)


def _row(estates: pd.DataFrame, position: int) -> int | str:
    row = estates["source_row"].iloc[position]
    return "?" if pd.isna(row) else int(row)


def _where(estates: pd.DataFrame, position: int) -> Where:
    file, sheet, row = (estates[name].iloc[position] for name in ("source_file", "source_sheet", "source_row"))
    return Where(file or "", sheet or "", None if pd.isna(row) else int(row), "estate_id")


def _log(report: Report, rule: str, change: tuple[str | None, str], confidence: float, where: Where) -> None:
    before, after = change
    report.repair(
        rule, before=before, after=after, confidence=confidence, where=where, field="estate_id", estate_id=after
    )
