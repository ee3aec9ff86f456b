"""From the bytes of a page to its text."""

import re
from dataclasses import dataclass

from tearsheet.engine.text.charsets import SINGLE_BYTE, decode_bytes, find_codec
from tearsheet.engine.text.languages import recognize_words
from tearsheet.engine.text.words import tokenize

#: How far into a page a declaration is looked for, in bytes (the standard says 1024; pages put it later).
_HEAD = 8192
#: How much of a page the detector is shown, in bytes.
_SAMPLE = 6000
#: What undeclared pages are written in.
_CANDIDATES = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874", "tis_620", "koi8_r", "koi8_u", "cp866",
    "iso8859_2", "iso8859_5", "iso8859_7", "iso8859_9", "iso8859_15", "mac_cyrillic", "mac_roman", "gb18030", "gb2312", "big5", "big5hkscs",
    "shift_jis", "cp932", "euc_jp", "euc_kr", "cp949", "johab",
]  # fmt: skip
_LATIN = frozenset({"cp1252", "cp1250", "cp1254", "cp1257", "iso8859_2", "iso8859_9", "iso8859_15", "mac_roman"})
#: The charset a language was usually written in, where that is not windows-1252.
_USUAL = {
    **dict.fromkeys(["cs", "sk", "pl", "hu", "sl", "hr", "ro", "sq"], "cp1250"),
    **dict.fromkeys(["lt", "lv", "et"], "cp1257"),
    "tr": "cp1254",
}
#: Codecs whose bytes are valid UTF-8 by chance at most in a few words.
_EAST_ASIAN = frozenset({"gb18030", "big5hkscs", "euc_jp", "cp932", "cp949"})
_MANY_HIGH = 60
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_HEADER = re.compile(r"charset\s*=\s*[\"']?([^\s\"';,]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_LINE = re.compile(rb"[^\n<>]++")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A page's text and how its charset was known.

    Attributes:
        text: the page; bytes that could not be read are U+FFFD.
        charset: the Python codec that read it.
        declared_by: "bom", "http", "xml" or "meta"; "detected" if the bytes themselves told.
    """

    text: str
    charset: str
    declared_by: str


def decode_page(body: bytes, content_type: str | None = None) -> Decoded:
    """Read a page's bytes. Never fails: what cannot be read becomes U+FFFD.

    A byte order mark wins, then the HTTP header, then the page's own declaration, as in a browser; but a declaration
    that the bytes contradict (valid UTF-8 called Latin-1, or broken UTF-8) gives way to what the bytes say.

    Args:
        body: the page as it came.
        content_type: the HTTP `Content-Type`, if any.
    """
    for mark, marked in _BOMS:
        if body.startswith(mark):
            return Decoded(text=decode_bytes(body[len(mark) :], marked), charset=marked, declared_by="bom")
    declared, declared_by = _read_declaration(body, content_type)
    codec: str | None = declared
    if codec is None or codec == "utf-8" or _is_safe_to_doubt(body, codec):
        text = _try_utf8(body)
        if text is not None:
            return Decoded(text=text, charset="utf-8", declared_by=declared_by if codec == "utf-8" else "detected")
    if codec is None or (codec == "utf-8" and _is_mostly_broken(body)):
        codec, declared_by = _detect(body), "detected"
    return Decoded(text=decode_bytes(body, codec), charset=codec, declared_by=declared_by)


def _read_declaration(body: bytes, content_type: str | None) -> tuple[str | None, str]:
    """The declared codec and where it was declared; a UTF-16 claim in the page itself cannot be true, so is UTF-8."""
    if (match := _HEADER.search(content_type or "")) and (codec := find_codec(match[1])):
        return codec, "http"
    head = body[:_HEAD]
    for pattern, declared_by in ((_XML, "xml"), (_META, "meta")):
        if (found := pattern.search(head)) and (codec := find_codec(found[1].decode("ascii", "replace"))):
            return ("utf-8" if codec.startswith("utf-16") else codec), declared_by
    return _sniff_utf16(head), "detected"


def _sniff_utf16(head: bytes) -> str | None:
    """UTF-16 without a mark shows as a NUL in every other byte of the mark-up."""
    if head[:2] == b"<\x00":
        return "utf-16-le"
    return "utf-16-be" if head[:2] == b"\x00<" else None


def _is_safe_to_doubt(body: bytes, codec: str) -> bool:
    """Whether bytes that turn out valid UTF-8 cannot be valid by chance in the declared codec."""
    if codec in SINGLE_BYTE:
        return not body.isascii()
    return codec in _EAST_ASIAN and _count_high(body) >= _MANY_HIGH


def _count_high(body: bytes) -> int:
    return len(body) - len(body.translate(None, bytes(range(0x80, 0x100))))


def _try_utf8(body: bytes) -> str | None:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _is_mostly_broken(body: bytes) -> bool:
    """Whether so many bytes fail as UTF-8 that the claim is a lie, and not just an accident in the page."""
    high = len(body) - len(body.translate(None, bytes(range(0x80, 0x100))))
    return body.decode("utf-8", "replace").count("�") * 4 > high


def _detect(body: bytes) -> str:
    """The codec the bytes look like; windows-1252 where nothing can be told."""
    from charset_normalizer import from_bytes  # costs at import, and few pages need it

    if not _is_mostly_broken(body):
        return "utf-8"
    lines = (line for line in _LINE.findall(body[: 100 * _SAMPLE]) if not line.isascii())
    sample = b"\n".join(lines)[:_SAMPLE]
    matches = list(from_bytes(sample, cp_isolation=_CANDIDATES)) if sample else []
    if not matches:
        return "cp1252"
    if matches[0].encoding in _LATIN:
        # Their bytes make equally good letters; the words around those letters tell more.
        tag = recognize_words([word.casefold() for word in tokenize(decode_bytes(sample, "cp1252"))])
        if tag is not None:
            return _USUAL.get(tag, "cp1252")
    return find_codec(matches[0].encoding.replace("_", "-")) or "cp1252"
