"""The page of a sweep: curves with the numbers of the point at hand, and tables; one file that asks for nothing."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

from geo.files import write_text
from geo.maps.blocks import json_block
from geo.maps.charts_sweep import headline
from geo.maps.offline import sweep_script, sweep_style
from geo.maps.page import NO_REQUESTS
from geo.measures.tradeoffs import TradeOff, TradePoint
from geo.wording import language, text

# Columns of the table of points: name, how it is shown, unit's word.
_COLUMNS = (
    ("stations", "count", ""), ("coverage_300", "share", ""), ("coverage_500", "share", ""),
    ("coverage_1000", "share", ""), ("elderly_500", "share", ""), ("walk_mean", "count", "m"),
    ("walk_p90", "count", "m"), ("walk_worst", "count", "m"), ("walk_max", "count", "m"), ("gini", "index", ""),
    ("cost", "money", "10k"), ("posts", "count", ""), ("objective", "money", "10k"), ("gap", "gap", ""),
    ("status", "words", ""), ("remark", "words", ""),
)  # fmt: skip
_STEP_COLUMNS = (("before", "count", ""), ("after", "count", ""), ("words", "words", ""))
_KNEE, _SCORE = "#b45309", "#1d4e89"


def write_sweep_page(curve: TradeOff, path: Path) -> None:
    """Write a sweep as one page, in the language in force; equal sweeps give equal bytes.

    Raises
    ------
    OutputError
        Where the file cannot be written; an old one is untouched.
    """
    title, alarm = text("sweep.title"), "alarm" if curve.invented else ""
    say = curve.knee.reason if curve.knee is not None else text("sweep.knee.none")
    notes = "".join(f"<p class='note'>{_safe(text(key))}</p>" for key in ("sweep.note.coverage", "sweep.note.money"))
    page = (
        f'<!doctype html>\n<html lang="{language()}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{NO_REQUESTS}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f"<title>{_safe(title)}</title><style>{sweep_style()}</style></head><body>"
        f'<header><h1>{_safe(title)}</h1><p class="{alarm}">{_safe(headline(curve))}</p></header>'
        f'<main><section class="say">{_safe(say)}{notes}</section>'
        '<div class="both"><div class="charts" id="charts"></div><section class="now" id="now"></section></div>'
        '<section id="steps"></section><section id="points"></section><section id="pareto"></section></main>'
        f"<noscript>{_safe(text('sweep.page.noscript'))}</noscript>"
        f'<script type="application/json" id="linli-data">{json_block(page_data(curve))}</script>'
        f'<script type="module">{sweep_script()}</script></body></html>\n'
    )
    write_text(Path(path), page)


def page_data(curve: TradeOff) -> dict[str, Any]:
    """Return what the page's script reads: words, points, charts and marks."""
    start = curve.knee.stations if curve.knee is not None else curve.points[0].stations
    return {
        "words": {
            "stations": text("sweep.axis.stations"),
            "at": text("sweep.page.at"),
            "hover": text("sweep.page.hover"),
            "steps": text("sweep.page.steps"),
            "table": text("sweep.page.table"),
            "pareto": text("sweep.panel.pareto"),
        },
        "columns": [_column(*column) for column in _COLUMNS],
        "step_columns": [_column(*column) for column in _STEP_COLUMNS],
        "points": [_row(point, curve) for point in curve.points],
        "pareto": [_row(point, curve) for point in curve.pareto],
        "steps": [{"before": step.before, "after": step.after, "words": step.words} for step in curve.steps],
        "charts": _charts(curve),
        "marks": _marks(curve),
        "start": start,
    }


def _column(name: str, kind: str, unit: str) -> dict[str, str]:
    words = text(f"sweep.column.{name}")
    return {"name": name, "kind": kind, "heading": f"{words}（{text(f'sweep.unit.{unit}')}）" if unit else words}


