"""Parsers of single cells, and the decisions that need a whole column; pure functions, nothing is reported here.

Each parser takes a cell as the reader gave it and returns a `Reading`: the value, the rule by which it differs from
what was written, and how sure that is. Missing is not a fault. `geo.io.columns` turns readings into repairs and
findings.
"""

from __future__ import annotations

from geo.io.values.angles import PairReading, parse_angle, parse_pair
from geo.io.values.areas import UnitDecision, area_factor, decide_area_unit
from geo.io.values.choices import parse_choice, parse_yes_no
from geo.io.values.dates import parse_date
from geo.io.values.fees import FeeUnit, bare_fee_unit, fee_unit, parse_fee
from geo.io.values.numbers import COUNT_UNITS, parse_number
from geo.io.values.rates import RateDecision, apply_rate, decide_rates, parse_rate
from geo.io.values.reading import Reading, is_missing_mark, is_nothing, squeeze, tidy
from geo.io.values.years import parse_year

__all__ = [
    "COUNT_UNITS", "FeeUnit", "PairReading", "RateDecision", "Reading", "UnitDecision", "apply_rate", "area_factor",
    "bare_fee_unit", "decide_area_unit", "decide_rates", "fee_unit", "is_missing_mark", "is_nothing", "parse_angle",
    "parse_choice", "parse_date", "parse_fee", "parse_number", "parse_pair", "parse_rate", "parse_year",
    "parse_yes_no", "squeeze", "tidy",
]  # fmt: skip
