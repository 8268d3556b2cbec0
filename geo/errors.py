"""The family of errors that Linli raises.

Every message says what was found, where, what was expected and what to do. Each child is also the built-in
error it resembles, so callers may catch either. Problems in data are not errors but findings (`geo.findings`):
they are collected and reported all at once.

    GeoError
    ├── InputError (ValueError)          a file or an argument that cannot be used
    │   ├── UnreadableFileError (OSError)   cannot be opened or decoded
    │   └── MissingColumnsError             a table without the columns it needs
    ├── PolicyError (ValueError)         a setting that is unknown or out of range
    ├── UnknownNameError (LookupError)   a name that is not on the list of known ones
    ├── OutputError (OSError)            a result that cannot be written
    ├── PlanFolderError (ValueError)     a plan folder that is incomplete or was changed
    ├── SolverError (RuntimeError)       a solver answer that the checker refused
    └── MissingExtraError (ImportError)  an optional library that is not installed
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class GeoError(Exception):
    """Base of all errors raised on purpose by Linli."""


class InputError(GeoError, ValueError):
    """A file or an argument that cannot be used as it is."""


class UnreadableFileError(InputError, OSError):
    """A file that cannot be opened, decoded or unpacked."""


class MissingColumnsError(InputError):
    """A table without the columns it needs."""


class PolicyError(GeoError, ValueError):
    """A setting that is unknown, of the wrong type or out of range."""


class UnknownNameError(GeoError, LookupError):
    """A name that is not on the list of known ones; build it with `unknown_name`."""


class OutputError(GeoError, OSError):
    """A result that cannot be written where it was asked for."""


class PlanFolderError(GeoError, ValueError):
    """A plan folder that is incomplete, changed by hand or of another format."""


class SolverError(GeoError, RuntimeError):
    """A solver answer that the independent checker refused."""


class MissingExtraError(GeoError, ImportError):
    """An optional library that is not installed; the message names the extra to install."""


def shortlist(names: Iterable[object], limit: int = 5) -> str:
    """Join names for a message and cut a long list with its count: ``a, b, c … (12)``."""
    items = [str(name) for name in names]
    head = ", ".join(items[:limit])
    return head if len(items) <= limit else f"{head} … ({len(items)})"


def nearest_name(name: str, known: Iterable[str]) -> str | None:
    """Find the known name most like `name`, or None where nothing is near."""
    matches = get_close_matches(name.casefold(), list(known), n=1, cutoff=0.5)
    return matches[0] if matches else None


def unknown_name(what: str, name: str, known: Iterable[str]) -> UnknownNameError:
    """Build the error for a name that is not known, listing those that are."""
    names = sorted(known)
    near = nearest_name(name, names)
    hint = f"did you mean {near!r}? " if near else ""
    return UnknownNameError(f"{what} {name!r} is not known; {hint}known: {', '.join(names)}")
