"""What a page of a plan holds, read back out of it as its script does."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any


def block_of(page: str, ident: str = "linli-data") -> Any:
    """Read a block of data back, plain or deflated."""
    head, _, rest = page[page.index(f'id="{ident}"') :].partition(">")
    content = rest.partition("</script>")[0]
    return json.loads(zlib.decompress(base64.b64decode(content), -15) if "data-bytes" in head else content)
