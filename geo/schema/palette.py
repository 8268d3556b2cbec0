"""The colours of regions, one list for the map, the workbook and QGIS, so that a region looks alike everywhere.

Taken from Paul Tol's "light" scheme (technical note SRON/EPS/TN/09-002, 2021), which is made for filling areas under
black text. Of its nine colours these six keep the largest smallest difference (CIE 1976, at least 17) to a viewer
with normal sight, protanopia, deuteranopia or tritanopia (Machado et al. 2009, doi:10.1109/TVCG.2009.113).
The column `color` of the regions counts into this list; colour is never the only sign.
"""

from __future__ import annotations

REGION_COLOURS: tuple[str, ...] = ("#77AADD", "#EEDD88", "#EE8866", "#AAAA00", "#FFAABB", "#99DDFF")
NO_COLOUR = "#DDDDDD"  # Tol's pale grey, for what belongs to no region


def region_colour(index: int | None) -> str:
    """Return the fill of a region's colour index; grey where there is none, repeating where there are many."""
    return NO_COLOUR if index is None or index < 0 else REGION_COLOURS[index % len(REGION_COLOURS)]
