"""From bytes to text: which encoding a file has, line by line where one file holds two.

UTF-8 Chinese read as GB18030 often decodes without an error into other Chinese characters, so "it decoded" proves
nothing; a line is UTF-8 where it decodes as such into characters that Chinese text has.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from geo.io.readers.vocabulary import known_headings

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE_BYTES = 1 << 16
# How text becomes garbled: (the encoding it was wrongly read in, the encoding it really had).
_GARBLINGS = (("gb18030", "utf-8"), ("cp1252", "utf-8"), ("latin-1", "utf-8"), ("latin-1", "gb18030"))
_COMMON_WORDS = ("小区", "街道", "社区", "户数", "面积", "名称", "建筑", "地址", "经度", "纬度", "编号", "年代")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Decoded text and what had to be done; line numbers count from 1.

    `encoding` is ``"mixed"`` where lines differ: then `minority_lines` lists the lines in the rarer encoding.
    `broken_lines` hold bytes that no encoding explains (replaced by U+FFFD), `nul_lines` had NUL bytes (removed).
    """

    content: str
    encoding: str
    minority: str = ""
    minority_lines: tuple[int, ...] = ()
    broken_lines: tuple[int, ...] = ()
    nul_lines: tuple[int, ...] = ()
    garbled: tuple[str, str] | None = None


def decode_bytes(payload: bytes) -> Decoded:
    """Decode a text file: by its byte-order mark, as UTF-16 by its NULs, else line by line."""
    for mark, encoding in _BOMS:
        if payload.startswith(mark) and encoding != "utf-8-sig":
            return _unicode_text(payload, encoding)
    wide = _wide_encoding(payload)
    if wide:
        return _unicode_text(payload, wide)
    marked = payload.startswith(codecs.BOM_UTF8)
    return _ungarbled(_by_line(payload.removeprefix(codecs.BOM_UTF8), "utf-8-sig" if marked else "utf-8"))


def _unicode_text(payload: bytes, encoding: str) -> Decoded:
    content = payload.decode(encoding, errors="replace").removeprefix("\ufeff")
    lines = content.split("\n")
    broken = tuple(number for number, line in enumerate(lines, 1) if "\ufffd" in line)
    nul = tuple(number for number, line in enumerate(lines, 1) if "\0" in line)
    return Decoded(content.replace("\0", ""), encoding, broken_lines=broken, nul_lines=nul)


def _wide_encoding(payload: bytes) -> str:
    """Recognise UTF-16 without a mark: line ends and separators leave a NUL on one side only."""
    sample = payload[:_SAMPLE_BYTES]
    if b"\0" not in sample or len(sample) < 8:
        return ""
    pairs = ((b"\n\0", b"\0\n"), (b",\0", b"\0,"), (b"\t\0", b"\0\t"), (b"\r\0", b"\0\r"))
    little = sum(_aligned(sample, low) for low, _ in pairs)
    big = sum(_aligned(sample, high) for _, high in pairs)
    plain_ends = sum(
        1 for at in range(len(sample) - 1) if sample[at] == 0x0A and 0 not in sample[max(at - 1, 0) : at + 2]
    )
    if max(little, big) < 2 or plain_ends > max(little, big):
        return ""
    return "utf-16-le" if little >= big else "utf-16-be"


def _aligned(sample: bytes, pair: bytes) -> int:
    """Count a two-byte unit at even positions."""
    return sum(1 for at in range(0, len(sample) - 1, 2) if sample[at : at + 2] == pair)


def _by_line(payload: bytes, encoding: str) -> Decoded:
    nul_lines: tuple[int, ...] = ()
    if b"\0" in payload:
        nul_lines = tuple(number for number, line in enumerate(payload.split(b"\n"), 1) if b"\0" in line)
        payload = payload.replace(b"\0", b"")
    try:
        return Decoded(payload.decode("utf-8"), encoding, nul_lines=nul_lines)
    except UnicodeDecodeError:
        pass
    decoded = [_decode_line(line) for line in payload.split(b"\n")]
    content = "\n".join(line for line, _ in decoded)
    numbers = {
        kind: tuple(n for n, (_, found) in enumerate(decoded, 1) if found == kind) for kind in ("utf-8", "gb18030", "")
    }
    if not numbers["utf-8"] or not numbers["gb18030"]:
        only = "gb18030" if numbers["gb18030"] else encoding
        return Decoded(content, only, broken_lines=numbers[""], nul_lines=nul_lines)
    minority = min(("gb18030", "utf-8"), key=lambda kind: len(numbers[kind]))
    return Decoded(content, "mixed", minority, numbers[minority], numbers[""], nul_lines)


def _decode_line(line: bytes) -> tuple[str, str]:
    """Decode one line; says which encoding it was in, ``"ascii"`` for neither and empty for broken."""
    if line.isascii():
        return line.decode("ascii"), "ascii"
    utf8, gbk = _try(line, "utf-8"), _try(line, "gb18030")
    if utf8 is not None and (gbk is None or any(letter >= "\u2000" for letter in utf8)):
        return utf8, "utf-8"
    if gbk is not None:
        return gbk, "gb18030"
    return min((line.decode(name, errors="replace") for name in ("utf-8", "gb18030")), key=_replaced), ""


def _replaced(words: str) -> int:
    return words.count("\ufffd")


def _try(line: bytes, encoding: str) -> str | None:
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        return None


def _ungarbled(decoded: Decoded) -> Decoded:
    """Undo text that was garbled before it was saved; where that is not possible without loss, only say so."""
    if decoded.content.isascii() or _familiar(decoded.content):
        return decoded
    for wrong, right in _GARBLINGS:
        undone = _undo(decoded.content, wrong, right)
        if undone is not None and _familiar(undone):
            return Decoded(undone, decoded.encoding, nul_lines=decoded.nul_lines, garbled=(wrong, right))
    garbled = any(word in decoded.content for word in _garbled_words())
    return Decoded(decoded.content, decoded.encoding, decoded.minority, decoded.minority_lines, decoded.broken_lines,
                   decoded.nul_lines, ("", "") if garbled else None)  # fmt: skip


def _familiar(content: str) -> bool:
    head = content[:_SAMPLE_BYTES]
    return any(word in head for word in _COMMON_WORDS) or any(word in head for word in _chinese_headings())


def _chinese_headings() -> list[str]:
    return [word for word in known_headings() if len(word) >= 2 and not word.isascii()]


def _undo(content: str, wrong: str, right: str) -> str | None:
    try:
        return content.encode(wrong).decode(right)
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None


def _garbled_words() -> list[str]:
    """List how common words look after each kind of garbling."""
    spoilt = [
        word.encode(right).decode(wrong, errors="ignore") for word in _COMMON_WORDS for wrong, right in _GARBLINGS
    ]
    return [word for word in spoilt if len(word) >= 2]
