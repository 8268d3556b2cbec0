"""Boxes, tables, charts and pictures on a slide, with the colours of the map and fonts for both scripts."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Length, Mm, Pt

from geo.maps.style import INK, QUIET_INK, STATION
from geo.reports.office_files import plain_words

if TYPE_CHECKING:
    from pptx.slide import Slide

WIDE_MM, HIGH_MM = 338.67, 190.5  # 16:9
MARGIN_MM = 14.0
_LATIN, _CHINESE = "Arial", "微软雅黑"
_BAND, _HEAD = "f4f3ef", "e4e1d7"
Box = tuple[float, float, float, float]  # left, top, width, height in mm


def rgb(colour: str) -> Any:  # noqa: ANN401  the library has no types
    """Turn ``#rrggbb`` into the library's colour."""
    return RGBColor.from_string(colour.removeprefix("#").upper())


def _placed(box: Box) -> tuple[Length, Length, Length, Length]:
    left, top, width, height = box
    return Mm(left), Mm(top), Mm(width), Mm(height)


def write(
    slide: Slide, box: Box, lines: Sequence[str], *, size: float = 14, colour: str = INK, bold: bool = False,
    align: str = "left",
) -> Any:  # fmt: skip  # noqa: ANN401  the library's shape
    """Write lines into a box, one paragraph each."""
    shape = slide.shapes.add_textbox(*_placed(box))
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = {"left": PP_ALIGN.LEFT, "center": PP_ALIGN.CENTER, "right": PP_ALIGN.RIGHT}[align]
        _run(paragraph, line, size=size, colour=colour, bold=bold)
    return shape


def _run(paragraph: Any, words: str, *, size: float, colour: str, bold: bool) -> None:  # noqa: ANN401  as above
    run = paragraph.add_run()
    run.text = plain_words(words)
    run.font.size, run.font.bold, run.font.color.rgb, run.font.name = Pt(size), bold, rgb(colour), _LATIN
    properties = run._r.get_or_add_rPr()  # noqa: SLF001  the library sets the Latin font only
    chinese = properties.makeelement(qn("a:ea"), {"typeface": _CHINESE})
    latin = properties.find(qn("a:latin"))
    latin.addnext(chinese)


def head(slide: Slide, title: str, note: str = "") -> None:
    """Write the title of a slide and the line under it."""
    holder = slide.shapes.title
    holder.left, holder.top, holder.width, holder.height = Mm(MARGIN_MM), Mm(8), Mm(WIDE_MM - 2 * MARGIN_MM), Mm(14)
    frame = holder.text_frame
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = 0
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    _run(frame.paragraphs[0], title, size=26, colour=STATION, bold=True)
    if note:
        write(slide, (MARGIN_MM, 23, WIDE_MM - 2 * MARGIN_MM, 8), [note], size=13, colour=QUIET_INK)


def tile(slide: Slide, box: Box, number: str, words: str) -> None:
    """Draw a big number with what it means."""
    left, top, width, height = box
    ground = slide.shapes.add_shape(1, *_placed(box))
    ground.fill.solid()
    ground.fill.fore_color.rgb = rgb(_BAND)
    ground.line.fill.background()
    ground.shadow.inherit = False
    write(slide, (left + 4, top + 3, width - 8, height * 0.5), [number], size=24, colour=STATION, bold=True)
    write(slide, (left + 4, top + height * 0.62, width - 8, height * 0.34), [words], size=11, colour=QUIET_INK)


def picture(slide: Slide, content: bytes, box: Box, words: str) -> None:
    """Put a picture, as wide or as high as the box allows, with words for those who cannot see it."""
    left, top, width, height = box
    shape = slide.shapes.add_picture(io.BytesIO(content), Mm(left), Mm(top), width=Mm(width))
    if shape.height > Mm(height):
        shape.width, shape.height = round(shape.width * Mm(height) / shape.height), Mm(height)
    shape._element.nvPicPr.cNvPr.set("descr", plain_words(words))  # noqa: SLF001  the library has no such setter


def table(
    slide: Slide, box: Box, headings: Sequence[str], rows: Sequence[Sequence[str]], *, widths: Sequence[float],
    size: float = 11,
) -> None:  # fmt: skip
    """Draw a table; the first column is to the left, numbers to the right."""
    shape = slide.shapes.add_table(len(rows) + 1, len(headings), *_placed(box))
    grid = shape.table
    grid.horz_banding = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)
    for at, row in enumerate([headings, *rows]):
        grid.rows[at].height = Mm(box[3] / (len(rows) + 1))
        for position, words in enumerate(row):
            cell = grid.cell(at, position)
            cell.margin_left = cell.margin_right = Mm(1.5)
            cell.margin_top = cell.margin_bottom = Mm(0.4)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.fill.solid()
            cell.fill.fore_color.rgb = rgb(_HEAD if at == 0 else "ffffff" if at % 2 else _BAND)
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.LEFT if position == 0 else PP_ALIGN.RIGHT
            _run(paragraph, words, size=size, colour=INK, bold=at == 0)


def chart(
    slide: Slide, box: Box, kind: str, categories: Sequence[str], series: Mapping[str, Sequence[float | None]], *,
    colours: Sequence[str], number_format: str = "#,##0",
) -> None:  # fmt: skip
    """Draw an editable chart: ``columns`` with their numbers, or ``lines``."""
    data = CategoryChartData(number_format=number_format)
    data.categories = [plain_words(category) for category in categories]
    for name, values in series.items():
        data.add_series(plain_words(name), values)
    is_columns = kind == "columns"
    style = XL_CHART_TYPE.COLUMN_CLUSTERED if is_columns else XL_CHART_TYPE.LINE
    made = slide.shapes.add_chart(style, *_placed(box), data).chart
    made.has_title = False
    made.font.size = Pt(11)
    made.has_legend = len(series) > 1
    if made.has_legend:
        made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    plot = made.plots[0]
    plot.has_data_labels = is_columns
    if is_columns:
        plot.data_labels.number_format, plot.data_labels.number_format_is_linked = number_format, False
        plot.gap_width = 60
    for one, colour in zip(plot.series, colours, strict=False):
        target = one.format.fill if is_columns else one.format.line
        if is_columns:
            target.solid()
            target.fore_color.rgb = rgb(colour)
        else:
            one.smooth = False
            target.color.rgb = rgb(colour)
            target.width = Pt(2.2)
    made.value_axis.major_gridlines.format.line.color.rgb = rgb(_HEAD)
    made.value_axis.has_title = False
