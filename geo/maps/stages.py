"""Colours of the stages of entry, the same on the map and in the charts: told apart by lightness, not by hue alone."""

from __future__ import annotations

STAGE_COLOURS: dict[str, str] = {
    "none": "#d9d6cd",
    "survey": "#a9c4e0",
    "plan": "#5f8fc4",
    "cleanup": "#e8992c",
    "entered": "#14603a",
}
