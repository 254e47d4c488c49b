"""Licences as people write them: an id, a name, an address, a sentence."""

from __future__ import annotations

import re

from packager.model.licences import LICENCES, RESERVED, licence_id

_CC_ADDRESS = re.compile(
    r"creativecommons\.org/(?:licen[cs]es|publicdomain)/(?P<what>[a-z-]+)/(?P<version>\d\.\d)"
    r"(?:/(?P<port>[a-z]{2,3})(?=/|\b))?",
    re.IGNORECASE,
)
_CC_WORDS = re.compile(
    r"\bCC[ -](?P<what>BY(?:[ -](?:NC|SA|ND))*)(?:[ -]v?(?P<version>\d\.\d))?", re.IGNORECASE
)
_CC_NAME = re.compile(
    r"Creative Commons,? (?P<words>(?:Attribution|Namensnennung|Atribuci[oó]n|Atribuição"
    r"|Paternit[eé]|Attribuzione)[\w ,/()–-]*?)\W*(?P<version>\d\.\d)",
    re.IGNORECASE,
)
_ELEMENTS = (
    ("NC", r"non-?\s?comm?erc|nicht-?\s?kommerz|no\s?comercial|pas d.utilisation comm"),
    ("SA", r"share-?\s?alike|gleichen bedingungen|compartirigual|compartilhaigual|partage dans"),
    ("ND", r"no-?\s?deriv|keine bearbeitung|sinderivad|semderiva|pas de modif"),
)
_RESERVED = re.compile(
    r"all rights reserved|tous droits réservés|todos los derechos reservados|alle rechte "
    r"vorbehalten|tutti i diritti riservati|todos os direitos reservados|"
    r"جميع الحقوق محفوظة",
    re.IGNORECASE,
)
_PUBLIC = {"zero": "CC0-1.0", "mark": "CC-PDM-1.0"}


def licence_of(text: str) -> str:
    """The id of the licence that an address, a name or a sentence speaks of, or nothing.

    A Creative Commons licence without a version is not guessed at: “CC BY” alone is nothing.
    """
    for way in (_exact, _by_address, _by_code, _by_name, _by_own_address):
        if found := way(text):
            return found
    return RESERVED if _RESERVED.search(text) else ""


def _exact(text: str) -> str | None:
    return licence_id(text) or ("CC0-1.0" if re.search(r"\bCC0\b", text) else None)


def _by_address(text: str) -> str | None:
    found = _CC_ADDRESS.search(text)
    if not found:
        return None
    what, version, port = found["what"].lower(), found["version"], found["port"]
    if what in _PUBLIC:
        return _PUBLIC[what]
    what = "by-nc-nd" if what == "by-nd-nc" else what
    national = licence_id(f"CC-{what}-{version}-{port}") if port else None
    return national or licence_id(f"CC-{what}-{version}")


def _by_code(text: str) -> str | None:
    found = _CC_WORDS.search(text)
    if not found or not found["version"]:
        return None
    return licence_id(f"CC-{re.sub('[ ]', '-', found['what'])}-{found['version']}")


def _by_name(text: str) -> str | None:
    found = _CC_NAME.search(text)
    if not found:
        return None
    elements = [code for code, words in _ELEMENTS if re.search(words, found["words"], re.I)]
    return licence_id("-".join(["CC-BY", *elements, found["version"]]))


def _by_own_address(text: str) -> str | None:
    addresses = ((each.url.partition("//")[2].rstrip("/"), each.id) for each in LICENCES.values())
    return next((key for address, key in addresses if address and address in text), None)
