"""Compilation of the hot loops: numba, behind one typed decorator, kept on disk between runs.

The cache of numba does not notice when a function called by a cached one has changed. So each state of this room's
sources has a cache folder of its own, named by their digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

import numba

_P = ParamSpec("_P")
_R = TypeVar("_R")


def compiled(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Compile a function of plain arrays and numbers on its first call, keeping the result for later runs."""
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = _cache_folder()
    try:
        return cast("Callable[_P, _R]", numba.njit(cache=True)(function))
    finally:
        numba.config.CACHE_DIR = before


@cache
def _cache_folder() -> str:
    """Name the folder for this state of the sources; empty (numba's own choice) where it cannot be made."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for source in sorted(here.glob("*.py")):
        content = source.read_bytes()
        if b"@compiled" in content:
            digest.update(content)
    folder = here / "__pycache__" / f"kernels-{digest.hexdigest()[:16]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return str(before) if (before := numba.config.CACHE_DIR) else ""
    return str(folder)
