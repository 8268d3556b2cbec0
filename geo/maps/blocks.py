"""Blocks of data inside a page: plain JSON while it is small, deflated and written in base64 beyond.

A city's tables say the same words thousands of times: deflated, its page is a third as large. ``static/map/block.js``
reads both kinds.
"""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

# Smaller data stand in the page as they are, readable by people.
PLAIN_BYTES = 200_000
_LEVEL = 6  # 9 takes twice the time for 2 %


def json_block(data: dict[str, Any]) -> str:
    """Write data as JSON that can stand in a script block: no ``<``, and half surrogates as escapes."""
    packed = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return packed.replace("<", "\\u003c").encode("utf-8", "backslashreplace").decode("utf-8")


def data_block(data: dict[str, Any], ident: str, *, plain_bytes: int = PLAIN_BYTES) -> str:
    """Write data as the script element that holds them under an id.

    Parameters
    ----------
    plain_bytes : JSON of more bytes is deflated.
    """
    written = json_block(data)
    content = written.encode("utf-8")
    if len(content) <= plain_bytes:
        return f'<script type="application/json" id="{ident}">{written}</script>'
    deflater = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = base64.b64encode(deflater.compress(content) + deflater.flush()).decode("ascii")
    return f'<script type="text/plain" id="{ident}" data-bytes="{len(content)}">{packed}</script>'
