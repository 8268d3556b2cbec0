"""The tables that stand beside the ledger, each read in full with all its findings at once.

Boundaries and barriers are layers; rooms, links, matrix, renames, locks, surveys and orders are tables with headings
by alias.
"""

from __future__ import annotations

from geo.io.companions.barriers import read_barriers
from geo.io.companions.boundaries import read_boundaries
from geo.io.companions.consents import read_consents
from geo.io.companions.links import read_links
from geo.io.companions.locks import read_locks
from geo.io.companions.matrix import read_matrix
from geo.io.companions.needs import read_needs
from geo.io.companions.orders import read_orders
from geo.io.companions.partners import read_partners
from geo.io.companions.renames import read_renames
from geo.io.companions.rooms import read_rooms
from geo.io.companions.satisfaction import read_satisfaction

__all__ = [
    "read_barriers", "read_boundaries", "read_consents", "read_links", "read_locks", "read_matrix", "read_needs",
    "read_orders", "read_partners", "read_renames", "read_rooms", "read_satisfaction",
]  # fmt: skip
