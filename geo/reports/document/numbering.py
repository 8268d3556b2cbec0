"""Numbers of headings as official documents have them: 一、 and （一）; in English 1. and 1.1."""

from __future__ import annotations

from geo.wording import language

_DIGITS = "零一二三四五六七八九"
_TEN = 10
_HUNDRED = 100


def chinese_number(number: int) -> str:
    """Write 1 to 99 in Chinese.

    Raises
    ------
    ValueError
        Outside that range.
    """
    if not 0 < number < _HUNDRED:
        raise ValueError(number)
    tens, ones = divmod(number, _TEN)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return head + (_DIGITS[ones] if ones else "")


class Numbering:
    """Counts headings of two levels."""

    def __init__(self) -> None:
        self._first = self._second = 0

    def number(self, level: int) -> str:
        """Return the number of the next heading with the signs behind it."""
        if level == 1:
            self._first, self._second = self._first + 1, 0
            return f"{_counted(self._first)}、" if language() == "zh" else f"{self._first}. "
        self._second += 1
        return f"（{_counted(self._second)}）" if language() == "zh" else f"{self._first}.{self._second} "


def _counted(number: int) -> str:
    return chinese_number(number) if number < _HUNDRED else str(number)
