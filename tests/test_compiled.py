"""The door to the compiler: results kept per state of the sources, numba's own settings left as they were."""

from __future__ import annotations

import numba

from geo.compiled import compiled


def test_a_function_is_compiled_and_keeps_its_name_and_words():
    before = numba.config.CACHE_DIR

    def doubled(number: int) -> int:
        """Double a number."""
        return 2 * number

    fast = compiled(doubled)
    assert fast(21) == 42
    assert (fast.__name__, fast.__doc__) == ("doubled", "Double a number.")
    assert before == numba.config.CACHE_DIR
