"""Languages by their BCP 47 tags: how a tag is spelt and which way its script runs."""

from __future__ import annotations

import re

_TAG = re.compile(
    r"(?P<language>[A-Za-z]{2,3})(?:-[A-Za-z]{3}){0,3}"  # zh-yue: extended language subtags
    r"(?:-(?P<script>[A-Za-z]{4}))?"
    r"(?:-(?P<region>[A-Za-z]{2}|\d{3}))?"
    r"(?:-(?:[A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*"  # variants
    r"(?:-[A-WY-Za-wy-z0-9](?:-[A-Za-z0-9]{2,8})+)*"  # extensions
    r"(?:-[xX](?:-[A-Za-z0-9]{1,8})+)?"  # private use
)

_SCRIPTS = "adlm arab aran hebr mand mend nkoo rohg samr syrc thaa"
_LANGUAGES = """aeb ajp apc apd ar arc arq ars ary arz azb bal bgn bqi ckb dv fa fas glk haz he heb
    hnd iw ji khw ks lrc luz mzn nqo pes pnb prs ps pus rhg rmt sd sdh shu skr syc syr tmr trw ug
    ur urd uzs yi yid"""  # those that are usually written in one of these scripts
_RIGHT_TO_LEFT_SCRIPTS = frozenset(_SCRIPTS.split())
_RIGHT_TO_LEFT_LANGUAGES = frozenset(_LANGUAGES.split())


def normal_tag(text: str) -> str | None:
    """A well-formed tag in the usual spelling (`zh-Hant`, `pt-BR`; RFC 5646 §2.1), or None."""
    match = _TAG.fullmatch(text.strip())
    if not match:
        return None
    parts = match.string.split("-")
    script, region = match["script"], match["region"]
    for index, part in enumerate(parts):
        if index and part == script:
            parts[index] = part.title()
        elif index and part == region:
            parts[index] = part.upper()
        else:
            parts[index] = part.lower()
    return "-".join(parts)


def direction_of(tag: str) -> str:
    """`rtl` or `ltr`: by the script the tag names, else by the usual script of its language."""
    match = _TAG.fullmatch(tag)
    if not match:
        return "ltr"
    if match["script"]:
        return "rtl" if match["script"].lower() in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if match["language"].lower() in _RIGHT_TO_LEFT_LANGUAGES else "ltr"
