"""Base maps from tile servers, for pages that may ask for them: off until a person switches one on.

A page is made without any of this. Where the maker asks for it (``geo map DIR --tiles osm,amap``), the page may ask
these servers, and no others, for pictures of the places that are looked at; ``static/map/tiles.js`` does so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from geo.errors import unknown_name
from geo.maps.style import Layer


@dataclass(frozen=True, slots=True)
class TileServer:
    """One server of map tiles.

    `url` has ``{s}`` for one of `parts`, ``{x}``, ``{y}``, ``{z}``, and ``{key}`` where the server wants a key of the
    person who looks; the page asks for it and keeps it in that browser alone. `is_gcj02` says that its pictures are
    drawn in GCJ-02 and have to be put back by some 500 m.
    """

    name: str
    url: str
    attribution: str
    parts: str = ""
    overlay: str = ""
    most_zoom: int = 18
    is_gcj02: bool = False

    @property
    def hosts(self) -> list[str]:
        """Every host that the server is asked at."""
        host = self.url.split("/")[2]
        return [host.replace("{s}", part) for part in self.parts] if self.parts else [host]


def _wmts(layer: str) -> str:
    return (
        f"https://t{{s}}.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}"
        "&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILECOL={x}&TILEROW={y}&TILEMATRIX={z}&tk={key}"
    )


# Addresses and zooms as the servers publish them; Tianditu is in CGCS2000, centimetres from WGS-84.
SERVERS: dict[str, TileServer] = {
    server.name: server
    for server in (
        TileServer(
            "osm", "https://tile.openstreetmap.org/{z}/{x}/{y}.png", "© OpenStreetMap contributors", most_zoom=19
        ),
        TileServer("tianditu", _wmts("vec"), "© 天地图 tianditu.gov.cn", parts="01234567", overlay=_wmts("cva")),
        TileServer(
            "amap", "https://webrd0{s}.is.autonavi.com/appmaptile?lang=zh_cn&size=1&scale=1&style=8&x={x}&y={y}&z={z}",
            "© 高德地图 amap.com", parts="1234", is_gcj02=True,
        ),
    )
}  # fmt: skip


def servers_of(names: Sequence[str]) -> list[TileServer]:
    """Return the servers of some names, each once.

    Raises
    ------
    UnknownNameError
        Where a name is none of `SERVERS`.
    """
    for name in names:
        if name not in SERVERS:
            raise unknown_name("tiles", name, list(SERVERS))
    return [SERVERS[name] for name in dict.fromkeys(names)]


def online_layers(names: Sequence[str]) -> tuple[Layer, ...]:
    """Return the switches, all off."""
    return tuple(Layer(f"online_{server.name}", shown=False) for server in servers_of(names))


def online_data(names: Sequence[str]) -> list[dict[str, Any]] | None:
    """Return what the page needs to ask the servers; None where it may ask none."""
    return [asdict(server) for server in servers_of(names)] or None


def picture_hosts(names: Sequence[str]) -> str:
    """Write the hosts as a page's security policy lists them, a blank before each."""
    return "".join(f" https://{host}" for server in servers_of(names) for host in server.hosts)
