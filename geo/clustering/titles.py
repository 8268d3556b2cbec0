"""What the regions of one solved sub-district are called: ids, numbers, names, lead communities.

The rules of writing are in `naming`; this puts them to work on a `Layout`.
"""

from __future__ import annotations

from dataclasses import dataclass

from geo.clustering import naming
from geo.clustering.layout import Layout


@dataclass(frozen=True, slots=True)
class Titles:
    """The words for the regions of a layout, one entry each, and for their stations.

    `communities` lists each region's communities, the lead first; `lead_communities` is empty where none is known.
    """

    region_ids: tuple[str, ...]
    numbers: tuple[int, ...]
    names: tuple[str, ...]
    subdistricts: tuple[str, ...]
    lead_communities: tuple[str, ...]
    communities: tuple[tuple[str, ...], ...]
    station_names: tuple[str, ...]


def title_regions(layout: Layout) -> Titles:
    """Name and number the regions; the column `current_region` of the estates is the plan in force."""
    labels = layout.column("current_region")
    kept = naming.kept_labels(labels, layout.region, layout.problem.households)
    subdistricts, districts = _majority(layout, "subdistrict"), _majority(layout, "district")
    numbers = _numbers(layout, subdistricts, kept, labels)
    communities = _by_weight(layout, "community")
    hosts = _host_names(layout)
    leads = [naming.short_community(names[0]) if names else "" for names in communities]
    names = [
        kept[where]
        if where in kept and naming.label_number(kept[where]) is None
        else naming.region_name(subdistricts[where], numbers[where], leads[where] or hosts[where])
        for where in range(layout.region_count)
    ]
    places = [naming.place_code(*both) for both in zip(districts, subdistricts, strict=True)]
    return Titles(
        tuple(naming.region_code(place, number) for place, number in zip(places, numbers, strict=True)),
        tuple(numbers),
        tuple(names),
        tuple(subdistricts),
        tuple(found[0] if found else "" for found in communities),
        tuple(tuple(found) for found in communities),
        tuple(naming.station_names(hosts, _host_communities(layout))),
    )


def _numbers(layout: Layout, subdistricts: list[str], kept: dict[int, str], labels: list[str]) -> list[int]:
    """Give numbers to each sub-district's regions apart, also where several were planned together."""
    numbers: dict[int, int] = {}
    for subdistrict in sorted(set(subdistricts)):
        regions = [where for where, name in enumerate(subdistricts) if name == subdistrict]
        numbers |= naming.region_numbers(regions, kept, sorted(set(labels) - {""}))
    return [numbers[where] for where in range(layout.region_count)]


def _majority(layout: Layout, column: str) -> list[str]:
    """Return for each region the value that most of its households have, empty where none is known."""
    return [found[0] if found else "" for found in _by_weight(layout, column)]


def _by_weight(layout: Layout, column: str) -> list[list[str]]:
    """List for each region the values of a column, the one with most households first."""
    values, households = layout.column(column), layout.problem.households.tolist()
    members = (layout.members(where) for where in range(layout.region_count))
    return [naming.lead_of(naming.community_weights(values, households, own)) for own in members]


def _host_names(layout: Layout) -> list[str]:
    names = layout.column("name")
    return [names[host] for host in layout.problem.host[layout.station_room]]


def _host_communities(layout: Layout) -> list[str]:
    communities = layout.column("community")
    return [communities[host] for host in layout.problem.host[layout.station_room]]
