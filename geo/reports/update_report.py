"""The monthly report: update.xlsx (sums and every estate), update.txt in the words in which such figures are told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from geo.files import write_text
from geo.reports.drawing import draw_sheet, open_book
from geo.reports.sheets import Sheet, fields_of
from geo.schema.rollout import UPDATE, UPDATE_SUMS
from geo.wording import LANGUAGES, Language, language, text

_NAMED = 10
_ORDER = ("due", "late", "withdrawn", "behind", "missing", "unplanned", "early", "on_time", "ahead", "entered")


def write_update(
    folder: Path, *, estates: pd.DataFrame, sums: pd.DataFrame, facts: dict[str, Any], invented: bool = False
) -> list[Path]:
    """Write update.xlsx and update.txt (Chinese, then English) into a folder and return their paths.

    Raises
    ------
    OutputError
        Where the folder cannot be written.
    """
    book, note = folder / "update.xlsx", folder / "update.txt"
    rank = {name: position for position, name in enumerate(_ORDER)}
    ordered = estates.assign(_rank=estates["outcome"].map(rank)).sort_values(
        ["_rank", "slip_months", "estate_id"], ascending=[True, False, True], kind="stable"
    )
    sheets = [
        Sheet(UPDATE_SUMS.label(), tuple(fields_of(UPDATE_SUMS)), sums, note=report_text(facts), frozen=2),
        Sheet(UPDATE.label(), tuple(fields_of(UPDATE)), pd.DataFrame(ordered), frozen=2),
    ]
    with open_book(book, banner=text("invented") if invented else "", rows=len(estates)) as opened:
        for sheet in sheets:
            draw_sheet(opened, sheet)
    paragraphs = [
        "".join(part for part in (text("update.banner", lang) if invented else "", report_text(facts, lang)))
        for lang in LANGUAGES
    ]
    write_text(note, "\n\n".join(paragraphs) + "\n")
    return [book, note]


def report_text(facts: dict[str, Any], lang: Language | None = None) -> str:
    """Say a month in one paragraph: 已进驻 320、签约 81、未签 93；10 月底前需每月约 35 个."""
    joint = "" if (lang or language()) == "zh" else " "  # Chinese sets no space between sentences
    return joint.join(_sentences(facts, lang))


def _sentences(facts: dict[str, Any], lang: Language | None) -> Iterator[str]:
    shares = {name: _percent(facts[f"{name}_share"]) for name in ("estates", "floor_area", "households")}
    counts = {name: facts[name] for name in ("month", "estates", "entered", "signed", "not_signed")}
    yield text("update.stands", lang, **counts, **{f"{name}_share": share for name, share in shares.items()})
    yield text("update.month", lang, new=facts["entered_in_month"], planned_new=facts["planned_in_month"],
               planned=facts["planned"], behind=_signed(facts["behind_plan"]))  # fmt: skip
    yield from _deadline(facts, lang)
    if facts["slipped"]:
        named = text("update.and", lang).join(facts["slipped"][:_NAMED])
        more = text("update.more", lang, count=len(facts["slipped"])) if len(facts["slipped"]) > _NAMED else ""
        yield text("update.slipped", lang, count=len(facts["slipped"]), estates=named + more)
    if facts["posts"]:
        posts = facts["posts"]
        yield text("update.posts", lang, estates=posts["estates"], before=f"{posts['before']:,.0f}",
                   now=f"{posts['now']:,.0f}")  # fmt: skip
    if facts.get("money"):
        money = {name: f"{value:,.0f}" for name, value in facts["money"].items()}
        yield text("update.money", lang, **money)


def _deadline(facts: dict[str, Any], lang: Language | None) -> Iterator[str]:
    if facts["deadline"] is None:
        return
    said = {"deadline": facts["deadline"], "left": facts["left"], "months": facts["months_left"]}
    if not facts["left"]:
        yield text("update.done", lang)
    elif facts["needed_a_month"] is None:
        yield text("update.over", lang, deadline=said["deadline"], left=said["left"])
    else:
        yield text("update.needed", lang, **said, rate=f"{facts['needed_a_month']:.0f}")


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.1%}"


def _signed(number: int) -> str:
    return f"{number:+d}" if number else "0"
