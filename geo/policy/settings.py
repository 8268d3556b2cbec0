"""How a setting is declared: a default with its unit, its meaning and where the number comes from."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from geo.wording import text

ASSUMPTION = "assumption"


class Section(BaseModel):
    """A frozen group of settings; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def setting(
    default: Any,  # noqa: ANN401  pydantic's own signature
    *,
    zh: str,
    en: str,
    source: str = ASSUMPTION,
    unit: str = "",
    **limits: Any,
) -> Any:  # noqa: ANN401
    """Declare one setting; `source` names where the default comes from, or says it is an assumption."""
    extra: dict[str, Any] = {"zh": zh, "en": en, "source": source, "unit": unit}
    return Field(default, json_schema_extra=extra, **limits)


def guess(
    *values: float,
    zh: str,
    en: str,
    more_is: Literal["better", "worse"],
    source: str = ASSUMPTION,
    unit: str = "",
    least: float = 0.0,
    most: float | None = None,
) -> Any:  # noqa: ANN401  pydantic's own signature
    """Declare an uncertain setting by its low, middle and high value (or one value known for sure).

    Parameters
    ----------
    more_is : whether the account gains or loses where the number is higher; cases take their side by it.
    least, most : what each of the three values must keep to.
    """
    low, mid, high = values if len(values) == 3 else (values[0],) * 3
    extra: dict[str, Any] = {"zh": zh, "en": en, "source": source, "unit": unit, "more_is": more_is}
    extra |= {"least": least, "most": most}
    return Field(Guess(low=low, mid=mid, high=high), json_schema_extra=extra)


class Limit(Section):
    """A priced rule: its value, and whether breaking it is forbidden instead of priced.

    In TOML either the plain value or a table: ``max_station_walk_m = { value = 1000, hard = true }``.
    """

    value: float = Field(ge=0)
    hard: bool = False

    @model_validator(mode="before")
    @classmethod
    def _from_plain_value(cls, given: Any) -> Any:  # noqa: ANN401
        return {"value": given} if isinstance(given, int | float) and not isinstance(given, bool) else given


class Band(Section):
    """A priced band: low and high, and whether leaving it is forbidden instead of priced.

    In TOML either a pair or a table: ``region_floor_area_m2 = { low = 30000, high = 400000, hard = true }``.
    """

    low: float = Field(ge=0)
    high: float = Field(gt=0)
    hard: bool = False

    @model_validator(mode="before")
    @classmethod
    def _from_pair(cls, given: Any) -> Any:  # noqa: ANN401
        if isinstance(given, list | tuple) and len(given) == 2:
            return {"low": given[0], "high": given[1]}
        return given

    @model_validator(mode="after")
    def _in_order(self) -> Band:
        if self.low > self.high:
            raise ValueError(text("policy.band_order", low=f"{self.low:g}", high=f"{self.high:g}"))
        return self


class Guess(Section):
    """A number nobody has published, with how far it may be off: least, middle and most likely to be met.

    In TOML a number (known for sure), a triple or a table: ``fee_cny_m2_month = [0.3, 0.45, 0.6]``.
    """

    low: float
    mid: float
    high: float

    @model_validator(mode="before")
    @classmethod
    def _from_number_or_triple(cls, given: Any) -> Any:  # noqa: ANN401
        if isinstance(given, int | float) and not isinstance(given, bool):
            return {"low": given, "mid": given, "high": given}
        if isinstance(given, list | tuple) and len(given) == 3:
            return dict(zip(("low", "mid", "high"), given, strict=True))
        return given

    @model_validator(mode="after")
    def _in_order(self) -> Guess:
        if not self.low <= self.mid <= self.high:
            found = f"{self.low:g}, {self.mid:g}, {self.high:g}"
            raise ValueError(text("policy.guess_order", found=found))
        return self


class ActivityBand(Section):
    """A band of a further activity of a region, hard or at a price a unit and month.

    In TOML a list of tables: ``activity_bands = [{ activity = "households", low = 500, high = 4000, cny = 5 }]``.
    """

    activity: Literal["households", "posts", "gates"]
    low: float = Field(0.0, ge=0)
    high: float = Field(gt=0)
    cny: float = Field(0.0, ge=0)
    hard: bool = False

    @model_validator(mode="after")
    def _means_something(self) -> ActivityBand:
        if self.low > self.high:
            raise ValueError(text("policy.band_order", low=f"{self.low:g}", high=f"{self.high:g}"))
        if not self.hard and self.cny == 0:
            raise ValueError(text("policy.band_means_nothing"))
        return self
