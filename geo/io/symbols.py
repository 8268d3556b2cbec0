"""The XML of QGIS symbols: a look (colours, sizes, classes) becomes a renderer and labels.

Only the parts of QGIS's format that our layers need; which layer has which look is `geo.io.qgis`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from xml.etree import ElementTree as ET

Shape = Literal["marker", "line", "fill"]
_FONT = "Noto Sans CJK SC"


@dataclass(frozen=True, slots=True)
class Look:
    """How one layer is drawn. Colours are ``#rrggbb``, an empty one draws nothing; sizes are millimetres on paper.

    `classes` gives the colours by the values of `column`, other values take `colour`. `size_by` is a QGIS expression
    for the diameter of markers (areas then carry a disc in their middle); `label_from` hides labels at scales
    smaller than 1 to that number (0: never hidden).
    """

    colour: str
    outline: str = "#666666"
    column: str = ""
    classes: Mapping[int | str, str] = field(default_factory=dict)
    size_mm: float = 2.0
    size_by: str = ""
    width_mm: float = 0.3
    marker: str = "circle"
    opacity: float = 1.0
    dashed: bool = False
    label: str = ""
    label_from: int = 0


def renderer(look: Look, shape: Shape) -> ET.Element:
    """Build the renderer: one symbol, or one a class and a last one for all other values."""
    kind = "categorizedSymbol" if look.classes else "singleSymbol"
    element = ET.Element("renderer-v2", type=kind, symbollevels="0", enableorderby="0", forceraster="0")
    if look.classes:
        element.set("attr", look.column)
        categories = ET.SubElement(element, "categories")
        for position, value in enumerate([*look.classes, ""]):
            ET.SubElement(
                categories, "category", value=str(value), symbol=str(position), label=str(value), render="true"
            )
    symbols = ET.SubElement(element, "symbols")
    for position, colour in enumerate([*look.classes.values(), look.colour]):
        symbols.append(_symbol(look, shape, colour, str(position)))
    return element


def labelling(look: Look) -> ET.Element:
    """Build labels from the look's label column: dark text with a white halo."""
    element = ET.Element("labeling", type="simple")
    settings = ET.SubElement(element, "settings", calloutType="simple")
    style = ET.SubElement(
        settings,
        "text-style",
        fieldName=look.label,
        isExpression="0",
        fontFamily=_FONT,
        fontSize="9",
        fontSizeUnit="Point",
        textColor="34,34,34,255",
        namedStyle="Regular",
    )
    ET.SubElement(style, "text-buffer", bufferDraw="1", bufferSize="0.8", bufferSizeUnits="MM",
                  bufferColor="255,255,255,220")  # fmt: skip
    ET.SubElement(settings, "placement", placement="0", dist="1.5", distUnits="MM")
    rendering = ET.SubElement(settings, "rendering", obstacle="1")
    if look.label_from:
        rendering.attrib.update(scaleVisibility="1", scaleMin=str(look.label_from), scaleMax="1")
    return element


def _symbol(look: Look, shape: Shape, colour: str, name: str) -> ET.Element:
    element = ET.Element("symbol", type=shape, name=name, alpha=f"{look.opacity:g}", clip_to_extent="1", force_rhr="0")
    if shape == "line":
        element.append(_layer("SimpleLine", {"line_color": _rgba(colour), **_stroke(look, "line_")}))
        return element
    if shape == "marker":
        element.append(_marker(look, colour))
        return element
    fill = {"color": _rgba(colour), "style": "solid" if colour else "no", "outline_color": _rgba(look.outline)}
    element.append(_layer("SimpleFill", fill | _stroke(look, "outline_")))
    if look.size_by:
        disc = _layer("CentroidFill", {"point_on_surface": "1", "point_on_all_parts": "0"})
        inner = ET.SubElement(disc, "symbol", type="marker", name=f"@{name}@1", alpha="1", clip_to_extent="1")
        inner.append(_marker(look, colour))
        element.append(disc)
    return element


def _stroke(look: Look, prefix: str) -> dict[str, str]:
    return {
        f"{prefix}width": f"{look.width_mm:g}",
        f"{prefix}width_unit": "MM",
        f"{prefix}style": "dash" if look.dashed else "solid",
    }


def _marker(look: Look, colour: str) -> ET.Element:
    properties = {
        "name": look.marker,
        "color": _rgba(colour),
        "outline_color": _rgba(look.outline),
        "outline_width": "0.3",
        "size": f"{look.size_mm:g}",
        "size_unit": "MM",
    }
    layer = _layer("SimpleMarker", properties)
    if look.size_by:
        layer.append(_data_defined("size", look.size_by))
    return layer


def _layer(kind: str, properties: Mapping[str, str]) -> ET.Element:
    element = ET.Element("layer", {"class": kind, "enabled": "1", "locked": "0", "pass": "0"})
    options = ET.SubElement(element, "Option", type="Map")
    for name, value in properties.items():
        ET.SubElement(options, "Option", name=name, type="QString", value=value)
    return element


def _data_defined(name: str, expression: str) -> ET.Element:
    element = ET.Element("data_defined_properties")
    options = ET.SubElement(element, "Option", type="Map")
    ET.SubElement(options, "Option", name="name", type="QString", value="")
    properties = ET.SubElement(options, "Option", name="properties", type="Map")
    one = ET.SubElement(properties, "Option", name=name, type="Map")
    ET.SubElement(one, "Option", name="active", type="bool", value="true")
    ET.SubElement(one, "Option", name="expression", type="QString", value=expression)
    ET.SubElement(one, "Option", name="type", type="int", value="3")
    ET.SubElement(options, "Option", name="type", type="QString", value="collection")
    return element


def _rgba(colour: str) -> str:
    """Turn ``#rrggbb`` into QGIS's ``r,g,b,a``; an empty colour is transparent."""
    if not colour:
        return "0,0,0,0"
    return ",".join(str(int(colour[start : start + 2], 16)) for start in (1, 3, 5)) + ",255"
