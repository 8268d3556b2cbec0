"""The page: a folium map without folium's scripts and styles, carrying our own layer element.

branca renders what it is given as a template a second time, so a name with ``{{…}}`` in it, or Leaflet's own source,
would be run as one. `_Raw` stands for text that must reach the page as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import folium
from branca.element import Element, Figure, MacroElement

from geo.files import write_text
from geo.maps.blocks import data_block
from geo.maps.layers import page_data
from geo.maps.offline import leaflet_script, leaflet_style, page_script, page_style
from geo.maps.online import picture_hosts
from geo.plan import Plan
from geo.wording import text

_FALLBACK_CENTRE = (31.57, 120.30)  # Wuxi: a map must open somewhere even when the plan is empty
# Nothing may be asked of any address, whatever a name or a later edit of the page says.
_FOLIUMS_VIEWPORT = re.compile(r",\s*maximum-scale=1\.0,\s*user-scalable=no")  # readers may enlarge the page
NO_REQUESTS = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)


class _Raw(Element):
    """Text that is put into the page as it is, never read as a template."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.content = content

    def render(self, **kwargs: object) -> str:
        """Return the text."""
        del kwargs
        return self.content


class PlanLayer(MacroElement):
    """Everything we draw and say about a plan, as one element of a folium map."""

    def __init__(self, plan: Plan, *, tiles: Sequence[str] = ()) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca leaves this one without types
        self._name = "PlanLayer"
        self._id = "linli"
        self.data = page_data(plan, tiles=tiles)

    def render(self, **kwargs: object) -> str:
        """Put styles, scripts and data into the page around the map; nothing stands where the element is."""
        del kwargs
        figure = _figure_of(self)
        for name, content in self._head().items():
            figure.header.add_child(_Raw(content), name=name)
        for name, content in self._body().items():
            figure.html.add_child(_Raw(content), name=name)
        return ""

    def _has(self) -> dict[str, bool]:
        """Tell what the plan has beyond its regions: the page carries no script for what it lacks."""
        return {name: name in self.data for name in ("teams", "rollout", "surveys", "basemap", "online")}

    def _head(self) -> dict[str, str]:
        return {
            "linli_viewport": '<meta name="viewport" content="width=device-width, initial-scale=1">',
            "linli_icon": '<link rel="icon" href="data:,">',
            "linli_leaflet_style": f"<style>{leaflet_style()}</style>",
            "linli_style": f"<style>{page_style(**self._has())}</style>",
            "linli_leaflet": f"<script>{leaflet_script()}</script>",
        }

    def _body(self) -> dict[str, str]:
        assert self._parent is not None, "a layer is rendered inside a map"
        data = {**self.data, "map": self._parent.get_name()}
        return {
            "linli_noscript": f"<noscript>{text('maps.noscript')}</noscript>",
            "linli_waiting": f'<p id="linli-waiting">{text("maps.waiting")}</p>',
            "linli_data": data_block(data, "linli-data"),
            "linli_script": f'<script type="module">{page_script(**self._has())}</script>',
        }


def explore(plan: Plan, *, tiles: Sequence[str] = ()) -> folium.Map:
    """Return the plan as an interactive folium map; in a notebook it shows itself.

    Other folium layers may be added on top. The page is complete in itself: no tiles, no fonts, no addresses.

    Parameters
    ----------
    tiles : tile servers that may be switched on (``osm``, ``tianditu``, ``amap``); none is asked before that.

    Raises
    ------
    UnknownNameError
        Where there is no such server.
    """
    base = folium.Map(location=_FALLBACK_CENTRE, zoom_start=12, tiles=None, zoom_control=False, zoom_animation=False,
                      attribution_control=False, max_zoom=20, min_zoom=3)  # fmt: skip
    base.default_js, base.default_css = [], []
    base._id = "linli"  # noqa: SLF001  folium draws ids at random; a fixed one gives the same bytes for the same plan
    PlanLayer(plan, tiles=tiles).add_to(base)
    return base


def write_map(plan: Plan, path: Path, *, tiles: Sequence[str] = ()) -> None:
    """Write the map as one page that opens anywhere without a network; the same plan gives the same bytes.

    Parameters
    ----------
    tiles : tile servers that may be switched on; the page is allowed to ask these for pictures, and nobody else.

    Raises
    ------
    UnknownNameError
        Where there is no such server.
    OutputError
        Where the file cannot be written; an old one is untouched.
    """
    page = _figure_of(explore(plan, tiles=tiles))
    allowed = NO_REQUESTS.replace("img-src data:", f"img-src data:{picture_hosts(tiles)}")
    policy = f'<meta http-equiv="Content-Security-Policy" content="{allowed}">'
    page.header.add_child(_Raw(policy), name="linli_no_requests", index=1)
    write_text(Path(path), _FOLIUMS_VIEWPORT.sub("", page.render(), count=1))


def _figure_of(element: Element) -> Figure:
    figure = element.get_root()
    assert isinstance(figure, Figure), "a map is rendered inside a figure"
    return figure
