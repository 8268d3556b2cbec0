"""All words that people read, in Chinese and English.

Each room of the package has its own catalogue module here (`io`, `network`, `clustering`, `maps`, `cli` …): a dict
`CATALOGUE` from key to ``(Chinese, English)``, with fields in braces. `text` looks a key up in the language in
force. A key that a finding uses has the parts ``<rule>.expected`` and ``<rule>.remedy``.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

_language: ContextVar[Language] = ContextVar("language", default="zh")


@cache
def catalogue() -> dict[str, tuple[str, str]]:
    """Merge the catalogues of all rooms; a key told twice is a programming error."""
    merged: dict[str, tuple[str, str]] = {}
    for module_info in pkgutil.iter_modules(__path__):
        entries: dict[str, tuple[str, str]] = importlib.import_module(f"{__name__}.{module_info.name}").CATALOGUE
        twice = merged.keys() & entries.keys()
        assert not twice, f"told twice in geo.wording: {sorted(twice)}"
        merged |= entries
    return merged


def language() -> Language:
    """Return the language in force."""
    return _language.get()


@contextmanager
def using_language(chosen: Language) -> Iterator[None]:
    """Put a language in force for a block."""
    token = _language.set(chosen)
    try:
        yield
    finally:
        _language.reset(token)


def text(key: str, lang: Language | None = None, /, **fields: object) -> str:
    """Look up `key` and fill in its fields, in `lang` or the language in force.

    Raises
    ------
    KeyError
        Where the key is not in any catalogue (a programming error, caught by the tests).
    """
    pair = catalogue()[key]
    return pair[LANGUAGES.index(lang or language())].format(**fields)
