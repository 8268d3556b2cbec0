"""Signs in a plan's names that the bundled font cannot draw: which, and where."""

from __future__ import annotations

from collections.abc import Iterator

from geo.errors import shortlist
from geo.findings import Report
from geo.plan import Plan
from geo.reports.fonts import missing_glyphs
from geo.wording import text

# Tables and columns whose words stand in a report, with the id that says where.
_NAMED = {
    "estates": ("estate_id", ("name", "community", "subdistrict")),
    "regions": ("region_id", ("name", "lead_community")),
    "stations": ("station_id", ("name",)),
    "offices": ("office_id", ("name",)),
    "subdistricts": ("name", ("name",)),
    "barriers": ("name", ("name",)),
    "rejects": ("estate_id", ("name", "evidence")),
    "to_locate": ("estate_id", ("name", "evidence")),
}


def missing_in(plan: Plan) -> dict[str, list[str]]:
    """Return each sign that the font lacks with the places where it stands, as ``table id``."""
    found: dict[str, list[str]] = {}
    for sign, where in _met(plan):
        found.setdefault(sign, []).append(where)
    return {sign: list(dict.fromkeys(places)) for sign, places in found.items()}


def find_missing_glyphs(plan: Plan, report: Report) -> tuple[str, ...]:
    """Report each sign that the font lacks once, with where it stands; return the signs."""
    found = missing_in(plan)
    for sign, places in found.items():
        said = text("report-lacks-glyph.found", sign=sign, code=f"U+{ord(sign):04X}", places=shortlist(places, 3))
        report.find("report-lacks-glyph", found=said, severity="note")
    return tuple(found)


def _met(plan: Plan) -> Iterator[tuple[str, str]]:
    for name, (key, columns) in _NAMED.items():
        table = plan.tables[name]
        for column in columns:
            for ident, words in zip(table[key], table[column], strict=True):
                if isinstance(words, str) and not words.isascii():
                    yield from ((sign, f"{name} {ident}") for sign in missing_glyphs(words))
