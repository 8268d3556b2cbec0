"""Street patrols: which streets a region has beyond the walls, and the shortest walks that cover them.

`solve_arcs` is arc routing over plain arrays; `make_patrols` makes a plan's patrols with it.
"""

from __future__ import annotations

from geo.routing.patrol.checker import check_walks
from geo.routing.patrol.facts import patrol_facts
from geo.routing.patrol.plan_checker import check_patrols
from geo.routing.patrol.problem import ArcAnswer, ArcProblem
from geo.routing.patrol.solver import solve_arcs
from geo.routing.patrol.tables import make_patrols

__all__ = ["ArcAnswer", "ArcProblem", "check_patrols", "check_walks", "make_patrols", "patrol_facts", "solve_arcs"]
