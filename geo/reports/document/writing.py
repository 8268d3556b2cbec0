"""Blocks written as a Word document: numbered headings, tables that repeat their head, pictures with words for them."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from geo.files import replacing_file
from geo.progress import Task
from geo.reports.document.blocks import Block, Grid, Heading, Picture, Words
from geo.reports.document.numbering import Numbering
from geo.reports.document.official_layout import TABLE_PT, set_font, set_up
from geo.reports.office_files import plain_words, undated

if TYPE_CHECKING:
    from docx.document import Document as Opened
    from docx.text.paragraph import Paragraph

_RULE, _HEAD = "8a8f93", "eceae3"  # of tables: lines and the row of headings
_BELOW_PT = 8.0  # of space under a table
_CELL_MM = 0.8  # of space left and right in a cell


def write_document(
    path: Path, *, title: str, subtitle: str, blocks: Iterable[Block], language_tag: str, task: Task
) -> None:
    """Write a document of its own; the same blocks give the same bytes.

    Raises
    ------
    OutputError
        Where the file cannot be written; an old one is untouched.
    """
    document = Document()
    set_up(document)
    _describe(document, title, language_tag)
    document.add_paragraph(plain_words(title), style="Title")
    document.add_paragraph(plain_words(subtitle), style="Subtitle")
    document.add_paragraph()
    numbering = Numbering()
    for block in blocks:
        _write(document, block, numbering)
        task.advance()
    written = io.BytesIO()
    document.save(written)
    with replacing_file(path) as temporary:
        temporary.write_bytes(undated(written.getvalue()))


def _describe(document: Opened, title: str, language_tag: str) -> None:
    about = document.core_properties
    about.title, about.author, about.comments, about.language = plain_words(title)[:255], "Linli", "", language_tag
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _write(document: Opened, block: Block, numbering: Numbering) -> None:
    if isinstance(block, Heading):
        words = numbering.number(block.level) + plain_words(block.words)
        heading = document.add_paragraph(words, style=f"Heading {block.level}")
        heading.paragraph_format.page_break_before = block.on_new_page
    elif isinstance(block, Words):
        paragraph = document.add_paragraph(plain_words(block.words))
        if block.is_note:
            _make_small(paragraph)
    elif isinstance(block, Picture):
        _add_picture(document, block)
    else:
        _add_table(document, block)


def _make_small(paragraph: Paragraph) -> None:
    layout = paragraph.paragraph_format
    layout.first_line_indent = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.SINGLE, 1.0
    layout.space_before, layout.space_after = Pt(3), Pt(9)
    for run in paragraph.runs:
        run.font.size = Pt(TABLE_PT + 1)


def _add_picture(document: Opened, block: Picture) -> None:
    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    layout.first_line_indent, layout.line_spacing_rule = Pt(0), WD_LINE_SPACING.SINGLE
    layout.alignment, layout.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
    shape = paragraph.add_run().add_picture(io.BytesIO(block.draw()), width=Mm(block.width_mm))
    shape._inline.docPr.set("descr", plain_words(block.words))  # noqa: SLF001  the library has no alternative text
    document.add_paragraph(plain_words(block.caption), style="Caption")


def _add_table(document: Opened, grid: Grid) -> None:
    caption = document.add_paragraph(plain_words(grid.caption), style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = document.add_table(rows=0, cols=len(grid.headings))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _rule(table._tbl.tblPr)  # noqa: SLF001  the library has styles of tables only, not their lines
    for column, width in zip(table.columns, grid.widths_mm, strict=True):
        column.width = Mm(width)
    head = _add_row(table, grid.headings, grid, is_head=True)
    mark = OxmlElement("w:tblHeader")
    head.append(mark)
    for number, row in enumerate(grid.rows):
        _add_row(table, row, grid, fill=grid.fills[number] if grid.fills else "")
    below = document.add_paragraph().paragraph_format  # without it the next table would join this one
    below.line_spacing_rule, below.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_BELOW_PT)


def _add_row(table: Any, cells: Iterable[str], grid: Grid, *, fill: str = "", is_head: bool = False) -> Any:  # noqa: ANN401  the library's table
    row = table.add_row()
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001  the library cannot keep a row whole
    properties.append(OxmlElement("w:cantSplit"))
    for position, (cell, words) in enumerate(zip(row.cells, cells, strict=True)):
        cell.width = Mm(grid.widths_mm[position])
        paragraph = cell.paragraphs[0]
        layout = paragraph.paragraph_format
        layout.first_line_indent, layout.line_spacing_rule = Pt(0), WD_LINE_SPACING.SINGLE
        layout.line_spacing = 1.0
        is_number = position in grid.numbers and not is_head
        layout.alignment = WD_ALIGN_PARAGRAPH.RIGHT if is_number else WD_ALIGN_PARAGRAPH.LEFT
        if is_head:
            layout.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(plain_words(words))
        run.font.size, run.font.bold = Pt(TABLE_PT), is_head
        set_font(run._r.get_or_add_rPr(), "黑体" if is_head else "宋体")  # noqa: SLF001  as above
        if is_head or (fill and position == 0):
            _shade(cell, _HEAD if is_head else fill.removeprefix("#"))
    return properties


def _shade(cell: Any, colour: str) -> None:  # noqa: ANN401  the library's cell
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001  the library cannot shade


def _rule(properties: Any) -> None:  # noqa: ANN401  lxml elements have no types
    """Draw thin lines and keep the cells narrow."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _RULE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(_CELL_MM / 25.4 * 1440)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(borders)
    layout = properties.find(qn("w:tblLayout"))
    look = properties.find(qn("w:tblLook"))
    for element in (layout, margins, look):  # in the order that the format asks for
        if element is not None:
            properties.append(element)
