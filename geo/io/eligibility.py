"""Who is in: the three classes of the Wuxi scheme, and relocation housing out whatever else holds.

The classes (domain brief, section 1): (1) built by the year limit, in principle mainly housing-reform flats; (2)
handed over under 三供一业; (3) taken into the liveable-area renovation. Each estate gets a verdict, its class and the
reason with the evidence in words. Three decisions of this module, where the scheme's text is silent:

- words for relocation housing in the ownership or the remark exclude; in the name alone they make the estate
  ``undecided``, since names outlive their reason, unless the ledger states another ownership;
- an estate built in time whose ownership is unknown, or known and not housing-reform, is ``presumed``: "mainly" is
  not "only"; a housing-reform estate of unknown year is presumed too, as such flats were handed out before 2000;
- a year written with doubt (左右, 90年代, 2000年前) that keeps the limit is taken, one that only just does is presumed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from geo.policy.sections import EligibilityPolicy
from geo.schema import ESTATES
from geo.wording import text

_RELOCATION = re.compile(r"拆迁安置|安置房|安置小区|安置点|安置新村|动迁|回迁|拆迁房|还建房|安置")
_DENIAL = re.compile(r"(?:非|不是|不属于|不含|无)(?:拆迁|动迁)?(?:安置|动迁|回迁|拆迁)(?:房|户|小区)?")
_PARTIAL = re.compile(r"(?:部分|少量|含有?|其中|个别)[^，,。;；]{0,12}(?:安置|动迁|回迁)")
# Rules of reading a year under which the true year may be a few years later than the one taken.
_DOUBTFUL_YEARS = frozenset({"approximate", "middle-of-decade", "after-year"})
_DOUBT_YEARS = 5
_CLASS_1 = "pre_limit_housing_reform"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an estate is found to be, why, and by which rule it is left out (empty where it is planned)."""

    eligibility: str
    eligible_class: str | None
    reason: str
    rule: str = ""


def judge_eligibility(estates: pd.DataFrame, policy: EligibilityPolicy) -> pd.DataFrame:
    """Judge every estate.

    Parameters
    ----------
    estates : columns of `geo.schema.ESTATES`, and where there are any ``ownership_text``, ``build_year_text`` and
        ``build_year_rule`` as `geo.io.cleaning` leaves them. A class beside the word ``presumed`` was presumed by an
        earlier read and is no statement.
    policy : the year limit (inclusive), and which verdicts are planned.

    Returns
    -------
    A copy with ``eligibility``, ``eligible_class`` and ``eligibility_reason``, and the column ``left_out``: the rule
    by which the estate is not planned, empty where it is.
    """
    estates = _without_presumed_classes(estates)
    names = [name for name in _NEEDED if name in estates.columns]
    records = zip(*(_plain(estates[name]) for name in names), strict=True)
    known: dict[tuple[object, ...], Verdict] = {}
    verdicts = []
    for record in records:
        if record not in known:
            known[record] = judge(dict(zip(names, record, strict=True)), policy)
        verdicts.append(known[record])
    judged = estates.copy()
    judged["eligibility"] = _objects([verdict.eligibility for verdict in verdicts], judged.index)
    judged["eligible_class"] = _objects([verdict.eligible_class for verdict in verdicts], judged.index)
    judged["eligibility_reason"] = _objects([verdict.reason for verdict in verdicts], judged.index)
    judged["left_out"] = _objects([_left_out(verdict, policy) for verdict in verdicts], judged.index)
    return judged


def _without_presumed_classes(estates: pd.DataFrame) -> pd.DataFrame:
    """Take away the classes that this program presumed when it wrote the file, lest a guess become evidence."""
    if "eligibility" not in estates.columns or "eligible_class" not in estates.columns:
        return estates
    was_presumed = (estates["eligibility"] == "presumed").fillna(value=False)
    return estates.assign(eligible_class=estates["eligible_class"].where(~was_presumed, None))


_NEEDED = (
    "name", "alias", "build_year", "ownership_class", "housing_reform", "sgyy_transfer", "liveable_renovation",
    "eligible_class", "mgmt_mode", "firm", "stage", "current_region", "current_station", "remark", "ownership_text",
    "build_year_text", "build_year_rule",
)  # fmt: skip


def judge(estate: dict[str, object], policy: EligibilityPolicy) -> Verdict:
    """Judge one estate; see `judge_eligibility`."""
    return (
        _relocation(estate)
        or _managed_by_firm(estate, policy)
        or _contradiction(estate, policy)
        or _listed(estate)
        or _by_year(estate, policy)
    )


def _relocation(estate: dict[str, object]) -> Verdict | None:
    """Exclude relocation housing; hold back where only a part or only the name says so."""
    for name in ("ownership_text", "remark"):
        words = _text(estate, name)
        if _PARTIAL.search(words) or (_names_relocation(words) and estate.get("ownership_class") == "mixed"):
            return Verdict("undecided", None, text("eligibility.partly-relocation", evidence=_quote(estate, name)))
        if _names_relocation(words):
            return Verdict(
                "excluded", None, text("eligibility.relocation", evidence=_quote(estate, name)), "relocation"
            )
    if estate.get("ownership_class") == "relocation":
        evidence = _quote(estate, "ownership_class")
        return Verdict("excluded", None, text("eligibility.relocation", evidence=evidence), "relocation")
    for name in ("name", "alias"):
        if _names_relocation(_text(estate, name)) and estate.get("ownership_class") is None:
            return Verdict("undecided", None, text("eligibility.named-relocation", evidence=_quote(estate, name)))
    return None


