"""compare.pdf: the comparison on one sheet of A4, for a meeting: maps, the measures that decide, coverage, proofs.

Set by typst (extra ``report``) with the bundled font. Text of the plans reaches the sheet as JSON, each value a string.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import OutputError
from geo.files import replacing_file
from geo.findings import Report
from geo.maps.charts import INK, QUIET, RULE, blank_figure
from geo.maps.comparison import PLAN_INKS
from geo.maps.sheet_map import draw_sheet, sheet_svg
from geo.measures.comparing import Comparison
from geo.plan import Plan
from geo.reports.comparison import measure_rows
from geo.reports.fonts import FAMILY, codes_of, font_path, missing_glyphs
from geo.reports.runsheet_pages import set_words
from geo.wording import language, text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SIGNS = "ABCD"
_DASHES = ("-", (0, (6, 3)), (0, (1.5, 2.5)), (0, (7, 2, 1.5, 2)))
# What decides in a meeting, as far as the plans can tell it; the workbook has every measure.
_SHOWN = (
    "objective", "monthly_cost", "stations", "posts", "covered_300", "covered_500", "covered_1000", "elderly_400",
    "walk_mean", "walk_p90", "gini", "worst_decile", "worst_subdistrict", "exceptions", "splits", "subsidy", "balance",
    "balance_alone", "fee_after", "last_entry",
)  # fmt: skip
_INKS = {"better": "#1b7f4b", "worse": "#b3261e", "tie": "#7a4f00", "no_bound": "#7a4f00"}
_MAP_MM = {2: (92.0, 94.0), 3: (61.0, 72.0), 4: (92.0, 50.0)}
_MOST_M = 2_000
_PART = 60  # signs of a line set at a time; a single name is cut where it is longer


def write_comparison_sheet(
    comparison: Comparison, plans: Mapping[str, Plan], path: Path, *, report: Report | None = None
) -> bool:
    """Write the sheet, in the language in force; equal comparisons give equal bytes.

    Returns
    -------
    Whether it was written: not where typst is not installed, which `report` then says, as it does of signs that the
    font lacks.

    Raises
    ------
    OutputError
        Where the file cannot be written or set; the old one is untouched.
    """
    report = Report() if report is None else report
    try:
        import typst
    except ImportError:
        report.find("typst-missing", found=text("typst-missing.found"), severity="note")
        return False
    lacking = missing_glyphs(" ".join(comparison.names))
    if lacking:
        report.find("font-lacks-glyph", found=text("font-lacks-glyph.found", codes=codes_of(lacking)), severity="note")
    given = json.dumps(_sheet(comparison, plans), ensure_ascii=True)
    layout = Path(str(files("geo.reports") / "layout" / "comparison.typ"))
    with replacing_file(Path(path)) as temporary:
        try:
            made: bytes = typst.compile(
                layout, format="pdf", font_paths=[font_path().parent], ignore_system_fonts=True,
                sys_inputs={"data": given}, timestamp=0, pdf_tags=False,
            )  # fmt: skip
        except typst.TypstError as error:
            raise OutputError(text("runsheets.pages.failed", path=path, said=error)) from error
        temporary.write_bytes(made)
    return True


def _sheet(comparison: Comparison, plans: Mapping[str, Plan]) -> dict[str, Any]:
    names = comparison.names
    signs = {name: {"sign": SIGNS[at], "ink": PLAN_INKS[at], "name": set_words(name)} for at, name in enumerate(names)}
    said = comparison.differences.drop_duplicates("what")[language()].tolist()
    return {
        "title": text("compare.heading"),
        "foot": text("compare.foot"),
        "family": FAMILY,
        "lang": language(),
        "banner": text("invented") if any(plan.policy.invented for plan in plans.values()) else "",
        "plans": len(names),
        "wide": len(names) > 2,
        "across": 3 if len(names) == 3 else 2,
        "lines": [{"plan": signs[name], "words": set_line(headline(comparison, name))} for name in names[1:]],
        "warnings": [set_line(words) for words in said[:3]],
        "maps": [_map(plans[name], signs[name], len(names)) for name in names],
        "columns": _columns(comparison),
        "rows": _rows(comparison),
        "charts": [
            {"title": text(f"compare.curve.{people}"), "svg": sheet_svg(_curve(comparison, people)).decode("utf-8")}
            for people in ("households", "elderly60")
            if (comparison.curves["people"] == people).any()
        ],
        "note": text("compare.measures.note"),
    }


def set_line(words: str) -> str:
    """Make a sentence fit to be set: each word by itself and long ones in parts, so that nothing is cut."""
    return " ".join(
        "".join(set_words(word[at : at + _PART]) for at in range(0, len(word), _PART)) for word in words.split(" ")
    )


def headline(comparison: Comparison, name: str) -> str:
    """Say in a sentence or two how a plan stands against the first."""
    tie = comparison.ties[(comparison.ties["plan"] == name) & (comparison.ties["against"] == comparison.names[0])]
    whole = tie[tie["subdistrict"] == ""].iloc[0]
    own = comparison.stations[comparison.stations["plan"] == name]["change"].value_counts()
    moved = comparison.moved[comparison.moved["plan"] == name]
    households = moved["households"].fillna(0)
    parts = [name, " "]
    if whole["verdict"] == "not_comparable":
        parts.append(text("compare.headline.no_score"))
    else:
        score = text(
            "compare.headline.score", amount=_money(whole["difference_cny"], sign="+"), gaps=_money(whole["gaps_cny"])
        )
        parts += [score, " ", text(f"compare.verdict.{whole['verdict']}"), text("compare.stop")]
    counts = {kind: int(own.get(kind, 0)) for kind in ("kept", "moved", "opened", "closed")}
    parts.append(text("compare.headline.stations", **counts))
    farther, nearer = (int(households[test].sum()) for test in (moved["farther_m"] > 0, moved["farther_m"] < 0))
    parts.append(text("compare.headline.estates", estates=len(moved), farther=f"{farther:,}", nearer=f"{nearer:,}"))
    return "".join(parts)


def _money(cny: float, *, sign: str = "") -> str:
    """Show money in 万元 in Chinese, in yuan in English."""
    if math.isnan(cny):
        return "–"
    if language() == "zh":
        return f"{cny / 10_000:{sign},.1f} 万元"
    return f"{cny:{sign},.0f} yuan"


def _map(plan: Plan, sign: dict[str, str], count: int) -> dict[str, Any]:
    figure = draw_sheet(plan, size_mm=_MAP_MM[count], legend=False)
    said = text("compare.plate", stations=len(plan.stations))
    return {"plan": sign, "said": said, "svg": sheet_svg(figure).decode("utf-8")}


def _columns(comparison: Comparison) -> list[str]:
    count = len(comparison.names)
    said = [text("compare.table.measure"), *SIGNS[:count]]
    for sign in SIGNS[1:count]:
        said += [text("compare.table.difference", name=sign, first="A"), text("compare.table.verdict")]
    return said


def _rows(comparison: Comparison) -> list[list[dict[str, Any]]]:
    rows = []
    for measure, own in measure_rows(comparison):
        if measure not in _SHOWN:
            continue
        unit = str(own["unit"].iloc[0])
        label = text("compare.line.measure", measure=text(f"compare.measure.{measure}"), unit=_unit(unit))
        cells = [_cell(label)]
        cells += [
            _cell(_number(value, unit), best=bool(best))
            for value, best in zip(own["value"], own["is_best"], strict=True)
        ]
        for difference, verdict in list(zip(own["difference"], own["verdict"], strict=True))[1:]:
            cells.append(_cell(_number(difference, unit, sign="+")))
            cells.append(_cell(text(f"compare.verdict.{verdict}") if verdict else "", ink=_INKS.get(verdict, QUIET)))
        rows.append(cells)
    return rows


def _cell(words: str, *, best: bool = False, ink: str = INK) -> dict[str, Any]:
    return {"words": words, "best": best, "ink": ink}


def _unit(unit: str) -> str:
    """Name the unit on paper, where large sums stand in 万元 in Chinese."""
    large = {"yuan_month": "万元/月", "yuan": "万元"} if language() == "zh" else {}
    return large.get(unit) or text(f"compare.in.{unit}")


def _number(value: float, unit: str, *, sign: str = "") -> str:
    if math.isnan(value):
        return "–"
    if unit == "share":
        return _signed(value * 100, 1, sign)
    if unit in {"yuan_month", "yuan"} and language() == "zh":
        return _signed(value / 10_000, 1, sign)
    digits = {"index": 3, "yuan_m2": 2, "yuan_household": 1}.get(unit, 0)
    return _signed(value, digits, sign)


def _signed(value: float, digits: int, sign: str) -> str:
    """Write a number with its sign where asked, and nought without."""
    return f"{value:{sign if round(value, digits) else ''},.{digits}f}".replace("-", "−")


def _curve(comparison: Comparison, people: str) -> Figure:
    """Draw the coverage by walking distance as staircases, one a plan, told apart by colour and dashes."""
    figure = blank_figure(3.0, 1.7 if len(comparison.names) == 2 else 1.1)
    panel = figure.subplots()
    table = comparison.curves[comparison.curves["people"] == people]
    most = min(_MOST_M, max(500.0, float(table["walk_m"].max())))
    for at, name in enumerate(comparison.names):
        own = table[table["plan"] == name]
        walk, share = [0.0, *own["walk_m"], most], [0.0, *own["share"]]
        panel.step(walk, [*share, share[-1]], where="post", color=PLAN_INKS[at], ls=_DASHES[at], lw=1.4)
    panel.set_xlim(0, most)
    panel.set_ylim(0, 1)
    panel.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "25%", "50%", "75%", "100%"], fontsize=6.5, color=QUIET)
    panel.tick_params(axis="x", labelsize=6.5, colors=QUIET)
    panel.set_xlabel("m", fontsize=6.5, color=QUIET, loc="right", labelpad=0)
    panel.grid(color=RULE, lw=0.6)
    for side in ("top", "right"):
        panel.spines[side].set_visible(False)
    return figure
