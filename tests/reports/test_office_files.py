"""Office files without a clock, and text that XML takes."""

from __future__ import annotations

import io
from zipfile import ZipFile

from hypothesis import given
from hypothesis import strategies as st

from geo.reports.office_files import plain_words, undated


def packed(year: int) -> bytes:
    content = io.BytesIO()
    with ZipFile(content, "w") as archive:
        from zipfile import ZipInfo

        archive.writestr(ZipInfo("b.xml", (year, 5, 1, 8, 0, 0)), "<b/>")
        archive.writestr(ZipInfo("a.xml", (year, 5, 1, 8, 0, 0)), "<a/>")
    return content.getvalue()


def test_the_clock_leaves_no_trace_and_the_order_stays() -> None:
    first, second = undated(packed(2021)), undated(packed(2026))
    assert first == second
    with ZipFile(io.BytesIO(first)) as archive:
        assert archive.namelist() == ["b.xml", "a.xml"]
        assert archive.read("a.xml") == b"<a/>"


@given(st.text())
def test_text_is_only_ever_cut_by_what_xml_forbids(words: str) -> None:
    plain = plain_words(words)
    kept = iter(words)
    assert all(sign in kept for sign in plain)
    assert all(sign in "\t\n\r" or ord(sign) >= 0x20 for sign in plain)


def test_half_surrogates_and_bells_are_gone() -> None:
    assert plain_words("a\x07b\ud800c\ufffe䶮🏘") == "abc䶮🏘"
