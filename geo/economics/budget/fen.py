"""Whole fen: rounding once, and sharing out without losing any."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Fen = NDArray[np.int64]
Floats = NDArray[np.float64]

FEN_A_YUAN = 100


def fen(yuan: Floats | float) -> Fen:
    """Round yuan to whole fen."""
    return np.asarray(np.rint(np.asarray(yuan, dtype=np.float64) * FEN_A_YUAN), dtype=np.int64)


def yuan(amount: Fen | Any) -> Floats:  # noqa: ANN401  one number as well
    """Turn fen into yuan; exact to the fen when rounded to two decimals."""
    return np.asarray(amount, dtype=np.float64) / FEN_A_YUAN


def shared_out(amount: Fen, weight: Floats) -> Fen:
    """Share amounts out in proportion to weights by largest remainders; the parts add up to the amount to the fen.

    Parameters
    ----------
    amount : fen, shape ``(..., m)``; negative ones are shared out like positive ones.
    weight : not negative, shape ``(m, n)``; a row without weight shares equally among all n, which a caller who knows
        better prevents by giving weights.

    Returns
    -------
    Parts, shape ``(..., m, n)``. Among equal remainders the first ones get the odd fen.
    """
    n = weight.shape[1]
    total = weight.sum(axis=1, keepdims=True)
    share = np.where(total > 0, weight / np.where(total > 0, total, 1.0), 1.0 / n)
    exact = np.abs(amount)[..., None] * share
    parts = np.floor(exact + 1e-9).astype(np.int64)
    odd = np.abs(amount) - parts.sum(axis=-1)
    remainder = np.where(share > 0, exact - parts, -1.0)
    order = np.argsort(-np.round(remainder, 9), axis=-1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.broadcast_to(np.arange(n), order.shape), axis=-1)
    parts += rank < odd[..., None]
    return np.asarray(np.sign(amount)[..., None] * parts, dtype=np.int64)
