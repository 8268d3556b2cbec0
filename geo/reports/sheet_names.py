"""Names of worksheets that every spreadsheet program takes: cut, without forbidden signs, each only once."""

from __future__ import annotations

import re
from collections.abc import Iterable

from geo.reports.cells import safe_text

_MOST_UNITS = 31  # Excel's limit, in UTF-16 units
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_RESERVED = frozenset({"history", "历史记录"})  # Excel keeps these for itself


def sheet_names(wanted: Iterable[str], *, taken: Iterable[str] = ()) -> list[str]:
    """Make a name for each sheet, in order; the same name again gets a number."""
    used = {name.casefold() for name in taken} | _RESERVED
    made = []
    for name in wanted:
        plain = " ".join(_FORBIDDEN.sub(" ", safe_text(name)).split()).strip("' ") or "-"
        chosen, again = _cut(plain, _MOST_UNITS), 2
        while chosen.casefold() in used:
            suffix = f" ({again})"
            chosen, again = _cut(plain, _MOST_UNITS - len(suffix)) + suffix, again + 1
        used.add(chosen.casefold())
        made.append(chosen)
    return made


def _cut(name: str, units: int) -> str:
    """Cut a name to so many UTF-16 units, never inside a sign."""
    while len(name.encode("utf-16-le")) > 2 * units:
        name = name[:-1]
    return name.strip("' ") or "-"
