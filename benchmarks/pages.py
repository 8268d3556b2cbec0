"""Pages of plans, measured: ``bench pages [--estates 500 5000 50000] [--plan DIR…] [--json FILE]``.

Each page is written by the product, then opened in the system's Chromium without a network: its size, the seconds to
build it (of the processor) and to load and paint it (by the clock, the least of three), the seconds of one step of a
moved map, the requests it made beside itself, and whether it says as many estates as the plan has.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from _pages_made import made_plan
from _rows import write_json

from geo.io.store import load
from geo.maps import write_map
from geo.plan import Plan

KEYS = ("page", "estates", "bytes", "build_s", "load_s", "move_s", "requests", "messages", "checked", "reached")
_WIDTHS = (16, 8, 12, 8, 8, 8, 9, 9, 8, 8)
# Up to so many estates: bytes, seconds to build (where something is aimed at), seconds to load.
_ANY = float("inf")
_AIMS = ((1_000, 1_000_000, _ANY, 0.5), (5_000, 4_000_000, 1.0, 1.0), (50_000, 14_000_000, _ANY, 3.0))
_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_PAINTED = (
    "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))"
)
_MOVED = (
    "async () => { const start = performance.now();"
    " for (let i = 0; i < 5; i += 1) { map_linli.panBy([20, 10], {animate: false});"
    " await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))); }"
    " return (performance.now() - start) / 5; }"
)


def main() -> int:
    """Measure every page that was asked for; 0 where all are right and reach what is aimed at."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--estates", type=int, nargs="*", default=[500, 5_000, 50_000])
    reader.add_argument("--plan", type=Path, nargs="*", default=[], help="folders of saved plans")
    reader.add_argument("--json", type=Path)
    options = reader.parse_args()
    print("  ".join(key.rjust(width) for key, width in zip(KEYS, _WIDTHS, strict=True)), flush=True)
    rows = []
    for name, plan in _plans(options.estates, options.plan):
        rows.append(_row(name, plan))
        print("  ".join(str(rows[-1][key]).rjust(width) for key, width in zip(KEYS, _WIDTHS, strict=True)), flush=True)
        if options.json:
            write_json(options.json, rows)
    return 0 if all(row["checked"] and row["reached"] for row in rows) else 1


def _plans(estates: Sequence[int], folders: Sequence[Path]) -> Iterator[tuple[str, Plan]]:
    write_map(made_plan(24), Path(tempfile.mkdtemp()) / "warm.html")  # libraries and caches are not timed
    for folder in folders:
        yield folder.name, load(folder)
    for count in estates:
        yield f"made-{count}", made_plan(count)


def _row(name: str, plan: Plan) -> dict[str, Any]:
    estates = len(plan.assignments)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.html"
        start = time.process_time()
        write_map(plan, path)
        row = {"page": name, "estates": estates, "bytes": path.stat().st_size,
               "build_s": round(time.process_time() - start, 2)} | _opened(path, estates)  # fmt: skip
    aim = next((aim for aim in _AIMS if estates <= aim[0]), None)
    met = aim is None or (row["bytes"] <= aim[1] and row["build_s"] <= aim[2] and row["load_s"] <= aim[3])
    return row | {"reached": met}


def _opened(path: Path, estates: int) -> dict[str, Any]:
    """Open a page three times; the least seconds, everything it asked for or said."""
    from playwright.sync_api import sync_playwright  # only the benchmark of pages needs a browser

    program = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    if program is None:
        raise SystemExit("no Chromium on this machine (looked for " + ", ".join(_BROWSERS) + ")")
    loads, moves, asked, said, told = [], [], [], [], ""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=list(_FLAGS))
        for _ in range(3):
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.on("request", lambda request: asked.append(request.url))
            page.on("console", lambda message: said.append(message.text))
            page.on("pageerror", lambda error: said.append(str(error)))
            page.goto(path.resolve().as_uri())
            page.wait_for_selector("html[data-ready]", state="attached")
            loads.append(page.evaluate(_PAINTED) / 1000)
            moves.append(page.evaluate(_MOVED) / 1000)
            page.click("#linli-tab-layers")
            told = page.inner_text('.layers .count[data-layer="estates"]')
            page.close()
        browser.close()
    requests = len([address for address in asked if not address.startswith(("file:", "data:"))])
    return {
        "load_s": round(min(loads), 2), "move_s": round(min(moves), 3), "requests": requests, "messages": len(said),
        "checked": requests == 0 and not said and told == f"{estates:,}",
    }  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
