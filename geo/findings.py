"""What is said about the input: findings (a problem seen) and repairs (a change made).

Both are collected, never raised, so that a planner sees all problems at once. Their tables are `findings` and
`repairs` of the schema. Every change made to a value of the ledger, whoever makes it, is one `Repair`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, fields
from typing import Literal

import pandas as pd

from geo.wording import catalogue, text

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the input; `row` counts as the file's own program shows it (the first line is 1)."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: what was found, where, what was expected and what to do."""

    severity: Severity
    rule: str
    file: str
    sheet: str
    row: int | None
    column: str
    found: str
    expected: str
    remedy: str
    estate_id: str = ""

    def __str__(self) -> str:
        """Render the finding as one line for people."""
        place = " ".join(part for part in (self.file, self.sheet, self.row_and_column()) if part)
        expected = text("finding.expected", expected=self.expected) if self.expected else ""
        said = text("finding.and").join(part for part in (self.found, expected, self.remedy) if part)
        return f"{place}: {said}" if place else said

    def row_and_column(self) -> str:
        """Render the row and the column, as far as they are known."""
        row = "" if self.row is None else text("finding.row", row=self.row)
        return " ".join(part for part in (row, self.column) if part)


@dataclass(frozen=True, slots=True)
class Repair:
    """One change made to one value; `confidence` is 0-1 and comes from the rule."""

    file: str
    sheet: str
    row: int | None
    field: str
    before: str
    after: str
    rule: str
    confidence: float
    estate_id: str = ""


@dataclass(slots=True)
class Report:
    """The findings and repairs of one run, in the order they were made."""

    findings: list[Finding] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)

    def find(  # one call a problem
        self,
        rule: str,
        *,
        found: str,
        severity: Severity = "warning",
        where: Where | None = None,
        estate_id: str = "",
        **details: object,
    ) -> None:
        """Add a finding; the catalogue entries ``<rule>.expected`` and ``<rule>.remedy`` take `details`."""
        at = where or Where()
        expected, remedy = _say(f"{rule}.expected", details), _say(f"{rule}.remedy", details)
        place = (at.file, at.sheet, at.row, at.column)
        self.findings.append(Finding(severity, rule, *place, found, expected, remedy, estate_id))

    def repair(
        self,
        rule: str,
        *,
        before: object,
        after: object,
        confidence: float,
        where: Where,
        field: str,
        estate_id: str = "",
    ) -> None:
        """Add a repair of one field."""
        row = Repair(
            where.file,
            where.sheet,
            where.row,
            field,
            _show(before),
            _show(after),
            rule,
            confidence,
            estate_id,
        )
        self.repairs.append(row)

    def extend(self, other: Report) -> None:
        """Take over the findings and repairs of another report."""
        self.findings.extend(other.findings)
        self.repairs.extend(other.repairs)

    def errors(self) -> Iterator[Finding]:
        """Walk the findings that stop the work."""
        return (finding for finding in self.findings if finding.severity == "error")


def findings_table(findings: Iterable[Finding]) -> pd.DataFrame:
    """Put findings into the schema's `findings` table."""
    return pd.DataFrame([asdict(row) for row in findings], columns=[f.name for f in fields(Finding)])


def repairs_table(repairs: Iterable[Repair]) -> pd.DataFrame:
    """Put repairs into the schema's `repairs` table."""
    return pd.DataFrame([asdict(row) for row in repairs], columns=[f.name for f in fields(Repair)])


def _say(key: str, details: dict[str, object]) -> str:
    return text(key, **details) if key in catalogue() else ""


def _show(value: object) -> str:
    """Show a value for the log: empty for missing, no trailing zeros."""
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):  # noqa: PLR0124  NaN
        return ""
    return f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else str(value)