def _names_relocation(words: str) -> bool:
    return bool(_RELOCATION.search(_DENIAL.sub("", words)))


def _managed_by_firm(estate: dict[str, object], policy: EligibilityPolicy) -> Verdict | None:
    """Leave out an estate that a firm of its own manages and that is not in the scheme yet."""
    if estate.get("mgmt_mode") != "firm" or not policy.managed_by_firm_excluded or _is_in_scheme(estate):
        return None
    evidence = _quote(estate, "mgmt_mode") + ("; " + _quote(estate, "firm") if estate.get("firm") else "")
    return Verdict("excluded", None, text("eligibility.firm", evidence=evidence), "managed-by-firm")


def _is_in_scheme(estate: dict[str, object]) -> bool:
    """Whether the ledger already counts the estate to the plan: a class, a stage, a region or a station."""
    begun = estate.get("stage") not in (None, "none")
    return begun or any(estate.get(name) for name in ("eligible_class", "current_region", "current_station"))


def _contradiction(estate: dict[str, object], policy: EligibilityPolicy) -> Verdict | None:
    """Hold back where the stated class needs a year that the stated year denies."""
    year = estate.get("build_year")
    if estate.get("eligible_class") != _CLASS_1 or not isinstance(year, int) or year <= policy.year_limit:
        return None
    if estate.get("sgyy_transfer") or estate.get("liveable_renovation"):
        return None
    evidence = f"{_quote(estate, 'eligible_class')}; {_year(estate)}"
    return Verdict("undecided", None, text("eligibility.contradiction", evidence=evidence, limit=policy.year_limit))


def _listed(estate: dict[str, object]) -> Verdict | None:
    """Take in what is listed under class 2 or 3, or what the ledger gives a class."""
    for flag in ("sgyy_transfer", "liveable_renovation"):
        if estate.get(flag) is True:
            return Verdict("eligible", flag, text(f"eligibility.{flag}", evidence=_quote(estate, flag)))
    stated = estate.get("eligible_class")
    if isinstance(stated, str):
        return Verdict("eligible", stated, text("eligibility.stated", evidence=_quote(estate, "eligible_class")))
    return None


def _by_year(estate: dict[str, object], policy: EligibilityPolicy) -> Verdict:
    """Judge class 1: built by the limit, mainly housing-reform."""
    year, limit = estate.get("build_year"), policy.year_limit
    is_reform = estate.get("ownership_class") == "housing_reform" or estate.get("housing_reform") is True
    if not isinstance(year, int):
        if is_reform:
            return Verdict("presumed", _CLASS_1, text("eligibility.reform-no-year", evidence=_ownership(estate)))
        return Verdict("undecided", None, text("eligibility.no-year", limit=limit, evidence=_ownership(estate)))
    if year > limit:
        return Verdict("excluded", None, text("eligibility.too-new", evidence=_year(estate), limit=limit), "too-new")
    evidence = f"{_year(estate)}; {_ownership(estate)}"
    doubtful = estate.get("build_year_rule") in _DOUBTFUL_YEARS and year + _DOUBT_YEARS > limit
    if doubtful:
        return Verdict("presumed", _CLASS_1, text("eligibility.year-in-doubt", evidence=evidence, limit=limit))
    if is_reform:
        return Verdict("eligible", _CLASS_1, text("eligibility.reform", evidence=evidence, limit=limit))
    missing = estate.get("ownership_class") is None
    key = "eligibility.ownership-unknown" if missing else "eligibility.ownership-other"
    return Verdict("presumed", _CLASS_1, text(key, evidence=evidence, limit=limit))


def _left_out(verdict: Verdict, policy: EligibilityPolicy) -> str:
    """Name the rule by which an estate is not planned."""
    if verdict.eligibility == "presumed" and not policy.plan_presumed:
        return "presumed"
    if verdict.eligibility == "undecided" and not policy.plan_undecided:
        return "undecided"
    return verdict.rule


def _quote(estate: dict[str, object], name: str) -> str:
    """Quote a field with its label, as written where that is kept."""
    words = _text(estate, {"ownership_class": "ownership_text"}.get(name, name)) or _text(estate, name)
    if name == "ownership_text":
        name = "ownership_class"
    column = ESTATES[name]
    value = estate.get(name)
    if value is True:
        words = text("eligibility.yes")
    return f"{column.label()}: {column.choices.get(words, words)[:80]}"


def _year(estate: dict[str, object]) -> str:
    year, written = estate.get("build_year"), _text(estate, "build_year_text")
    told = f"{ESTATES['build_year'].label()}: {year}"
    return told if written in {"", str(year), f"{year}.0"} else f"{told} ({written})"


def _ownership(estate: dict[str, object]) -> str:
    if estate.get("ownership_class") is None and estate.get("housing_reform") is True:
        return _quote(estate, "housing_reform")
    if estate.get("ownership_class") is None:
        return text("eligibility.no-ownership")
    return _quote(estate, "ownership_class")


def _text(estate: dict[str, object], name: str) -> str:
    value = estate.get(name)
    return value if isinstance(value, str) else ""


def _plain(values: pd.Series) -> list[object]:
    """Return a column as plain objects, None where missing, whole numbers as int."""
    listed = values.astype("object").where(values.notna(), None).tolist()
    return [int(value) if isinstance(value, float) and value.is_integer() else value for value in listed]


def _objects(listed: list[str] | list[str | None], index: pd.Index) -> pd.Series:
    return pd.Series(listed, index=index, dtype="object")
