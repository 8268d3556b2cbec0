"""Firms over sub-districts: loads balanced, pilots locked, little way; the level above the offices.

`solve` answers the plain problem; `share_among_firms` does it for the tables of a plan.
"""

from geo.clustering.firms.level import FirmLevel, share_among_firms
from geo.clustering.firms.problem import FirmPlan, FirmProblem
from geo.clustering.firms.solver import solve

__all__ = ["FirmLevel", "FirmPlan", "FirmProblem", "share_among_firms", "solve"]
