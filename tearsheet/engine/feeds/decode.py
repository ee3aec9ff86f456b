"""From a feed's bytes to its text: BOM, strict UTF-8, declaration or header, then detection."""

import codecs
import re

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What a document without a BOM starts with: "<?" or "<r" in two bytes a character.
_WIDE_STARTS = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([A-Za-z0-9_.:-]+)")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
# As the web reads these labels (Encoding Standard): each is a superset of what it names.
_SUPERSETS = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "macintosh": "mac_roman",
}
# Charsets that are pure ASCII to look at, and so would pass for UTF-8.
_SEVEN_BIT = re.compile(r"iso-2022|hz")
#: How much of a text of unknown charset is looked at, in bytes.
DETECTION_BYTES = 64 * 1024


def decode_feed(body: bytes, content_type: str | None) -> str:
    """Decode a feed. Never fails: what cannot be decoded becomes U+FFFD.

    Args:
        body: the bytes as they came.
        content_type: the `Content-Type` header, or None.
    """
    for mark, charset in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(charset, "replace")
    for start, charset in _WIDE_STARTS:
        if body.startswith(start):
            return body.decode(charset, "replace")
    declared = _declared_charsets(body, content_type)
    # Bytes that are valid UTF-8 by chance hardly exist, and wrong labels are everywhere: UTF-8 is tried first.
    if not any(_SEVEN_BIT.match(charset) for charset in declared):
        declared = ["utf-8", *declared]
    for charset in declared:
        try:
            return body.decode(charset)
        except (LookupError, ValueError):
            continue
    return body.decode(_detect(body, declared), "replace")


def _declared_charsets(body: bytes, content_type: str | None) -> list[str]:
    in_document = _DECLARED.match(body)
    in_header = _CHARSET.search(content_type or "")
    labels = [in_document.group(1).decode("ascii") if in_document else "", in_header.group(1) if in_header else ""]
    known = []
    for label in labels:
        name = _SUPERSETS.get(label.lower(), label.lower())
        if name and _is_text_charset(name):
            known.append(name)
    return known


def _is_text_charset(name: str) -> bool:
    """Whether Python decodes it to text; "rot13", "zip", "utf-7" and the like are refused."""
    try:
        return codecs.lookup(name)._is_text_encoding and codecs.lookup(name).name not in {"utf-7", "idna", "punycode"}  # noqa: SLF001
    except LookupError:
        return False


def _detect(body: bytes, declared: list[str]) -> str:
    """UTF-8 with a few broken characters is still UTF-8; anything else is guessed."""
    sample = body[:DETECTION_BYTES]
    broken = sample.decode("utf-8", "replace").count("\ufffd")
    whole = sum(1 for byte in sample if byte >= 0xC2)  # noqa: PLR2004 (the lead bytes of UTF-8 begin here)
    if broken * 4 < whole:
        return "utf-8"
    best = from_bytes(sample).best()
    return best.encoding if best else (declared[-1] if declared else "cp1252")
