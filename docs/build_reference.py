"""Write the reference pages that follow from the code: `tables.md` from the schema, `settings.md` from the policy.

Run it after a change to either: ``python docs/build_reference.py``. A test holds the pages against the code.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from geo.policy import Band, Guess, Limit, Policy, Section, described
from geo.policy.roads import RoadClass
from geo.schema import COORDINATE_COLUMNS, PLAN_TABLES, TABLES, Column

FOLDER = Path(__file__).parent


def tables_page() -> str:
    """Describe every table: column, Chinese and English label, type, unit, range, headings that are understood."""
    return "\n".join(_tables_lines()) + "\n"


def _tables_lines() -> Iterator[str]:
    yield "# Tables"
    yield ""
    yield "Made from `geo/schema` by `docs/build_reference.py`; do not edit by hand."
    yield "Tables marked *layer* are layers of plan.gpkg. Shapes are stored in EPSG:4326."
    for table in TABLES.values():
        layer = " · layer" if table in PLAN_TABLES else ""
        shape = "" if table.geometry == "none" else f" · geometry: {table.geometry}"
        key = f" · key: `{table.key}`" if table.key else ""
        yield from ("", f"## {table.name} {table.zh}", "", f"{table.en}{layer}{shape}{key}", "")
        columns = table.columns + (COORDINATE_COLUMNS if table.name == "estates" else ())
        yield "| column | 中文 | English | type | unit | range or choices | headings understood |"
        yield "| --- | --- | --- | --- | --- | --- | --- |"
        yield from (_column_row(column) for column in columns)


def _column_row(column: Column) -> str:
    span = "" if column.low is None and column.high is None else f"{_bound(column.low)} … {_bound(column.high)}"
    choices = ", ".join(f"{key} {word}" for key, word in column.choices.items())
    meaning = f"{column.meaning_zh}" if column.meaning_zh else ""
    limits = "; ".join(part for part in (span, choices, meaning) if part)
    need = " *" if column.required else ""
    cells = (
        f"`{column.name}`{need}",
        column.zh,
        column.en,
        column.kind,
        column.unit,
        limits,
        "、".join(column.aliases),
    )
    return "| " + " | ".join(cells) + " |"


def _bound(value: float | None) -> str:
    return "" if value is None else f"{value:,.15g}"


def settings_page() -> str:
    """Describe every setting: default, unit, meaning, source."""
    lines = [
        "# Settings and assumptions",
        "",
        "Made from `geo/policy` by `docs/build_reference.py`; do not edit by hand.",
        "Sources S1-S64 are listed in [sources.md](sources.md); *assumption* means nobody has published the number.",
    ]
    section = None
    for entry in described(Policy()):
        head, _, name = entry.key.rpartition(".")
        if head != section:
            section = head
            lines += ["", f"## [{head}]" if head else "## top level", ""]
            lines += ["| setting | default | unit | 含义 | meaning | source |", "| --- | --- | --- | --- | --- | --- |"]
        cells = (f"`{name}`", _shown(entry.value), entry.unit, entry.zh, entry.en, entry.source)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _shown(value: object) -> str:
    if isinstance(value, Limit):
        return f"{value.value:,.15g}"
    if isinstance(value, Guess):
        spread = (value.low, value.mid, value.high)
        return " / ".join(f"{part:,.15g}" for part in (spread if value.low < value.high else spread[:1]))
    if isinstance(value, Band):
        return f"{value.low:,.15g} … {value.high:,.15g}"
    if isinstance(value, tuple) and value and isinstance(value[0], RoadClass):
        return "see [roads](model-roads.md)"
    if isinstance(value, tuple) and value and isinstance(value[0], Section):
        return "see below"
    return str(value)


PAGES = {"tables.md": tables_page, "settings.md": settings_page}

if __name__ == "__main__":
    for page, make in PAGES.items():
        (FOLDER / page).write_text(make(), encoding="utf-8")
