"""Findings as lines for people: the grave ones first, and many of one kind as a few with the count of the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from geo.errors import shortlist
from geo.findings import Finding
from geo.wording import text

_ORDER = ("error", "warning", "note")
_MANY = 20  # of one kind in one column; above it the first few stand for all
_FIRST = 3
_SHOWN = 200  # lines in all; --json and --repaired give every finding


def finding_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Walk the lines that list findings, by severity."""
    lines = list(_all_lines(sorted(findings, key=lambda finding: _ORDER.index(finding.severity))))
    yield from lines[:_SHOWN]
    if len(lines) > _SHOWN:
        yield text("cli.more_findings", count=len(lines) - _SHOWN)


def _all_lines(findings: Sequence[Finding]) -> Iterator[str]:
    kinds: dict[tuple[str, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        kinds[_kind(finding)].append(finding)
    for same in kinds.values():
        shown = same if len(same) <= _MANY else same[:_FIRST]
        for finding in shown:
            yield f"[{text(f'severity.{finding.severity}')}] {finding}"
        if len(shown) < len(same):
            rest = same[len(shown) :]
            rows = shortlist([one.row for one in rest if one.row is not None], 8) or "-"
            yield text("cli.same_findings", count=len(rest), rows=rows)


def _kind(finding: Finding) -> tuple[str, ...]:
    return (finding.severity, finding.rule, finding.file, finding.sheet, finding.column)
