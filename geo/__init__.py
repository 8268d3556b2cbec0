"""Linli 邻里: service regions for small, scattered old housing estates, each plan with its proof.

The names below are resolved when first used, so that ``geo --help`` starts without the heavy libraries.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "Comparison": "geo.measures.comparing",
    "GeoError": "geo.errors",
    "Plan": "geo.plan",
    "Policy": "geo.policy",
    "Proof": "geo.plan",
    "Status": "geo.plan",
    "compare_month": "geo.scenarios.update",
    "compare": "geo.scenarios.comparison",
    "explore": "geo.maps",
    "load": "geo.scenarios.pipeline",
    "make_budget": "geo.scenarios.budget",
    "make_plan": "geo.scenarios.pipeline",
    "make_rollout": "geo.scenarios.rollout",
    "make_routes": "geo.scenarios.routes",
    "read_estates": "geo.scenarios.pipeline",
    "save": "geo.scenarios.outputs",
    "save_sweep": "geo.scenarios.sweep_outputs",
    "sweep": "geo.scenarios.sweep",
}

if TYPE_CHECKING:
    from geo.errors import GeoError
    from geo.maps import explore
    from geo.measures.comparing import Comparison
    from geo.plan import Plan, Proof, Status
    from geo.policy import Policy
    from geo.scenarios.budget import make_budget
    from geo.scenarios.comparison import compare
    from geo.scenarios.outputs import save
    from geo.scenarios.pipeline import load, make_plan, read_estates
    from geo.scenarios.rollout import make_rollout
    from geo.scenarios.routes import make_routes
    from geo.scenarios.sweep import sweep
    from geo.scenarios.sweep_outputs import save_sweep
    from geo.scenarios.update import compare_month


def __getattr__(name: str) -> Any:  # noqa: ANN401  what a module holds
    """Import a public name from its home on first use."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """List the public names."""
    return [*__all__, "__version__"]


__all__ = [
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
