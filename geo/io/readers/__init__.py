"""Reading files of every kind into raw tables; nothing is given a meaning or repaired here.

`read_tables` is the door. `grid`, `headers` and `leftovers` find the table on a sheet; each kind of file has its
own module; `geo.io.headings` next door gives columns their meaning.
"""

from __future__ import annotations

from geo.io.readers.dispatch import read_tables
from geo.io.readers.raw import RawTable

__all__ = ["RawTable", "read_tables"]
