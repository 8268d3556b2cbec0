"""The offline map of a plan: `explore` for a notebook, `write_map` for a file to hand over.

`style` says how things look, `layers` turns tables into plain JSON, `page` puts them into a folium map, `offline`
brings the scripts and styles, which live in ``static``. Nothing here computes a plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from geo.plan import Plan

if TYPE_CHECKING:
    import folium


def explore(plan: Plan, *, tiles: Sequence[str] = ()) -> folium.Map:
    """Return the plan as an interactive folium map; see `geo.maps.page.explore`."""
    from geo.maps import page  # folium takes a third of a second to import

    return page.explore(plan, tiles=tiles)


def write_map(plan: Plan, path: Path, *, tiles: Sequence[str] = ()) -> None:
    """Write the plan as one self-contained page; see `geo.maps.page.write_map`."""
    from geo.maps import page

    page.write_map(plan, path, tiles=tiles)


__all__ = ["explore", "write_map"]
