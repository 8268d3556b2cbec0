"""The printed map of a plan: the whole of it or one sub-district, as a figure for pages and for pictures.

Colours, lines and symbols are those of the map on the screen (`geo.maps.style`). The same plan gives the same figure.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.maps.shapes import box_around
from geo.maps.sheet_frame import Box, Frame, frame_around
from geo.maps.sheet_furniture import ROW_MM, draw_legend, draw_north, draw_scale, draw_warning, legend_rows
from geo.maps.sheet_layers import Sheet, outlines, paint
from geo.maps.sheet_marks import points, write
from geo.maps.sheet_names import draw_names
from geo.maps.style import INK, OUTLINE, QUIET_INK
from geo.plan import Plan
from geo.reports.fonts import drawable
from geo.wording import text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MM_PER_INCH = 25.4
_TITLE_MM, _NOTE_MM = 8.0, 4.4
_LONELY = 0.2  # estates that take less of their outline than this get a closer map
_AROUND = 0.12  # of ground beyond them
_MARKS = (1.15, 2.6)  # half widths of a station's house, least and most


def draw_sheet(
    plan: Plan,
    *,
    subdistrict: str | None = None,
    size_mm: tuple[float, float] = (186.0, 170.0),
    labels: bool = True,
    legend: bool = True,
    title: str = "",
    note: str = "",
) -> Figure:
    """Draw the plan, or one sub-district with its neighbours pale, as a matplotlib figure.

    Parameters
    ----------
    subdistrict : its name; None for the whole plan.
    size_mm : width and height of the figure.
    labels : names of estates and offices on a sub-district's sheet, of sub-districts on the whole plan's, of barriers.
    legend : what the map shows, with units, below it.
    title, note : a line each above the map; none where empty.

    Returns
    -------
    A figure that is on no screen; save it by `sheet_png` or `sheet_svg`. Without any known place it says so.
    """
    figure, axes = _blank(size_mm)
    width, height = size_mm
    unit = 0.62 if subdistrict is None else 1.75
    top = height - _headed(axes, title, note, top=height)
    bounds = _bounds(plan, subdistrict)
    if bounds is None:
        write(axes, width / 2, top / 2, text("sheet.no_ground"), size_pt=10, color=QUIET_INK)
        return figure
    rows = legend_rows(plan, bounds, width=width, unit=unit, focus=subdistrict) if legend else []
    low = len(rows) * ROW_MM + (1.0 if rows else 0.0)
    page: Box = (0.0, low, width, top - low)
    draw_legend(axes, rows, left=0.3, top=low - 0.6)
    frame = frame_around(bounds, page)
    sheet = _sheet(plan, frame, _panel(figure, frame, size_mm), focus=subdistrict, unit=unit)
    paint(sheet)
    kept_free = [draw_scale(sheet.axes, frame), draw_north(sheet.axes, frame), *draw_warning(sheet)]
    if labels:
        draw_names(sheet, kept_free)
    return figure


def sheet_png(figure: Figure, *, width_px: int = 1_600) -> bytes:
    """Return a figure as a PNG of so many pixels across, in few colours so that it stays small."""
    from PIL import Image

    whole, made = BytesIO(), BytesIO()
    figure.savefig(
        whole, format="png", dpi=width_px / figure.get_figwidth(), metadata={"Software": None}, facecolor="white"
    )
    picture = Image.open(whole).convert("RGB")
    picture.quantize(256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(made, "PNG", optimize=True)
    return made.getvalue()


def sheet_svg(figure: Figure) -> bytes:
    """Return a figure as an SVG whose words are shapes, so that it looks alike everywhere."""
    import matplotlib as mpl

    made = BytesIO()
    settings: Any = {"svg.hashsalt": "linli", "svg.fonttype": "path"}
    with mpl.rc_context(settings):
        figure.savefig(made, format="svg", metadata={"Date": None}, facecolor="white")
    return made.getvalue()


def sheet_pdf(figure: Figure) -> bytes:
    """Return a figure as a PDF of one page, its words as text in the bundled font; for pages that typst sets."""
    import matplotlib as mpl

    made = BytesIO()
    with mpl.rc_context({"pdf.fonttype": 42}):
        undated: Any = {"CreationDate": None, "Producer": None, "Creator": None}
        figure.savefig(made, format="pdf", metadata=undated, facecolor="white")
    return made.getvalue()


def _blank(size_mm: tuple[float, float]) -> tuple[Figure, Axes]:
    """Open a figure with one plain panel whose units are millimetres from the lower left."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(size_mm[0] / MM_PER_INCH, size_mm[1] / MM_PER_INCH))
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    axes.set(xlim=(0.0, size_mm[0]), ylim=(0.0, size_mm[1]))
    axes.set_autoscale_on(b=False)
    return figure, axes


def _panel(figure: Figure, frame: Frame, size_mm: tuple[float, float]) -> Axes:
    """Open the panel of the map: the same millimetres, cut at the map's edge."""
    width, height = size_mm
    left, bottom, right, top = frame.edges
    axes = figure.add_axes((left / width, bottom / height, (right - left) / width, (top - bottom) / height))
    axes.set(xlim=(left, right), ylim=(bottom, top), xticks=[], yticks=[])
    axes.set_autoscale_on(b=False)
    for side in axes.spines.values():
        side.set(edgecolor=OUTLINE, linewidth=points(0.3), zorder=30)
    return axes


def _headed(axes: Axes, title: str, note: str, *, top: float) -> float:
    """Write title and note; return the room they take."""
    used = 0.0
    if title:
        write(axes, 0.5, top - _TITLE_MM / 2, drawable(title), size_pt=15, ha="left", color=INK)
        used += _TITLE_MM
    if note:
        write(axes, 0.5, top - used - _NOTE_MM / 2, drawable(note), size_pt=7.5, ha="left", color=QUIET_INK)
        used += _NOTE_MM
    return used + (1.0 if used else 0.0)


def _sheet(plan: Plan, frame: Frame, axes: Axes, *, focus: str | None, unit: float) -> Sheet:
    shown = plan.regions if focus is None else plan.regions[plan.regions["subdistrict"] == focus]
    room = frame.width * frame.height / max(1, len(shown))
    mark = float(np.clip((0.085 if focus is None else 0.11) * np.sqrt(room), *_MARKS))
    margin = 0.55 * mark / _MARKS[1] + 0.35 if focus is None else 0.5
    return Sheet(plan, axes, frame, focus, unit, margin, mark)


def _bounds(plan: Plan, subdistrict: str | None) -> Box | None:
    """Find the ground to show: the outline, or what lies in it where the outline is mostly empty."""
    known = outlines(plan)
    if subdistrict is None:
        layers = [plan.regions.geometry, plan.stations.geometry, known.geometry]
        return box_around(layers) or box_around([plan.estates.geometry])
    own = plan.regions[plan.regions["subdistrict"] == subdistrict]
    members = plan.assignments.loc[plan.assignments["region_id"].isin(own["region_id"]), "estate_id"]
    estates = plan.estates[plan.estates["estate_id"].isin(members)]
    inside = box_around([own.geometry, estates.geometry])
    outline = box_around([known[known["name"] == subdistrict].geometry])
    if inside is None or outline is None:
        return inside or outline
    both = _joined(inside, outline)
    return both if _area(inside) >= _LONELY * _area(both) else _grown(inside)


def _joined(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _grown(box: Box) -> Box:
    wide, high = _AROUND * (box[2] - box[0]), _AROUND * (box[3] - box[1])
    return box[0] - wide, box[1] - high, box[2] + wide, box[3] + high


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
