"""The public names, and that importing the package costs nothing."""

import subprocess
import sys

import pytest

import geo


def test_the_public_list_is_pinned() -> None:
    assert geo.__all__ == [
        "Comparison",
        "GeoError",
        "Plan",
        "Policy",
        "Proof",
        "Status",
        "compare",
        "compare_month",
        "explore",
        "load",
        "make_budget",
        "make_plan",
        "make_rollout",
        "make_routes",
        "read_estates",
        "save",
        "save_sweep",
        "sweep",
    ]


def test_every_public_name_resolves() -> None:
    assert all(getattr(geo, name) is not None for name in geo.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing_like_this"):
        geo.nothing_like_this  # noqa: B018  the access is the test


def test_importing_the_package_and_the_command_line_loads_no_heavy_library() -> None:
    code = (
        "import sys, geo, geo.cli;"
        "heavy = {'pandas', 'numpy', 'geopandas', 'shapely', 'numba', 'folium', 'rich.progress'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
