"""Need questionnaires: one row one questionnaire, or one row a number of them; several answers in a cell are split."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from geo.findings import Report
from geo.io.companions.cells import read_cells, read_mapped, require_columns
from geo.io.companions.complaint_words import sorted_answers
from geo.io.companions.estate_names import EstateNames
from geo.io.companions.survey_rows import LeftRows, read_day, resolve_estate, source_of
from geo.io.headings import MappedTable
from geo.schema import NEEDS
from geo.wording import text


def read_needs(path: Path, report: Report, *, estates: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read questionnaires into NEEDS, and the rows that could not be used into SURVEY_REJECTS.

    Answers that fit no kind are `other`, with the words kept; free text is kept as it stands. A questionnaire without
    any complaint counts as one.

    Raises
    ------
    MissingColumnsError
        Where estates or needs have no column.
    """
    names, left = EstateNames.of(estates), LeftRows("needs", report)
    rows: list[dict[str, Any]] = []
    for mapped in read_mapped(Path(path), NEEDS.columns, report):
        require_columns(mapped, [NEEDS["estate_id"], NEEDS["complaints"]])
        rows += _read_table(mapped, names, left)
    return NEEDS.conform(pd.DataFrame(rows, columns=NEEDS.names())), left.frame()


def _read_table(mapped: MappedTable, names: EstateNames, left: LeftRows) -> list[dict[str, Any]]:
    cells = read_cells(mapped, [NEEDS["note"], NEEDS["count"]], left.report).to_dict("records")
    rows, unsorted = [], list[str]()
    for row, values in enumerate(cells):
        estate = resolve_estate(names, mapped, row, left)
        if not estate:
            continue
        kinds, others = sorted_answers(mapped.value(row, "complaints"))
        unsorted += others
        count = 1 if values["count"] is None else int(values["count"])
        made = {"estate_id": estate, "complaints": ",".join(kinds) or None, "other_words": "、".join(others) or None}
        made |= {"asked_on": read_day(mapped, row, NEEDS["asked_on"], left.report), "note": values["note"]}
        rows.append({**made, "count": count, **source_of(mapped, row)})
    if unsorted:
        words = list(dict.fromkeys(unsorted))
        found = text("need-unsorted.found", count=len(unsorted), words="、".join(words[:8]))
        left.report.find("need-unsorted", severity="note", where=mapped.where(0, "complaints"), found=found)
    return rows