def _row(point: TradePoint, curve: TradeOff) -> dict[str, Any]:
    near, old, walk = point.coverage or {}, point.coverage_elderly or {}, point.walk_m or {}
    is_own = point in curve.points
    look = "none" if not point.has_plan else "knee" if point.knee else "dominated" if point.dominated else ""
    return {
        "stations": point.stations,
        "has_plan": point.has_plan,
        "look": look,
        **{f"coverage_{metres}": near.get(metres) for metres in ("300", "500", "1000")},
        "elderly_500": old.get("500"),
        **{f"walk_{name}": walk.get(key) for name, key in _WALKS.items()},
        "gini": point.gini,
        "cost": point.monthly_cost_cny,
        "posts": point.posts,
        "objective": point.objective,
        "gap": point.gap,
        "status": text(f"sweep.status.{point.status}"),
        "remark": _remark(point, curve) if is_own else "",
    }


_WALKS = {"mean": "mean", "p90": "p90", "worst": "worst_decile", "max": "max"}


def _remark(point: TradePoint, curve: TradeOff) -> str:
    words = [point.rule] if point.rule else []
    words += [text("sweep.knee_word")] if point.knee else []
    words += [text("sweep.cheapest_word")] if point.stations == curve.cheapest else []
    if point.dominated_by is not None:
        words.append(text("sweep.dominated_by", stations=point.dominated_by))
    return text("list.separator").join(words)


def _charts(curve: TradeOff) -> list[dict[str, Any]]:
    known = [point for point in curve.points if point.has_plan]
    stations = [point.stations for point in known]
    rows = [_row(point, curve) for point in known]

    def line(name: str, key: str, colour: str, **look: object) -> dict[str, Any]:
        return {"name": key, "values": [row[name] for row in rows], "colour": colour, **look}

    common = {"x": stations, "stations": stations, "x_title": text("sweep.axis.stations"), "x_kind": "count"}
    pareto = [_row(point, curve) for point in curve.pareto]
    return [
        common | {"title": text("sweep.panel.coverage"), "kind": "share", "from_zero": True, "lines": [
            line("coverage_300", "300 m", "#5f9bb1"),
            line("coverage_500", "500 m", "#17637a", width=2.6),
            line("coverage_1000", "1000 m", "#2a9d8f"),
            line("elderly_500", text("sweep.elderly"), _KNEE, dash="5 3"),
        ]},
        common | {"title": text("sweep.panel.walk"), "kind": "count", "from_zero": True, "lines": [
            line("walk_mean", text("sweep.mean"), "#17637a", width=2.6),
            line("walk_p90", text("sweep.p90"), "#5b6770", dash="6 3"),
            line("walk_worst", text("sweep.worst"), "#9b1c1c", dash="2 3"),
        ]},
        common | {"title": text("sweep.panel.cost"), "kind": "money", "lines": [
            line("objective", text("sweep.score"), _SCORE, width=2.4),
            line("cost", text("sweep.cost"), _KNEE, dash="6 3"),
        ]},
        {
            "title": text("sweep.measure.coverage"), "kind": "share", "x_kind": "money",
            "x": [*(row["cost"] for row in rows), *(row["cost"] for row in pareto)],
            "stations": [*stations, *(None for _ in pareto)], "x_title": text("sweep.axis.cost"), "lines": [
                {"name": text("sweep.sheet.points"), "colour": "#17637a",
                 "values": [*(row["coverage_500"] for row in rows), *(None for _ in pareto)]},
                {"name": text("sweep.sheet.pareto"), "colour": "#b9b3a4", "dots": True,
                 "values": [*(None for _ in rows), *(row["coverage_500"] for row in pareto)]},
            ],
        },
    ]  # fmt: skip


def _marks(curve: TradeOff) -> list[dict[str, Any]]:
    marks = []
    if curve.cheapest is not None:
        words = text("sweep.cheapest", stations=curve.cheapest)
        marks.append({"stations": curve.cheapest, "words": words, "colour": _SCORE})
    if curve.knee is not None:
        words = text("sweep.knee", stations=curve.knee.stations)
        marks.append({"stations": curve.knee.stations, "words": words, "colour": _KNEE})
    return marks


def _safe(words: str) -> str:
    return html.escape(words, quote=True)
