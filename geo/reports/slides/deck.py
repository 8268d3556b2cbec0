"""``report.pptx``: cover, three ways side by side, the map with its proof, posts and money, sub-districts."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.errors import MissingExtraError
from geo.files import replacing_file
from geo.findings import Report
from geo.plan import Plan
from geo.progress import Progress, Silent
from geo.reports.key_numbers import title_of
from geo.wording import text

if TYPE_CHECKING:
    from pptx.presentation import Presentation

_TITLE_ONLY = 5  # of the library's layouts


def write_slides(
    plan: Plan, path: Path, *, report: Report | None = None, progress: Progress | None = None
) -> list[Path]:
    """Write five slides; equal plans give equal bytes.

    Raises
    ------
    MissingExtraError
        Where python-pptx is not installed.
    OutputError
        Where the file cannot be written.
    """
    try:
        from pptx import Presentation as new_presentation  # noqa: N813  a function under a class's name
        from pptx.util import Mm

        from geo.reports.slides.drawing import HIGH_MM, WIDE_MM
        from geo.reports.slides.pages import PAGES
    except ModuleNotFoundError as missing:
        raise MissingExtraError(text("document.missing", format="pptx")) from missing
    from geo.reports.glyphs import find_missing_glyphs
    from geo.reports.office_files import plain_words, undated

    deck: Presentation = new_presentation()
    deck.slide_width, deck.slide_height = Mm(WIDE_MM), Mm(HIGH_MM)
    about: Any = deck.core_properties
    about.title, about.author = plain_words(title_of(plan))[:255], "Linli"
    with (progress or Silent()).task(text("document.stage.pptx"), len(PAGES)) as task:
        for page in PAGES:
            page(plan, deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY]))
            task.advance()
    written = io.BytesIO()
    deck.save(written)
    with replacing_file(path) as temporary:
        temporary.write_bytes(undated(written.getvalue()))
    find_missing_glyphs(plan, Report() if report is None else report)
    return [path]
