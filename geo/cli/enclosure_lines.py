"""What `geo plan` says of closed management: the candidates, and closing tonight."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from geo.wording import text


def enclosure_lines(facts: dict[str, Any]) -> Iterator[str]:
    """Say the candidates that pay and what one night would take; an older plan does not know."""
    if "enclosure" not in facts:
        return
    found = facts["enclosure"]
    pays, outcomes = found["pays"], found["outcomes"]
    yield text(
        "enclosure.line",
        units=found["units"],
        pays=outcomes["pays"],
        within=found["within_months"],
        posts=pays["posts_saved"],
        cny=f"{pays['works_cny'] / 1e4:,.0f}",
        never=outcomes["never"],
    )
    joint, alone = found["tonight"]["groups"], found["tonight"]["estates"]
    yield text(
        "enclosure.tonight",
        gates=joint["gates_kept"],
        people=joint["guards_day"],
        metres=f"{joint['barriers_m']:,.0f}",
        gates_alone=alone["gates_kept"],
        people_alone=alone["guards_day"],
        metres_alone=f"{alone['barriers_m']:,.0f}",
    )
