"""Rosters of posts: cleaners and gate guards hold posts and do not tour. Duties, fewest heads, rosters, checker."""

from __future__ import annotations

from geo.routing.shifts.checker import check_shifts
from geo.routing.shifts.tables import make_shifts

__all__ = ["check_shifts", "make_shifts"]
