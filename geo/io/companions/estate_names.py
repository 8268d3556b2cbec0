"""Which estate a companion means: by its id, else by a name that only one estate bears."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

import pandas as pd

from geo.errors import shortlist
from geo.findings import Report, Where
from geo.io.companions.cells import as_word, folded
from geo.wording import text


@dataclass(frozen=True, slots=True, eq=False)
class EstateNames:
    """The ids and names of the ledger, folded."""

    ids: dict[str, str]
    names: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, estates: pd.DataFrame) -> EstateNames:
        """Collect ids, names and aliases of a table with `estate_id` as a column or as its index."""
        table = estates.reset_index() if "estate_id" not in estates.columns else estates
        ids = {folded(estate_id): str(estate_id) for estate_id in sorted(map(str, table["estate_id"]), reverse=True)}
        names: dict[str, set[str]] = {}
        for column in ("name", "alias"):
            if column in table.columns:
                for estate_id, word in zip(table["estate_id"], table[column], strict=True):
                    if as_word(word):
                        names.setdefault(folded(word), set()).add(str(estate_id))
        return cls(ids, {name: tuple(sorted(bearers)) for name, bearers in names.items()})

    def find(self, given: object) -> tuple[str, ...]:
        """List the estates that a word can mean: none, one or several."""
        word = folded(given)
        return (self.ids[word],) if word in self.ids else self.names.get(word, ())

    def nearest(self, given: object) -> str:
        """Return the known id or name most like a word; empty where nothing is near."""
        near = get_close_matches(folded(given), [*self.ids, *self.names], n=1, cutoff=0.6)
        return self.ids.get(near[0], near[0]) if near else ""

    def resolve(self, given: object, where: Where, report: Report) -> str:
        """Return the one estate a word means; empty, and said, where there is none or more than one."""
        bearers = self.find(given)
        if len(bearers) == 1:
            return bearers[0]
        if bearers:
            found = text("estate-ambiguous.found", given=given, ids=shortlist(bearers))
            report.find("estate-ambiguous", severity="error", where=where, found=found)
        else:
            near = self.nearest(given)
            found = text("estate-unknown.near" if near else "estate-unknown.found", given=given, near=near)
            report.find("estate-unknown", severity="error", where=where, found=found)
        return ""
