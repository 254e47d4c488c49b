"""Names that machines use: slugs, ids, ISBN, ISSN, identifiers, web addresses."""

from __future__ import annotations

import hashlib
import re
import unicodedata
import uuid
from urllib.parse import urlsplit

MAX_SLUG = 60
SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
ID = r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?"

_LETTERS = str.maketrans(  # letters of Latin alphabets that Unicode does not take apart
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_UUID = re.compile(r"(?:urn:uuid:)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE)
_ISBN = re.compile(r"(?:urn:isbn:|isbn(?:-1[03])?:?\s*)?([0-9][0-9 -]{8,15}[0-9X])", re.IGNORECASE)
_URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{0,31}:\S+|doi:10\.\S+", re.IGNORECASE)


def slugify(text: str) -> str:
    """Lower-case ASCII words with hyphens; may be empty."""
    folded = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    ascii_only = "".join(c for c in folded if c.isascii() or not unicodedata.combining(c))
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", ascii_only))
    slug = "-".join(words)
    if len(slug) > MAX_SLUG:
        slug = slug[: MAX_SLUG + 1].rpartition("-")[0] or slug[:MAX_SLUG]
    return slug


def slug_for(text: str, kind: str) -> str:
    """A slug for a title. One that is mostly not in Latin letters gets its kind and a digest:
    never empty, and the same each time."""
    letters = [c for c in unicodedata.normalize("NFC", text.lower()) if c.isalpha()]
    slug = slugify(text)
    latin = sum(c.isalpha() for c in slug)
    if slug and latin * 2 >= len(letters):
        return slug
    digest = hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()
    return f"{kind}-{digest[:8]}"


def is_file_name(name: str) -> bool:
    """Can it be the stem of a file everywhere: on a USB stick, in a ZIP, on a web server?"""
    return bool(re.fullmatch(ID, name)) and not _DEVICES.fullmatch(name)


def uuid_for(publisher: str, slug: str) -> str:
    """The identifier of a publication that states none (RFC 9562 §5.5)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{publisher.rstrip('/')}/{slug}").urn


def identifier(text: str) -> str:
    """An ISBN, UUID, URN or web address in its usual form; `ValueError` says what is wrong."""
    text = text.strip()
    if match := _UUID.fullmatch(text):
        return f"urn:uuid:{match[1].lower()}"
    if match := _ISBN.fullmatch(text):
        return f"urn:isbn:{isbn(match[1])}"
    if text.lower().startswith("urn:isbn"):
        raise ValueError(f'is not an ISBN: "{text}"')
    if _URN.fullmatch(text):
        return text
    return web_address(text)


def hyphens_of(text: str) -> str:
    """An ISBN with the hyphens it is written with; empty when it has none or is no ISBN."""
    match = _ISBN.fullmatch(text.strip())
    written = re.sub(r"[ -]+", "-", match[1]).upper() if match else ""
    return written if "-" in written else ""


def isbn(text: str) -> str:
    """The digits of an ISBN-13 or ISBN-10 whose check digit is right (ISO 2108), else
    `ValueError`."""
    digits = re.sub(r"[ -]", "", text).upper()
    if len(digits) == 13 and digits.isdigit():
        total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
        good = total % 10 == 0 and digits[:3] in {"978", "979"}
    elif len(digits) == 10 and digits[:9].isdigit():
        good = _weighted(digits) % 11 == 0
    else:
        raise ValueError(f'is not an ISBN: "{text}" (it has 10 or 13 digits)')
    if not good:
        raise ValueError(f'is not an ISBN: "{text}" (its check digit is wrong)')
    return digits


def issn(text: str) -> str:
    """An ISSN as `1234-567X` whose check digit is right (ISO 3297), else `ValueError`."""
    digits = text.strip().replace("-", "").upper()
    if not re.fullmatch(r"[0-9]{7}[0-9X]", digits):
        raise ValueError(f'is not an ISSN: "{text}" (it is eight digits: 1234-5679)')
    if _weighted(digits) % 11:
        raise ValueError(f'is not an ISSN: "{text}" (its check digit is wrong)')
    return f"{digits[:4]}-{digits[4:]}"


def _weighted(digits: str) -> int:
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return sum(value * weight for weight, value in enumerate(reversed(values), start=1))


def web_address(text: str) -> str:
    """An `http` or `https` address as it stands, else `ValueError`."""
    text = text.strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if (
        parts.scheme.lower() not in {"http", "https"}
        or not parts.hostname
        or re.search(r'[\s<>"]', text)
    ):
        raise ValueError(f'is not a web address: "{text}"')
    return text
