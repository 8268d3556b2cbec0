"""Links that people add and remove.

An added link stands even if it is long or crosses a barrier; that is said, not overruled. A removed one never comes
back, not even as a forced link.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from geo.findings import Severity
from geo.network.links import Link, Pair, Scene, measure
from geo.network.travel import MATRIX
from geo.wording import text


def apply_user_links(
    scene: Scene, links: dict[Pair, Link], wishes: pd.DataFrame | None
) -> tuple[dict[Pair, Link], set[Pair]]:
    """Add and remove links as the user's table says; return the links and the pairs removed.

    Rows with neither end among the estates belong to another sub-district and are passed over. A pair named twice
    follows its last row.
    """
    if wishes is None or len(wishes) == 0:
        return links, set()
    wanted = _wishes_by_pair(scene, wishes)
    removed = {pair for pair, (action, _) in wanted.items() if action == "remove"}
    for pair in sorted(removed):
        _say(scene, "link-removed" if pair in links else "link-removed-absent", pair)
    kept = {pair: link for pair, link in links.items() if pair not in removed}
    added = {pair: walk_m for pair, (action, walk_m) in wanted.items() if action != "remove"}
    return kept | _added_links(scene, added), removed


def _wishes_by_pair(scene: Scene, wishes: pd.DataFrame) -> dict[Pair, tuple[str, float]]:
    """Resolve identifiers to pairs of positions, with the action and the walk stated (NaN where none is)."""
    position = {name: row for row, name in enumerate(scene.ids)}
    wanted: dict[Pair, tuple[str, float]] = {}
    for row in wishes.to_dict("records"):
        ends = [str(row["from_estate_id"]), str(row["to_estate_id"])]
        known = [position[end] for end in ends if end in position]
        if len(known) == 2 and known[0] != known[1]:
            walk_m = pd.to_numeric(row.get("walk_m"), errors="coerce")
            stated = float(walk_m) if pd.notna(walk_m) and walk_m >= 0 else float("nan")
            action = "remove" if row.get("action") == "remove" else "add"
            pair = (min(known), max(known))
            wanted.pop(pair, None)  # the last row counts, in its own place
            wanted[pair] = (action, stated)
        elif ends[0] in position:  # so that a link between two sub-districts is told once
            names = {"one": ends[0], "other": ends[1]}
            scene.report.find("link-user-unusable", found=text("link-user-unusable.found", **names), estate_id=ends[0])
    return wanted


def _added_links(scene: Scene, added: dict[Pair, float]) -> dict[Pair, Link]:
    if not added:
        return {}
    measured = measure(scene, np.array(list(added), dtype=np.int64))
    links: dict[Pair, Link] = {}
    for row, (pair, stated_m) in enumerate(added.items()):
        link = measured.link(row, "user")
        links[pair] = link if np.isnan(stated_m) else replace(link, walk_m=stated_m, rung=MATRIX)
        if links[pair].crosses_barrier:
            _say(scene, "link-user-over-barrier", pair, severity="warning")
        if not links[pair].walk_m <= scene.policy.links.max_link_walk_m:
            _say(scene, "link-user-long", pair, metres=round(links[pair].walk_m, 0))
    return links


def _say(scene: Scene, rule: str, pair: Pair, *, severity: Severity = "note", **details: object) -> None:
    one, other = sorted(pair, key=lambda estate: scene.ids[estate])
    limit_m = scene.policy.links.max_link_walk_m
    found = text(f"{rule}.found", one=scene.label(one), other=scene.label(other), limit=limit_m, **details)
    scene.report.find(rule, found=found, severity=severity, estate_id=scene.ids[one])
