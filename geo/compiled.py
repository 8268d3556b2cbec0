"""Compilation of the hot loops: numba, behind one typed decorator, kept on disk between runs.

The cache of numba does not notice when a function called by a cached one has changed. So each state of a package's
sources has a cache folder of its own, named by their digest; kernels only call kernels of their own package.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import numba

_P = ParamSpec("_P")
_R = TypeVar("_R")
_NO_DOOR = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def compiled(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Compile a function of plain arrays and numbers on its first call, keeping the result for later runs."""
    return _cached(function, {})


def compiled_part(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Compile a function that only compiled ones call: no door from Python, which is half of the compiler's work."""
    return _cached(function, _NO_DOOR)


def compiled_inner(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Compile a part that makes no arrays, without counting who holds which array.

    Numba counts the holders of every array that a function is handed,
    which took nine tenths of the time of a walk whose state is a tuple of thirty arrays; here it does not.
    """
    return _cached(function, {**_NO_DOOR, "_nrt": False})


def _cached(function: Callable[_P, _R], options: dict[str, bool]) -> Callable[_P, _R]:
    settings: Any = numba.config  # its settings and the two options are not in numba's type hints
    compiler: Any = numba.njit
    before = settings.CACHE_DIR
    settings.CACHE_DIR = _cache_folder(Path(function.__code__.co_filename).parent) or before
    try:
        return cast("Callable[_P, _R]", compiler(cache=True, **options)(function))
    finally:
        settings.CACHE_DIR = before


@cache
def _cache_folder(here: Path) -> str:
    """Name the folder for this state of the sources; empty (numba's own choice) where it cannot be made."""
    digest = hashlib.sha256()
    for source in sorted(here.glob("*.py")):
        content = source.read_bytes()
        if b"@compiled" in content:
            digest.update(content)
    folder = here / "__pycache__" / f"kernels-{digest.hexdigest()[:16]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return ""
    return str(folder)
