"""Yes and no, and values from a list, by their key, their Chinese word or a common variant."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

from geo.io.values.reading import MISSING, NOTHING, Reading, is_missing_mark, is_nothing, squeeze
from geo.io.values.vocabulary import NO, QUESTIONS, SAYS_NOTHING, VARIANTS, YES
from geo.schema import Column

_PARTLY = re.compile(r"^(?:部分|大部分?|多数|少量|含)")
_YEAR_OF_WORK = re.compile(
    r"^(?:计划|拟|已|列入)?(?:19|20)\d\d(?:\.0)?年?(?:度)?(?:[-~至](?:(?:19|20)?\d\d)年?)?(?:已?改造|列入|移交|完成|实施)*$"
)
_DENIED = re.compile(r"(?:非|不是|不含|无)(?:拆迁|动迁)?(?:安置|动迁|回迁|拆迁)(?:房|户|小区)?")


def parse_yes_no(cell: object) -> Reading:
    """Read yes or no: 是/否 有/无 √/× Y/N 1/0; a year of renovation or hand-over means yes.

    Fault: ``not-yes-no``.
    """
    if is_nothing(cell):
        return NOTHING
    if isinstance(cell, bool):
        return Reading(cell)
    if isinstance(cell, dt.date):
        return Reading(value=True, rule="year-means-yes", confidence=0.9)
    word = squeeze(str(cell))
    if word in YES or word in NO:
        return Reading(word in YES)
    return MISSING if is_missing_mark(word) else _yes_no_with_words(word)


def _yes_no_with_words(word: str) -> Reading:
    if _YEAR_OF_WORK.match(word):
        return Reading(value=True, rule="year-means-yes", confidence=0.9)
    if _PARTLY.match(word):
        return Reading(value=True, rule="partly-means-yes", confidence=0.6)
    if word[0] in "是有已√否无未不非×":
        return Reading(word[0] in "是有已√", rule="yes-no-with-remark", confidence=0.8)
    return Reading(fault="not-yes-no")


def parse_choice(cell: object, column: Column) -> Reading:
    """Read a value of `column.choices`: by key, by Chinese word, by a common variant or by a word within the cell.

    An ownership cell that names several classes is ``mixed``. Fault: ``not-a-choice``.
    """
    if is_nothing(cell):
        return NOTHING
    word = squeeze(str(cell))
    exact = _exact_words(tuple(column.choices.items()))
    if word in exact:
        return Reading(exact[word])
    if column.name in QUESTIONS and (word in YES or word in NO):
        return Reading(QUESTIONS[column.name][word in NO], "variant", 0.9)
    if is_missing_mark(word) or word in SAYS_NOTHING.get(column.name, ()):
        return MISSING
    return _variant(word, column.name)


def _variant(word: str, name: str) -> Reading:
    """Find a listed word, alone or inside the cell; one inside a longer one that was found does not count again."""
    by_word = {part: key for key, parts in VARIANTS.get(name, {}).items() for part in parts}
    if word in by_word:
        return Reading(by_word[word], "variant", 0.95)
    left, found = _DENIED.sub("", word), set()
    for part in sorted(by_word, key=lambda part: (-len(part), part)):
        if part in left:
            left = left.replace(part, "|")
            found.add(by_word[part])
    if not found:
        return Reading(fault="not-a-choice")
    if name == "ownership_class" and len(found) > 1:
        return Reading("mixed", "several-words", 0.7)
    return Reading(next(key for key in VARIANTS[name] if key in found), "word-within", 0.8)


@cache
def _exact_words(choices: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Collect key and Chinese word of each choice."""
    return {squeeze(word): key for key, chinese in choices for word in (key, key.replace("_", " "), chinese)}
