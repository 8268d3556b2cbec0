"""Siting: where to put stations for demand points, each model with a proved gap.

`solve` is the door for all models; `geo.clustering.siting.travel` has the sources of distances. Regions, which also
must hang together and be staffed, are next door in `geo.clustering`.
"""

from geo.clustering.siting.answer import Siting
from geo.clustering.siting.checker import faults_of
from geo.clustering.siting.dispatch import solve
from geo.clustering.siting.problem import Model
from geo.clustering.siting.travel import MatrixTravel, PairTravel, PointTravel, told_pairs

__all__ = ["MatrixTravel", "Model", "PairTravel", "PointTravel", "Siting", "faults_of", "solve", "told_pairs"]
