"""The bundled font has the characters a Chinese city writes with, and says which signs it lacks."""

from __future__ import annotations

import pytest

from geo.reports.fonts import FAMILY, codes_of, covered, drawable, font_path, missing_glyphs


def test_the_font_has_true_type_outlines_and_its_licence_beside_it():
    assert font_path().read_bytes()[:4] == b"\x00\x01\x00\x00"
    assert b"glyf" in font_path().read_bytes()[:400]
    assert "SIL OPEN FONT LICENSE" in (font_path().parent / "OFL.txt").read_text(encoding="utf-8")
    assert FAMILY.replace(" ", "") in font_path().name


def test_the_characters_of_gb_2312_and_rarer_ones_of_the_standard_table_are_there():
    pairs = [bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    hanzi = "".join(pair.decode("gb2312", "ignore") for pair in pairs)
    assert len(hanzi) == 6_763
    assert missing_glyphs(hanzi) == ()
    assert missing_glyphs("㙘㛃㛚䢺䢼䣘䥽䴓𠳐𡎚𬉼𬬻䶮") == ()  # of its third level, names of places and people
    assert len(covered()) > 9_000


@pytest.mark.parametrize("signs", ["□★→㎡①〇—…“”《》·￥", "AZaz09<>&{}", "ü é ß Ω"])
def test_signs_of_forms_and_latin_letters_are_there(signs: str):
    assert missing_glyphs(signs) == ()


def test_what_is_missing_is_named_once_and_shown_as_a_stand_in():
    words = "阳光🏘️小区🏘️ שלום\u202e\n二期"
    assert missing_glyphs(words) == ("🏘", "ש", "ל", "ו", "ם")
    assert drawable(words) == "阳光〓小区〓 〓〓〓〓 二期"
    assert codes_of(("🏘", "ש"), most=1) == "U+1F3D8 … (2)"


def test_signs_that_show_nothing_are_neither_missing_nor_drawn():
    assert missing_glyphs("a\u200b\u200d\ufe0f\x00b\t") == ()
    assert drawable("a\u200b\u200d\ufe0f\x00b\t") == "ab"
