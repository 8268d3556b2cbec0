"""The areas that surveys are counted by: everything, sub-districts, communities, regions, estates."""

from __future__ import annotations

import pandas as pd


def area_names(table: pd.DataFrame, level: str) -> pd.Series:
    """Name the area of each estate; missing where it has none. Communities carry their sub-district."""
    if level == "plan":
        return pd.Series("", index=table.index, dtype=object)
    column = {"region": "region_id", "estate": "estate_id"}.get(level, level)
    own = table[column].where(table[column].fillna("") != "")
    return table["subdistrict"].fillna("") + "·" + own if level == "community" else own
