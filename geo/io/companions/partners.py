"""Partners of the alliance, volunteers and public rooms: hands and rooms lent, never counted as posts."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geo.findings import Report
from geo.io.companions.cells import as_word, folded, read_cells, read_mapped, require_columns
from geo.io.companions.estate_names import EstateNames
from geo.io.companions.own_places import estate_places, own_places
from geo.io.companions.survey_rows import LeftRows, resolve_estate, source_of
from geo.io.datum import SWAPPED, datum_name
from geo.io.headings import MappedTable
from geo.io.values import squeeze
from geo.policy.sections import PlacePolicy
from geo.schema import COORDINATE_COLUMNS, PARTNERS, STORAGE_CRS
from geo.schema.surveys import PARTNER_KINDS
from geo.wording import text

_PLAIN = ("name", "community", "contact", "services", "people")
_WORDS = {
    "volunteers": ("志愿", "义工", "网格员", "volunteer"),
    "public_room": ("用房", "活动室", "党群", "公共空间", "room", "驿站"),
    "partner": ("联盟", "共建", "单位", "社会组织", "企业", "partner", "机构", "商户"),
}


def read_partners(
    path: Path, report: Report, *, estates: gpd.GeoDataFrame, datum: str = "auto", policy: PlacePolicy | None = None
) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """Read partners into PARTNERS in EPSG:4326, and the rows that could not be used into SURVEY_REJECTS.

    An estate may be missing; one that is named and unknown leaves the row out. The place is the row's own, else its
    estate's; a row with neither is kept without one. See `read_rooms` for `datum`.

    Raises
    ------
    MissingColumnsError
        Where names have no column.
    UnknownNameError
        Where `datum` is unknown.
    """
    chosen = policy or PlacePolicy()
    given = datum if datum == "auto" else datum_name(datum).removeprefix(SWAPPED)
    names, places, left = EstateNames.of(estates), estate_places(estates), LeftRows("partners", report)
    rows: list[dict[str, Any]] = []
    for mapped in read_mapped(Path(path), (*PARTNERS.columns, *COORDINATE_COLUMNS), report):
        require_columns(mapped, [PARTNERS["name"]])
        rows += _read_table(mapped, names, places, left, datum=given, policy=chosen)
    table = pd.DataFrame(_numbered(rows, left), columns=[*PARTNERS.names(), "geometry"])
    shaped = gpd.GeoDataFrame(table, geometry="geometry", crs=STORAGE_CRS)
    return gpd.GeoDataFrame(PARTNERS.conform(shaped)), left.frame()


def _read_table(
    mapped: MappedTable,
    names: EstateNames,
    places: dict[str, shapely.Point],
    left: LeftRows,
    *,
    datum: str,
    policy: PlacePolicy,
) -> list[dict[str, Any]]:
    cells = read_cells(mapped, [PARTNERS[name] for name in _PLAIN], left.report).to_dict("records")
    estates = [resolve_estate(names, mapped, row, left) if as_word(cell) else None
               for row, cell in enumerate(mapped.cells("estate_id"))]  # fmt: skip
    known = [places.get(estate) if estate else None for estate in estates]
    own = own_places(mapped, known, left.report, subject="partner", datum=datum, policy=policy)
    rows = []
    for row, values in enumerate(cells):
        if estates[row] == "":
            continue
        if not values["name"]:
            left.leave(mapped, row, "partner-nameless", column="name", found=text("partner-nameless.found"))
            continue
        point = own[row] if own[row] is not None else known[row]
        placed = "own" if own[row] is not None else "estate" if point is not None else "none"
        rows.append({**values, "partner_id": as_word(mapped.value(row, "partner_id")), "estate_id": estates[row],
                     "kind": _kind(mapped, row, left.report), "placed_by": placed, "geometry": point,
                     "_mapped": mapped, "_row": row} | source_of(mapped, row))  # fmt: skip
    return rows


def _kind(mapped: MappedTable, row: int, report: Report) -> str:
    """Tell the kind by its word, else by a word in the name; a partner where nothing tells."""
    exact = {squeeze(word): kind for kind, chinese in PARTNER_KINDS.items() for word in (kind, chinese)}
    written = as_word(mapped.value(row, "kind"))
    for word in (squeeze(written), squeeze(as_word(mapped.value(row, "name")))):
        found = exact.get(word) or next((kind for kind, parts in _WORDS.items() if any(p in word for p in parts)), "")
        if found:
            return found
    if written:
        found = text("partner-kind.found", kind=written)
        report.find("partner-kind", where=mapped.where(row, "kind"), found=found)
    return "partner"


def _numbered(rows: list[dict[str, Any]], left: LeftRows) -> list[dict[str, Any]]:
    """Give ids to rows without one, and leave out the second of two with one id."""
    taken = {folded(row["partner_id"]) for row in rows if row["partner_id"]}
    seen: set[str] = set()
    free = (ident for number in count(1) if folded(ident := f"P{number:03d}") not in taken)
    kept = []
    for row in rows:
        if not row["partner_id"]:
            kept.append({**row, "partner_id": next(free)})
        elif folded(row["partner_id"]) in seen:
            found = text("partner-twice.found", partner=row["partner_id"])
            left.leave(row["_mapped"], row["_row"], "partner-twice", column="partner_id", found=found)
        else:
            seen.add(folded(row["partner_id"]))
            kept.append(row)
    return kept
