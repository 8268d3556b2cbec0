"""Towns whose score counts whole posts, made from those of `instances`."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from geo.clustering.problem import Problem
from geo.clustering.region_posts import PostRules
from tests.clustering.instances import thorny_town, town

ROLES = ("service", "cleaning", "security", "greening", "repair")


def staffed(problem: Problem, *, seed: int, wages: tuple[float, ...] = (5_000, 4_000, 4_500, 4_500, 6_000)) -> Problem:
    """Give each estate loads of posts: households and area, gates at every third estate, some green."""
    draw = np.random.default_rng(seed)
    area, households, n = problem.floor_area_m2, problem.households, problem.estate_count
    gated = draw.random(n) < 0.3
    guards = np.where(gated, 1.45 * draw.integers(1, 3, n), area / 11_000)
    green = area * draw.uniform(0.1, 0.4, n)
    load = np.column_stack([households / 650, area / 13_000, guards, green / 22_500, area / 32_500])
    minimum = np.array([1.0, 0, 0, 0, 0])
    return replace(problem, posts=PostRules(ROLES, load, minimum, np.array(wages, np.float64)))


def staffed_town(estates: int, *, seed: int, **rules: object) -> Problem:
    """Make a plain town with posts."""
    return staffed(town(estates, seed=seed, **rules), seed=seed)


def thorny_staffed_town(estates: int, *, seed: int) -> Problem:
    """Make a small town with any mixture of rules and with posts, some roles free or without a load."""
    problem = staffed(thorny_town(estates, seed=seed), seed=seed)
    draw = np.random.default_rng(seed + 7)
    posts = problem.posts
    wage = posts.wage_cny * draw.choice([0.0, 1.0, 1.0, 3.0], len(ROLES))
    minimum = draw.integers(0, 3, len(ROLES)).astype(np.float64)
    load = posts.load * draw.choice([0.0, 1.0, 1.0], len(ROLES))
    if draw.random() < 0.3:
        load = np.round(load)  # sums that are whole numbers already
    return replace(problem, posts=PostRules(posts.roles, load, minimum, wage))
