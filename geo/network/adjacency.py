"""Who is next to whom: the link graph of scattered estates, and the tiles behind it.

Two estates are neighbours where their cells share more than a few metres of border on the same side of every barrier
and the walk between them is short; over a barrier only through a crossing. What is then still apart is joined by
forced links. Cells are drawn in `cells`, pairs measured in `links`.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.findings import Report
from geo.network.barriers import Bools, Floats, Ints, Shapes, barrier_set
from geo.network.cells import (
    faces_of,
    ground_of,
    home_faces,
    mosaic_by_face,
    mosaic_of,
    outline_samples,
    standing_places,
    with_empty_faces,
)
from geo.network.joins import as_pairs, components_of, forced_links
from geo.network.links import Link, Pair, Scene, links_table, measure, placed, scene_order
from geo.network.passages import bridgeheads
from geo.network.travel import Travel
from geo.network.user_links import apply_user_links
from geo.policy import Policy
from geo.schema import LINKS, STORAGE_CRS, TILES
from geo.wording import text

_POLYGONS = (3, 6)
# Estates on one spot are linked each with each up to this many; beyond, through the first of them (a portal's area
# point given to hundreds of estates would make tens of thousands of links).
_CLIQUE_UP_TO = 40
_NEAR_DEG = 0.03  # about 3 km: barriers and crossings farther from the area than this have no say in it


@dataclass(frozen=True, slots=True, eq=False)
class Neighbourhood:
    """The link graph of one planning area.

    Attributes
    ----------
    links : the schema's `links`, every pair once, ``from < to`` by identifier, EPSG:4326.
    tiles : the schema's `tiles`, one an estate; estates on one spot have the same tile.
    component_count : connected components after all links (1, unless the user's removals left no way; 0 if empty).
    component_count_natural : components before links were forced.
    """

    links: gpd.GeoDataFrame
    tiles: gpd.GeoDataFrame
    component_count: int
    component_count_natural: int


@dataclass(frozen=True, slots=True, eq=False)
class _Ground:
    """The area to share out, whole and cut by the barriers into faces."""

    whole: BaseGeometry
    faces: Shapes


@dataclass(frozen=True, slots=True, eq=False)
class _Sites:
    """Spots where estates stand: the site of each estate, and the estates of each site in order."""

    of: Ints
    xy: Floats
    members: tuple[Ints, ...]


def build_neighbourhood(
    estates: gpd.GeoDataFrame,
    *,
    outline: BaseGeometry | None,
    barriers: gpd.GeoDataFrame | None,
    crossings: gpd.GeoDataFrame | None,
    user_links: pd.DataFrame | None,
    travel: Travel,
    metric_crs: str,
    policy: Policy,
    report: Report,
) -> Neighbourhood:
    """Draw cells and links for the estates of one sub-district, or of several joined on purpose.

    Parameters
    ----------
    estates : schema `estates`, EPSG:4326, each with a place; `estate_id` as a column.
    outline : the area in EPSG:4326, several parts allowed; None: the estates' hull, widened by half the longest link.
    barriers, crossings : tables in EPSG:4326, of the whole town if need be; None where there are none.
    user_links : schema `links` with `action`; rows about other estates are passed over.

    Notes
    -----
    The result depends on places, loads and settings only, never on the order of rows; identifiers break ties between
    estates of one place and one load. A link over a barrier is told by the straight segment between a point inside
    each estate: neighbours around the end of a barrier are linked through others, or by the user. Crossings far from
    any barrier are reported once for a whole town, by `barriers.report_far_crossings`.

    Raises
    ------
    InputError
        Where an estate has no place.
    """
    if len(estates) == 0:
        return Neighbourhood(_storage(LINKS.empty()), _storage(TILES.empty()), 0, 0)
    scene, ground = _scene_and_ground(
        estates.reset_index() if estates.index.name == "estate_id" else estates,
        outline,
        barriers=_near(barriers, estates, outline),
        crossings=_near(crossings, estates, outline),
        travel=travel,
        metric_crs=metric_crs,
        policy=policy,
        report=report,
    )
    sites = _sites_of(scene)
    tiles, within, over = _neighbours(scene, sites, ground)
    links = _ordinary_links(scene, sites, within, over)
    links, removed = apply_user_links(scene, links, user_links)
    natural = components_of(len(scene.ids), as_pairs(links))
    links |= forced_links(scene, links, removed)
    joined = components_of(len(scene.ids), as_pairs(links))
    return Neighbourhood(
        links_table(scene, links, metric_crs),
        _tiles_table(scene, tiles[sites.of], metric_crs),
        int(joined.max()) + 1,
        int(natural.max()) + 1,
    )


def _scene_and_ground(
    estates: gpd.GeoDataFrame,
    outline: BaseGeometry | None,
    *,
    barriers: gpd.GeoDataFrame | None,
    crossings: gpd.GeoDataFrame | None,
    travel: Travel,
    metric_crs: str,
    policy: Policy,
    report: Report,
) -> tuple[Scene, _Ground]:
    """Turn tables into metres: the estates in order, where they stand, and the ground that they share out."""
    shapes, xy = placed(estates, metric_crs)
    order = scene_order(estates, xy)
    shapes, xy = shapes[order], xy[order]
    walls = barrier_set(barriers, crossings, metric_crs=metric_crs, links=policy.links)
    area = None if outline is None else gpd.GeoSeries([outline], crs=STORAGE_CRS).to_crs(metric_crs).iloc[0]
    whole, outside = ground_of(area, shapes, xy, margin_m=policy.links.max_link_walk_m / 2)
    faces = faces_of(whole, walls)
    standing, moved = standing_places(xy, faces, walls)
    ids, names = (_texts(estates, column, order) for column in ("estate_id", "name"))
    side = home_faces(standing, faces)
    scene = Scene(ids, names, shapes, standing, walls, travel, policy, report, side)
    _report_places(scene, "estate-outside-outline", outside)
    _report_places(scene, "estate-on-barrier", moved)
    return scene, _Ground(whole, faces)


def _near(
    table: gpd.GeoDataFrame | None, estates: gpd.GeoDataFrame, outline: BaseGeometry | None
) -> gpd.GeoDataFrame | None:
    """Take the rows of a town's table that lie near the area."""
    if table is None or len(table) == 0:
        return None
    bounds = [estates.total_bounds] + ([] if outline is None or outline.is_empty else [outline.bounds])
    west, south = np.min(bounds, axis=0)[:2]
    east, north = np.max(bounds, axis=0)[2:]
    around = shapely.box(west - _NEAR_DEG, south - _NEAR_DEG, east + _NEAR_DEG, north + _NEAR_DEG)
    stored = table if table.crs == STORAGE_CRS else table.to_crs(STORAGE_CRS)  # a copy would lose its index
    return table.iloc[np.sort(stored.sindex.query(around))]


def _texts(estates: gpd.GeoDataFrame, column: str, order: Ints) -> tuple[str, ...]:
    if column not in estates.columns:
        return ("",) * len(order)
    values = estates[column].tolist()
    return tuple("" if pd.isna(values[row]) else str(values[row]) for row in order)


def _report_places(scene: Scene, rule: str, estates: Ints) -> None:
    for estate in estates.tolist():
        found = text(f"{rule}.found", name=scene.label(estate))
        scene.report.find(rule, found=found, severity="note", estate_id=scene.ids[estate])


def _sites_of(scene: Scene) -> _Sites:
    """Put estates on one spot together; sites are in the order of their places."""
    xy, of = np.unique(np.round(scene.xy, 3), axis=0, return_inverse=True)
    of = of.ravel().astype(np.int64)
    order = np.argsort(of, kind="stable")
    return _Sites(of, xy, tuple(np.split(order, np.flatnonzero(np.diff(of[order])) + 1)))


def _neighbours(scene: Scene, sites: _Sites, ground: _Ground) -> tuple[Shapes, Ints, Ints]:
    """Draw the tiles of the sites; find pairs of sites within a face, and pairs that a barrier may part."""
    edge_m = scene.policy.links.min_shared_edge_m
    samples = outline_samples(scene.shapes, scene.xy, sites.of)
    home = home_faces(sites.xy, ground.faces)
    cut = mosaic_by_face(samples, home, ground.faces)
    within = cut.pairs[cut.border_m > edge_m]
    if scene.barriers.is_empty and len(ground.faces) == 1:
        return cut.tiles, within, np.empty((0, 2), dtype=np.int64)
    whole = mosaic_of(samples, len(sites.xy), ground.whole)
    over = np.concatenate([whole.pairs[whole.border_m > edge_m], bridgeheads(scene.barriers, sites.xy, home)])
    return with_empty_faces(cut.tiles, whole, home, ground.faces), within, np.unique(over, axis=0)


def _ordinary_links(scene: Scene, sites: _Sites, within: Ints, over: Ints) -> dict[Pair, Link]:
    """Link the pairs whose walk is short enough: on one side, through a crossing, or over a priced barrier."""
    beside = np.concatenate([_pairs_on_a_spot(sites), _estate_pairs(sites, within)])
    pairs, first = np.unique(np.concatenate([beside, _estate_pairs(sites, over)]), axis=0, return_index=True)
    measured = measure(scene, pairs)
    is_near = measured.walk_m <= scene.policy.links.max_link_walk_m
    is_plain = is_near & ~measured.is_cut & (first < len(beside))
    is_priced = is_near & measured.is_cut & ~measured.has_way & (scene.policy.regions.barriers == "priced")
    kinds = np.where(_share_a_wall(scene, pairs, is_plain), "shared_wall", "walk").astype(object)
    kinds[measured.has_way] = "crossing"
    kept = np.flatnonzero(is_plain | is_priced | (is_near & measured.has_way)).tolist()
    return {(int(pairs[row, 0]), int(pairs[row, 1])): measured.link(row, kinds[row]) for row in kept}


def _share_a_wall(scene: Scene, pairs: Ints, wanted: Bools) -> Bools:
    """Tell which of the wanted pairs are outlines closer than a shared wall."""
    is_outline = np.isin(shapely.get_type_id(scene.shapes), _POLYGONS)
    shared = wanted & is_outline[pairs].all(axis=1)
    one, other = scene.shapes[pairs[shared].T]
    shared[shared] = shapely.distance(one, other) <= scene.policy.links.shared_wall_m
    return shared


def _pairs_on_a_spot(sites: _Sites) -> Ints:
    """Pair the estates that share a spot, each with each, or all with the first where they are very many."""
    pairs = [np.empty((0, 2), dtype=np.int64)]
    for members in sites.members:
        if len(members) > _CLIQUE_UP_TO:
            pairs.append(np.column_stack([np.full(len(members) - 1, members[0]), members[1:]]))
        elif len(members) > 1:
            pairs.append(members[np.column_stack(np.triu_indices(len(members), 1))])
    return np.concatenate(pairs)


def _estate_pairs(sites: _Sites, pairs: Ints) -> Ints:
    """Turn pairs of sites into pairs of their estates, ``first < second``; a crowded site speaks by its first."""
    speakers = [members if len(members) <= _CLIQUE_UP_TO else members[:1] for members in sites.members]
    grids = [np.array(np.meshgrid(speakers[one], speakers[other])).reshape(2, -1).T for one, other in pairs]
    return np.sort(np.concatenate([np.empty((0, 2), dtype=np.int64), *grids]), axis=1)


def _tiles_table(scene: Scene, tiles: Shapes, metric_crs: str) -> gpd.GeoDataFrame:
    order = np.argsort(np.array(scene.ids, dtype=object), kind="stable")
    ids = [scene.ids[estate] for estate in order]
    table = gpd.GeoDataFrame({"estate_id": ids}, geometry=gpd.GeoSeries(tiles[order], crs=metric_crs))
    return _storage(TILES.conform(table))


def _storage(table: pd.DataFrame) -> gpd.GeoDataFrame:
    """Tell the type checker that a table with shapes is one."""
    assert isinstance(table, gpd.GeoDataFrame)
    return table
