"""A block of data cannot be left by what it holds, and comes back whole whichever way it is written."""

from __future__ import annotations

import json

import pytest

from geo.maps.blocks import data_block, json_block
from tests.pages import block_of

HARD = {"names": ["</script><script>alert(2)</script>", "<!--", "C:\\2019", "`${alert(3)}`", "\u2028", "𝕏👩‍👩‍👧‍👦"]}


def test_json_in_the_page_has_no_opening_angle() -> None:
    assert "<" not in json_block({"<a>": ["</script>", "<!--"]})


def test_half_a_surrogate_is_written_as_an_escape() -> None:
    block = json_block({"half": "\ud800"})
    assert json.loads(block.encode("utf-8")) == {"half": "\ud800"}


@pytest.mark.parametrize("plain_bytes", [0, 10_000])
def test_a_block_comes_back_whole_plain_or_deflated(plain_bytes: int) -> None:
    block = data_block(HARD, "some-id", plain_bytes=plain_bytes)
    assert ("data-bytes" in block) == (plain_bytes == 0)
    assert block_of(f"<html>{block}</html>", "some-id") == HARD
    assert block.count("<") == 2


def test_the_same_data_give_the_same_block() -> None:
    assert data_block(HARD, "x", plain_bytes=0) == data_block(dict(HARD), "x", plain_bytes=0)


def test_what_repeats_itself_takes_less_room_deflated() -> None:
    data = {"reason": ["示例甲苑服务站最近，步行约 180 m"] * 20_000}
    assert len(data_block(data, "x")) < len(json_block(data)) / 50
