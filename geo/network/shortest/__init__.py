"""Shortest ways on a graph of streets: a hierarchy built once, swept for many places at a time.

`hierarchy` orders the nodes and adds shortcuts, `kernels` holds the compiled loops, `streets` is one mode's streets
with places along them, `traces` the shapes of single ways. Distances between places, with the legs from door to
street and the rungs, are made next door in `road_travel`.
"""
