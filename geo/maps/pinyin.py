"""How the characters of a plan's names are read, so that the page's search finds them by their sounds.

A name is found by initials (``hds``), by whole syllables (``huidongshequ``) or by a mixture. The page is given each
character's readings once, every reading it has: ``重`` is found as ``chong`` and as ``zhong``.
"""

from __future__ import annotations

from collections.abc import Iterable


def readings(names: Iterable[object]) -> dict[str, str]:
    """Return the characters of some names by their readings, ``{"chang": "长常…"}``; tones are left out, ü is v.

    Signs that have no reading (letters, digits, emoji) are left out.
    """
    from pypinyin import Style, pinyin  # a seventh of a second to import

    characters = sorted(
        {character for name in names if isinstance(name, str) for character in name if character > "⺀"}
    )
    read: dict[str, list[str]] = {}
    for character in characters:
        for sound in pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore"):
            for reading in sorted({one for one in sound if one.isascii() and one.isalpha()}):
                read.setdefault(reading, []).append(character)
    return {reading: "".join(read[reading]) for reading in sorted(read)}
