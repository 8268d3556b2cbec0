"""``geo check``: read a ledger, say everything that is wrong with it, repair what can be repaired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from geo.cli.options import (
    Boundaries,
    Datum,
    Json,
    Lang,
    LanguageName,
    Ledgers,
    Places,
    PolicyFile,
    Quiet,
    Renames,
    Repaired,
)
from geo.cli.session import UNACCEPTABLE, Session, loading, session

if TYPE_CHECKING:
    from geo.findings import Finding
    from geo.io.ledger import Ledger


def check(
    ledgers: Ledgers,
    boundaries: Boundaries = None,
    places: Places = [],
    renames: Renames = None,
    datum: Datum = "auto",
    policy: PolicyFile = None,
    repaired: Repaired = None,
    lang: Lang = LanguageName.zh,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """检查台账 / read, judge and repair a ledger, listing every problem at once."""
    with session(lang=lang, as_json=as_json, quiet=quiet) as talk:
        with loading():
            from geo.policy import Policy
            from geo.reports.repaired import require_repaired_ending, write_repaired
            from geo.scenarios.inputs import InputFiles, read_ledger_files
            from geo.wording import text

        if repaired:
            require_repaired_ending(repaired)
        settings = Policy.from_toml(policy) if policy else Policy()
        files = InputFiles(tuple(ledgers), boundaries=boundaries, places=tuple(places), renames=renames, policy=policy)
        ledger = read_ledger_files(files, policy=settings, datum=datum, progress=talk.progress)
        if repaired:
            write_repaired(ledger, repaired)
        talk.give([asdict(finding) for finding in ledger.report.findings])
        _show(talk, ledger)
        if repaired:
            talk.say(text("cli.wrote", path=repaired))
        failed = any(True for _ in ledger.report.errors())
        if not failed:
            given: list[tuple[str, object]] = [("--boundaries", boundaries), *(("--places", one) for one in places)]
            given += [("--renames", renames), ("--policy", policy), ("--datum", None if datum == "auto" else datum)]
            options = [word for name, value in given if value for word in (name, value)]
            talk.next_command(["geo", "plan", *ledgers, *options, "--out", "outputs/plan"])
    if failed:
        raise typer.Exit(UNACCEPTABLE)


def _show(talk: Session, ledger: Ledger) -> None:
    """List the findings by severity, then the counts that account for every row."""
    from geo.cli.finding_lines import finding_lines
    from geo.wording import text

    for line in finding_lines(ledger.report.findings):
        talk.say(line)
    talk.say(text("cli.checked", **_counts(ledger, ledger.report.findings)))


def _counts(ledger: Ledger, findings: Sequence[Finding]) -> dict[str, int]:
    by_severity = {name: sum(f.severity == name for f in findings) for name in ("error", "warning", "note")}
    rows, rejected, to_locate = len(ledger.estates), len(ledger.rejects), len(ledger.to_locate)
    counts = {"rows": rows, "rejected": rejected, "to_locate": to_locate, "planned": rows - rejected - to_locate}
    return counts | by_severity | {"repairs": len(ledger.report.repairs)}
