"""What a document is made of, before any library writes it: headings, paragraphs, tables, pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 or 2; its number is put before it when it is written."""

    words: str
    level: int = 1
    on_new_page: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; `is_note` for small print under a table or picture."""

    words: str
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: headings, widths in millimetres, which columns hold numbers, rows of words.

    `fills` colour the first cell of each row (``#rrggbb``), in the colours of the map.
    """

    caption: str
    headings: tuple[str, ...]
    widths_mm: tuple[float, ...]
    rows: Sequence[Sequence[str]]
    numbers: frozenset[int] = frozenset()
    fills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as PNG, made when it is written, with words for those who cannot see it."""

    caption: str
    draw: Callable[[], bytes]
    width_mm: float
    words: str


Block = Heading | Words | Grid | Picture
