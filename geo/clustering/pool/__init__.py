"""Balanced, connected, compact regions of one pool of units, of any size, with a proved bound.

`solve` is the door. Unlike the regions of `geo.clustering.solver`, which are about stations and posts, these are about
balance and shape: inertia or the Hess model, and the length of borders.
"""

from geo.clustering.pool.answer import PoolPlan
from geo.clustering.pool.checker import faults_of
from geo.clustering.pool.instance import Pool, read_pool
from geo.clustering.pool.solver import solve

__all__ = ["Pool", "PoolPlan", "faults_of", "read_pool", "solve"]
