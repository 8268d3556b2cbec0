"""Page and styles of an official document, GB/T 9704-2012, with fall-backs for fonts that a machine may lack.

A4, type area 156 mm x 225 mm (top margin 37 mm, binding margin 28 mm), 22 lines of 28 characters, body in size three
(16 pt) FangSong, title in size two (22 pt) XiaoBiaoSong, first headings HeiTi, second KaiTi, page numbers in size four
(14 pt) between dashes on the outer side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

BODY_PT, TITLE_PT, NUMBER_PT, TABLE_PT = 16.0, 22.0, 14.0, 9.0  # sizes three, two, four; tables: assumption
LINE_PT = 225.0 / 22.0 / 25.4 * 72.0  # 22 lines on 225 mm
_LATIN = "Times New Roman"

# Each font with what stands for it where it is missing: Windows, macOS, then the free Noto fonts.
FALL_BACKS: dict[str, tuple[str, ...]] = {
    "方正小标宋简体": ("方正小标宋_GBK", "华文中宋", "STZhongsong", "Noto Serif CJK SC", "宋体"),
    "仿宋_GB2312": ("仿宋", "FangSong", "华文仿宋", "STFangsong", "Noto Serif CJK SC", "宋体"),
    "楷体_GB2312": ("楷体", "KaiTi", "华文楷体", "STKaiti", "Noto Serif CJK SC", "宋体"),
    "黑体": ("SimHei", "华文黑体", "STHeiti", "Noto Sans CJK SC"),
    "宋体": ("SimSun", "华文宋体", "STSong", "Noto Serif CJK SC"),
}
_STYLES = {  # name of the style: font, size, bold, centred, indent of the first line in characters
    "Normal": ("仿宋_GB2312", BODY_PT, False, False, 2),
    "Title": ("方正小标宋简体", TITLE_PT, False, True, 0),
    "Subtitle": ("楷体_GB2312", BODY_PT, False, True, 0),
    "Heading 1": ("黑体", BODY_PT, False, False, 2),
    "Heading 2": ("楷体_GB2312", BODY_PT, False, False, 2),
    "Caption": ("黑体", TABLE_PT + 1, False, True, 0),
}


def set_up(document: Document) -> None:
    """Give a new document the page, the styles, the fonts with their fall-backs and the page numbers."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(35 - 7 - 5)  # the number stands 7 mm below the type area
    for name, (font, size, bold, centred, indent) in _STYLES.items():
        _style(document.styles[name], font, size, bold=bold, centred=centred, indent=indent)
    _number_pages(document)
    _name_fall_backs(document)


def _style(style: ParagraphStyle, font: str, size: float, *, bold: bool, centred: bool, indent: int) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    set_font(style.element.get_or_add_rPr(), font)
    layout = style.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(max(LINE_PT, size * 1.3))
    layout.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    layout.first_line_indent = Pt(indent * size)
    layout.keep_with_next = style.name.startswith("Heading")
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))  # the default title is underlined
    if borders is not None:
        style.element.pPr.remove(borders)


def set_font(properties: Any, font: str) -> None:  # noqa: ANN401  lxml elements have no types
    """Set the font of Chinese text; Latin letters and figures keep Times New Roman."""
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    for script, family in (("ascii", _LATIN), ("hAnsi", _LATIN), ("cs", _LATIN), ("eastAsia", font)):
        fonts.set(qn(f"w:{script}"), family)
    properties.insert(0, fonts)


def _number_pages(document: Document) -> None:
    """Put ``— 1 —`` at the foot: odd pages to the right, even ones to the left, one character in."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.paragraph_format.first_line_indent = Pt(0)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if side == "right" else WD_ALIGN_PARAGRAPH.LEFT
        inset = Pt(NUMBER_PT)
        setattr(paragraph.paragraph_format, f"{side}_indent", inset)
        _run(paragraph, "— ")
        _page_field(paragraph)
        _run(paragraph, " —")


def _run(paragraph: Paragraph, words: str) -> Any:  # noqa: ANN401  the library's run
    run = paragraph.add_run(words)
    run.font.size = Pt(NUMBER_PT)
    set_font(run._r.get_or_add_rPr(), "宋体")  # noqa: SLF001  the library offers no other door to Chinese fonts
    return run


def _page_field(paragraph: Paragraph) -> None:
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = _run(paragraph, "")
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = words
        run._r.append(mark)  # noqa: SLF001  the library has no fields


def _name_fall_backs(document: Document) -> None:
    """Write the table of fonts: Word takes the first of a font's other names that the machine has."""
    fonts = "".join(
        f"<w:font w:name={quoteattr(name)}><w:altName w:val={quoteattr(','.join(others))}/>"
        f'<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, others in FALL_BACKS.items()
    )
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            content = (
                f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{fonts}</w:fonts>'
            )
            part._blob = content.encode()  # noqa: SLF001  a part without a class of its own has no setter
