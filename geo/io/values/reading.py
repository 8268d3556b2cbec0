"""What every parser of a cell returns, and what all of them do first: width, spaces, marks for "nothing known"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from geo.io.values.vocabulary import MISSING_MARKS


@dataclass(frozen=True, slots=True)
class Reading:
    """One cell as understood.

    Attributes
    ----------
    value : what the cell says, in the parser's unit; None where it says nothing or cannot be read.
    rule : why the value differs from what was written; empty where it does not.
    confidence : 0-1, from the rule.
    fault : why the cell cannot be read; empty where it could. A cell that says nothing has no fault.
    unit : the unit written in the cell, as the parser knows it; ``万`` where a bare number was already multiplied.
    """

    value: object = None
    rule: str = ""
    confidence: float = 1.0
    fault: str = ""
    unit: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether the value is a repair of what was written."""
        return bool(self.rule) and self.value is not None

    def weakened(self, rule: str, confidence: float) -> Reading:
        """Return the reading after one more rule; the least certain rule is the one that is named."""
        if self.rule and self.confidence <= confidence:
            return self
        return replace(self, rule=rule, confidence=min(confidence, self.confidence))


NOTHING = Reading()
MISSING = Reading(rule="missing-mark")

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_SPACES = re.compile(r"\s+")


def is_nothing(cell: object) -> bool:
    """Tell whether a cell is empty: None, NaN, NaT or blank text."""
    if cell is None:
        return True
    if isinstance(cell, str):
        return not cell.strip()
    return bool(cell != cell)  # noqa: PLR0124  NaN and NaT differ from themselves


def tidy(written: str) -> str:
    """Bring text to one width (NFKC), without invisible signs and outer spaces; ㎡ becomes ``m2``."""
    if written.isascii():
        return written.strip()
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", written)).strip()


def squeeze(written: str) -> str:
    """Tidy, lower the case and take out all spaces: the form in which words are compared."""
    return _SPACES.sub("", tidy(written)).casefold()


def is_missing_mark(tidied: str) -> bool:
    """Tell whether tidied text only says that nothing is known."""
    return tidied == "" or tidied.casefold() in MISSING_MARKS
