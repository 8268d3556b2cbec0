"""Straight pieces of road between two vertices, and what each is as one number: class, name and speeds.

The same piece seen from its other end has a number of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geo.network.roads.graph import MODES, Floats, Ints
from geo.network.roads.modes import Usage

_SWAP = np.arange(2 * len(MODES)).reshape(-1, 2)[:, ::-1].ravel()


@dataclass(frozen=True, slots=True, eq=False)
class PieceKinds:
    """The kinds of pieces.

    Attributes
    ----------
    road_class, name : of each kind, length c.
    speeds : metres a minute along and against, the modes in turn, shape ``(c, 6)``.
    reverse : the kind of the same piece seen from its other end, shape ``(c,)``.
    forward : the kind of each way along its line, shape ``(w,)``; -1 where it is no road.
    """

    road_class: Ints
    name: tuple[str, ...]
    speeds: Floats
    reverse: Ints
    forward: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Straight pieces between two vertices.

    Attributes
    ----------
    origin, target : vertices, shape ``(p,)``.
    kind : which of `kinds` the piece is from origin to target, shape ``(p,)``.
    """

    origin: Ints
    target: Ints
    kind: Ints
    kinds: PieceKinds

    def __len__(self) -> int:
        """Count the pieces."""
        return len(self.origin)


def piece_kinds(usage: Usage, names: tuple[str, ...]) -> PieceKinds:
    """Give every way, and its reverse, the number of its kind."""
    roads = np.flatnonzero(usage.road_class >= 0)
    words = sorted({names[row] for row in roads.tolist()})
    position = {word: place for place, word in enumerate(words)}
    name = np.array([position[names[row]] for row in roads.tolist()], dtype=np.int64)
    rows, along, against = both_directions(usage.speeds)
    which = usage.combination[roads]
    columns = np.column_stack([usage.road_class[roads], name, along[which], against[which]])
    table = numbered(columns, rows, tuple(words))
    forward = np.full(len(usage.road_class), -1, dtype=np.int64)
    forward[roads] = table.forward
    return PieceKinds(table.road_class, table.name, table.speeds, table.reverse, forward)


def both_directions(speeds: Floats) -> tuple[Floats, Ints, Ints]:
    """Return the different rows of speeds, and which of them each row is along the line and against it."""
    rows, row_of = np.unique(np.concatenate([speeds, speeds[:, _SWAP]]), axis=0, return_inverse=True)
    along, against = row_of.reshape(2, -1).astype(np.int64)
    return rows, along, against


def numbered(columns: Ints, rows: Floats, words: tuple[str, ...]) -> PieceKinds:
    """Give combinations of class, name and speeds a number each; `forward` has one number a row given.

    Parameters
    ----------
    columns : class, position in `words`, positions in `rows` along and against the line, shape ``(k, 4)``.
    """
    keys = np.concatenate([columns[:, :3], columns[:, [0, 1, 3]]])
    unique, number = np.unique(keys, axis=0, return_inverse=True)
    forward, backward = number.reshape(2, -1).astype(np.int64)
    reverse = np.arange(len(unique), dtype=np.int64)
    reverse[forward], reverse[backward] = backward, forward
    names = tuple(words[place] for place in unique[:, 1].tolist())
    return PieceKinds(unique[:, 0], names, rows[unique[:, 2]], reverse, forward)
