"""The style keeps its promises to readers with little contrast and few colours."""

from __future__ import annotations

import json

import pytest

from geo.maps.style import BARRIER_LINES, INK, LAND, LAYERS, OFFICE, PAPER, QUIET_INK, STATION, ink_of, style_sheet
from geo.schema.inputs import BARRIER_KINDS
from geo.schema.palette import REGION_COLOURS


def luminance(color: str) -> float:
    """Relative luminance of WCAG 2.1."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("fill", REGION_COLOURS)
def test_a_region_is_readable_in_black_and_in_white(fill: str) -> None:
    assert contrast(INK, fill) >= 4.5
    assert contrast("#ffffff", ink_of(fill)) >= 4.5


@pytest.mark.parametrize("color", [INK, QUIET_INK, STATION, OFFICE])
def test_texts_and_symbols_stand_out_from_the_ground(color: str) -> None:
    assert contrast(color, PAPER) >= 4.5
    assert contrast(color, LAND) >= 4.5


def test_every_kind_of_barrier_has_a_line_of_its_own() -> None:
    assert set(BARRIER_LINES) == set(BARRIER_KINDS)
    assert len({(line.color, line.dash_px, line.width_px) for line in BARRIER_LINES.values()}) == len(BARRIER_LINES)


def test_the_style_is_plain_json_and_names_each_layer_once() -> None:
    assert json.loads(json.dumps(style_sheet()))["layers"][0] == {"name": "regions", "shown": True}
    assert len({layer.name for layer in LAYERS}) == len(LAYERS)
