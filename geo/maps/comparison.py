"""The page of a comparison: the plans' maps side by side, what changed, every measure, in one file that asks nothing.

What the plans have in common (outlines, rivers, the estates' shapes) is written once: of the further plans only the
tables and columns that differ from the first plan's.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from geo.files import write_text
from geo.maps.blocks import data_block
from geo.maps.columns import JsonTable, pack, plain
from geo.maps.layers import frame_of, page_data
from geo.maps.offline import compare_script, compare_style, leaflet_script, leaflet_style
from geo.maps.page import NO_REQUESTS
from geo.maps.style import CREW_INKS
from geo.measures.comparing import Comparison
from geo.plan import Plan
from geo.schema.plans_compared import COMPARED
from geo.wording import catalogue, language, text

# The tables of a plan that its map here draws or a card here says.
_DRAWN = ("stations", "offices", "regions", "estates", "assignments", "barriers", "crossings", "subdistricts")
_EMPTY: JsonTable = {"rows": 0, "columns": {}}
_ESTATE_COLUMNS = frozenset({
    "estate_id", "name", "subdistrict", "community", "households", "place_quality", "region_id", "station_id",
    "walk_m", "walk_claim", "at", "rings",
})  # fmt: skip
# Words of the map that the page says by the map's own functions.
_MAP_WORDS = ("none", "unit.yuan", "unit.wan_yuan")
_DECIMALS = {"walk_m": 1, "share": 4, "people_share": 4, "walk_share": 4}
PLAN_INKS = (CREW_INKS[0], CREW_INKS[2], CREW_INKS[5], CREW_INKS[4])


def comparison_data(comparison: Comparison, plans: Mapping[str, Plan]) -> dict[str, Any]:
    """Return everything the page shows, in plain JSON values."""
    bare = {name: _bare(plan) for name, plan in plans.items()}
    origin, _ = frame_of(next(iter(bare.values())))
    pages = [_kept(page_data(plan, origin=origin)) for plan in bare.values()]
    common = pages[0]
    words = catalogue()
    own_words = {key.removeprefix("compare."): pair for key, pair in words.items() if key.startswith("compare.")}
    own_words |= {key: words[f"maps.{key}"] for key in _MAP_WORDS}
    return {
        "lang": language(),
        "words": own_words,
        "style": common["style"],
        "names": list(comparison.names),
        "inks": list(PLAN_INKS),
        "invented": any(plan.policy.invented for plan in plans.values()),
        "shared": len(comparison.shared),
        "common": common,
        "plans": [_unlike(page, common) for page in pages],
        "tables": {declared.name: _packed(getattr(comparison, declared.name)) for declared in COMPARED},
    }


def write_comparison(comparison: Comparison, plans: Mapping[str, Plan], path: Path) -> None:
    """Write the comparison as one page that opens anywhere without a network; equal plans give the same bytes.

    Raises
    ------
    OutputError
        Where the file cannot be written; an old one is untouched.
    """
    data = comparison_data(comparison, plans)
    title = text("compare.title", names=" / ".join(comparison.names))
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{"zh-CN" if language() == "zh" else "en"}"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{NO_REQUESTS}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<title>{escape(title)}</title><link rel="icon" href="data:,">',
        f"<style>{leaflet_style()}</style><style>{compare_style()}</style></head><body>",
        f"<noscript>{escape(text('maps.noscript'))}</noscript>",
        data_block(data, "linli-data"),
        f"<script>{leaflet_script()}</script>",
        f'<script type="module">{compare_script()}</script></body></html>',
    ]
    write_text(Path(path), "\n".join(parts))


def _bare(plan: Plan) -> Plan:
    """Return the plan with the tables that are drawn, and without rounds, account and findings."""
    return Plan({name: plan.tables[name] for name in _DRAWN}, plan.policy, {}, plan.record)


def _kept(page: dict[str, Any]) -> dict[str, Any]:
    """Leave out what no map of a comparison shows."""
    tables: dict[str, JsonTable] = dict(page["tables"])
    estates = tables["estates"]
    kept = {name: values for name, values in estates["columns"].items() if name in _ESTATE_COLUMNS}
    tables["estates"] = {"rows": estates["rows"], "columns": kept}
    return {**page, "tables": tables}


def _unlike(page: dict[str, Any], common: dict[str, Any]) -> dict[str, Any]:
    """Keep of a plan what differs from the first plan's: top keys, and tables by column; null takes a column away."""
    own = {key: value for key, value in page.items() if key != "tables" and value != common.get(key)}
    tables = {}
    for name, table in page["tables"].items():
        first = common["tables"].get(name, _EMPTY)
        if table == first:
            continue
        columns = {key: values for key, values in table["columns"].items() if values != first["columns"].get(key)}
        gone = dict.fromkeys(first["columns"].keys() - table["columns"].keys())
        tables[name] = {"rows": table["rows"], "columns": columns | dict(sorted(gone.items()))}
    return own | {"tables": tables}


def _packed(table: pd.DataFrame) -> JsonTable:
    """Pack a table of the comparison; long columns of numbers keep the digits that can be seen."""
    columns = {
        name: table[name].round(_DECIMALS[name]).tolist() if name in _DECIMALS else table[name].tolist()
        for name in table.columns
    }
    return pack({name: [plain(value) for value in values] for name, values in columns.items()}, len(table))
