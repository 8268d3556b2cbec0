"""A few pages and maps look as they did: compared as small grey pictures, with tolerance for other versions' edges.

After a change that is meant: ``python -m tests.reports.atlas.test_pictures`` draws the pictures anew; look at them.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from geo.maps.sheet_map import draw_sheet, sheet_png
from tests.plans import small_plan
from tests.town import SUBDISTRICTS

PICTURES = Path(__file__).parent / "pictures"
WIDTH_PX, TOLERANCE, MOST_CHANGED = 240, 24, 0.02  # grey levels; share of points beyond them


def drawn(name: str) -> np.ndarray:
    subdistrict = SUBDISTRICTS[0] if name == "subdistrict" else None
    figure = draw_sheet(small_plan(), subdistrict=subdistrict, size_mm=(150.0, 140.0), title="样例")
    whole = Image.open(BytesIO(sheet_png(figure, width_px=4 * WIDTH_PX))).convert("L")
    return np.asarray(whole.resize((WIDTH_PX, whole.height * WIDTH_PX // whole.width), Image.Resampling.BOX))


@pytest.mark.parametrize("name", ["whole", "subdistrict"])
def test_a_map_looks_as_it_did(name):
    own, kept = drawn(name), np.asarray(Image.open(PICTURES / f"{name}.png").convert("L"))
    assert own.shape == kept.shape
    changed = np.abs(own.astype(int) - kept.astype(int)) > TOLERANCE
    assert changed.mean() < MOST_CHANGED


if __name__ == "__main__":
    for each in ("whole", "subdistrict"):
        Image.fromarray(drawn(each)).save(PICTURES / f"{each}.png", optimize=True)
