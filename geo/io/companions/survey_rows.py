"""What the readers of surveys share: whose row it is, where it stood, and the rows that could not be used.

Nothing is lost: a row that is not used keeps its cells as they were written, with file, sheet, row and the reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from geo.findings import Report
from geo.io.companions.cells import as_word, folded
from geo.io.companions.estate_names import EstateNames
from geo.io.headings import MappedTable
from geo.io.values import parse_date
from geo.schema import SURVEY_REJECTS, Column
from geo.wording import text

TableName = Literal["satisfaction", "needs", "orders", "partners"]
# What may stand behind an estate's name in an address: 3号楼, 12幢301, (东门). 二期 or 一区 is another estate.
_REST_OF_ADDRESS = re.compile(r"[(（]?\d+[-号幢栋座单室楼#a-z].*|[(（][东南西北]门.*")


@dataclass(slots=True)
class LeftRows:
    """The rows of one kind of file that were not used."""

    table: TableName
    report: Report
    rows: list[dict[str, object]] = field(default_factory=list)

    def leave(self, mapped: MappedTable, row: int, rule: str, *, column: str = "", found: str) -> None:
        """Keep a row that is not used and say why; `rule` names the words of the finding."""
        self.report.find(rule, found=found, severity="error", where=mapped.where(row, column))
        self.keep(mapped, row, rule, found)

    def keep(self, mapped: MappedTable, row: int, rule: str, found: str) -> None:
        """Keep a row about which all is said already."""
        where = mapped.where(row)
        self.rows.append({"table": self.table, "rule": rule, "found": found, "cells": _as_written(mapped, row),
                          "file": where.file, "sheet": where.sheet, "row": where.row})  # fmt: skip

    def frame(self) -> pd.DataFrame:
        """Return the rows as SURVEY_REJECTS."""
        return SURVEY_REJECTS.conform(pd.DataFrame(self.rows, columns=SURVEY_REJECTS.names()))


def _as_written(mapped: MappedTable, row: int) -> str:
    cells = ((heading, as_word(mapped.raw.frame[heading].iloc[row])) for heading in mapped.raw.headings)
    return "\n".join(f"{heading}: {word}" for heading, word in cells if word)


def resolve_estate(names: EstateNames, mapped: MappedTable, row: int, left: LeftRows) -> str:
    """Return the estate a row means, by id, name, alias or the name its address begins with; "" where it was left.

    The row is kept among those not used where no estate, or more than one, is meant.
    """
    cell = as_word(mapped.value(row, "estate_id"))
    if cell and not names.find(cell) and (found := by_address(names, cell)):
        left.report.repair("estate-of-address", before=cell, after=found, confidence=0.8,
                           where=mapped.where(row, "estate_id"), field="estate_id", estate_id=found)  # fmt: skip
        return found
    if cell:
        before = len(left.report.findings)
        estate = names.resolve(cell, mapped.where(row, "estate_id"), left.report)
        if not estate:
            said = left.report.findings[before]
            left.keep(mapped, row, said.rule, said.found)
        return estate
    left.leave(mapped, row, "survey-no-estate", column="estate_id", found=text("survey-no-estate.found"))
    return ""


def by_address(names: EstateNames, cell: object) -> str:
    """Return the one estate whose name an address begins with, the longest name first; "" where none or several do."""
    word = folded(cell)
    for length in range(len(word) - 1, 1, -1):
        bearers = names.names.get(word[:length], ())
        if bearers and _REST_OF_ADDRESS.fullmatch(word[length:]):
            return bearers[0] if len(bearers) == 1 else ""
    return ""


def source_of(mapped: MappedTable, row: int) -> dict[str, object]:
    """Say where a row stood, as columns of its table."""
    where = mapped.where(row)
    return {"source_file": where.file, "source_sheet": where.sheet, "source_row": where.row}


def read_day(mapped: MappedTable, row: int, column: Column, report: Report) -> str | None:
    """Read a day as ISO text; None, and said, where the cell cannot be read. What follows from that is the caller's."""
    cell = mapped.value(row, column.name)
    reading = parse_date(cell)
    if reading.fault:
        found = text("companion-cell.found", value=cell, label=column.label())
        report.find("companion-cell", severity="error", where=mapped.where(row, column.name), found=found,
                    wanted=text("companion-kind.date"))  # fmt: skip
    elif reading.is_changed and reading.rule not in {"date-format", "excel-serial"}:
        report.repair(reading.rule, before=cell, after=reading.value, confidence=reading.confidence,
                      where=mapped.where(row, column.name), field=column.name)  # fmt: skip
    return reading.value if isinstance(reading.value, str) else None
