"""Numbers written in Arabic or Chinese numerals, or a mixture: 1,234  三百二十  一千二  1.2万  二〇〇〇."""

from __future__ import annotations

import re

_DIGITS = {sign: value for value, signs in enumerate(
    ("零〇○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for sign in signs}  # fmt: skip
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_CHINESE = "".join([*_DIGITS, *_SMALL, *_LARGE])

_ARABIC = r"(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?"
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[,' ]\d{3})+(?![\d,])|(?<![\d.,])\d{1,4}(?:,\d{4})+(?![\d,])")
_TOKEN = re.compile(rf"{_ARABIC}|[{_CHINESE}]")
NUMERAL = rf"[+-]?(?:{_ARABIC}|[{_CHINESE}])(?:{_ARABIC}|[{_CHINESE}])*"


def ungroup(written: str) -> str:
    """Take the separators out of thousands (or ten-thousands) that are grouped rightly: 1,234,567."""
    return _GROUPED.sub(lambda found: re.sub(r"[,' ]", "", found.group()), written)


def numeral_value(written: str) -> float | None:
    """Return the value of a numeral, None where it is not one.

    A last digit after a unit counts in the next lower one, as it is spoken: 一千二 is 1,200, 三万二 is 32,000.
    """
    sign = -1.0 if written.startswith("-") else 1.0
    body = written.lstrip("+-")
    tokens = _TOKEN.findall(body)
    if not tokens or "".join(tokens) != body:
        return None
    if len(tokens) == 1 and tokens[0][0] not in _CHINESE:
        return sign * float(tokens[0])
    if len(tokens) > 1 and all(token in _DIGITS for token in tokens):
        return sign * float("".join(str(_DIGITS[token]) for token in tokens))
    value = _spoken_value(tokens)
    return None if value is None else sign * value


def _spoken_value(tokens: list[str]) -> float | None:
    """Add up digits and units: 一千二百零五, 3万2千."""
    total = section = 0.0
    digit: float | None = None
    step = 1.0  # worth of a last digit that has no unit of its own
    for token in tokens:
        if token in _SMALL:
            section += (1.0 if digit is None else digit) * _SMALL[token]
            digit, step = None, _SMALL[token] / 10
        elif token in _LARGE:
            part = section + (digit or 0.0)
            total = (total + (part or 1.0)) * _LARGE[token]
            section, digit, step = 0.0, None, _LARGE[token] / 10
        elif _DIGITS.get(token) == 0:
            step = 1.0
        elif digit is None:
            digit = float(_DIGITS.get(token, -1)) if token in _DIGITS else float(token)
        else:
            return None  # two digits in a row among units: not a number that anyone says
    rest = 0.0 if digit is None else digit * (step if digit < 10 and digit == int(digit) else 1.0)
    return total + section + rest
