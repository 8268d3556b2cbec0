"""The catalogues: both languages, the same fields, nothing told twice, no key that the code asks for missing."""

import ast
import re
import string
from pathlib import Path

import pytest

from geo.wording import catalogue, language, text, using_language

PACKAGE = Path(__file__).parents[1] / "geo"


def fields_of(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_both_languages_are_there_and_take_the_same_fields(key: str) -> None:
    chinese, english = catalogue()[key]
    assert chinese.strip()
    assert english.strip()
    assert fields_of(chinese) == fields_of(english)


def test_the_language_is_in_force_for_a_block_only() -> None:
    assert language() == "zh"
    with using_language("en"):
        assert text("severity.error") == "error"
    assert text("severity.error") == "错误"


def literal_keys() -> set[tuple[str, str]]:
    """Find every literal key that the code passes to `text` or to `Report.find`."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                key = node.args[0].value
                if name in {"text", "find"} and isinstance(key, str) and re.fullmatch(r"[a-z][\w.-]+", key):
                    found.add((name, key))
    return found


def test_every_key_the_code_names_is_in_a_catalogue() -> None:
    keys = catalogue()
    missing = {key for name, key in literal_keys() if name == "text" and key not in keys}
    assert not missing


def test_every_rule_of_a_finding_says_what_was_expected_or_what_to_do() -> None:
    keys = catalogue()
    rules = {key for name, key in literal_keys() if name == "find"}
    silent = {rule for rule in rules if f"{rule}.expected" not in keys and f"{rule}.remedy" not in keys}
    assert not {rule for rule in silent if "-" in rule}
