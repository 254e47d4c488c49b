"""Licences that a publication, an article, a picture or a font can have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

RESERVED = "all-rights-reserved"
PUBLIC_DOMAIN = frozenset({"CC0-1.0", "CC-PDM-1.0"})  # nothing is left to reserve


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence by its SPDX or Creative Commons id.

    `terms` says in one English sentence what it allows; `render` translates it. A licence without
    `url` has no text of its own.
    """

    id: str
    name: str
    short: str  # beside a picture: "CC BY-SA 4.0"
    url: str = ""
    terms: str = ""


_CC = "https://creativecommons.org"
_CC_TERMS = {
    "BY": "May be shared and adapted, also commercially, with credit.",
    "BY-SA": "May be shared and adapted, also commercially, with credit and under the same "
    "licence.",
    "BY-ND": "May be shared unchanged, also commercially, with credit.",
    "BY-NC": "May be shared and adapted for non-commercial purposes, with credit.",
    "BY-NC-SA": "May be shared and adapted for non-commercial purposes, with credit and under the "
    "same licence.",
    "BY-NC-ND": "May be shared unchanged for non-commercial purposes, with credit.",
}
_CC_NAMES = {"BY": "Attribution", "SA": "ShareAlike", "ND": "NoDerivatives", "NC": "NonCommercial"}
_CC_VERSIONS = ("4.0", "3.0", "2.5", "2.0", "1.0")
_CC_PORTS = {  # national versions, and those for intergovernmental organisations, that SPDX lists
    "2.0-DE": ("BY-NC-SA",),
    "2.0-FR": ("BY-NC-SA",),
    "2.0-UK": ("BY-SA", "BY-NC-SA"),
    "2.1-JP": ("BY-SA",),
    "2.5-AU": ("BY",),
    "3.0-AT": ("BY", "BY-SA"),
    "3.0-AU": ("BY",),
    "3.0-DE": tuple(_CC_TERMS),
    "3.0-IGO": tuple(_CC_TERMS),
    "3.0-NL": ("BY",),
    "3.0-US": ("BY",),
}


def _creative_commons() -> Iterator[Licence]:
    versions = {version: tuple(_CC_TERMS) for version in _CC_VERSIONS} | _CC_PORTS
    for version, codes in versions.items():
        number, _, port = version.partition("-")
        folder = f"{number}/{port.lower()}/" if port else f"{number}/"
        for code in codes:
            name = "-".join(_CC_NAMES[element] for element in code.split("-"))
            # Version 1.0 has its words in another order.
            words = "by-nd-nc" if (code, number) == ("BY-NC-ND", "1.0") else code.lower()
            yield Licence(
                f"CC-{code}-{version}",
                " ".join(["Creative Commons", name, number, port]).strip(),
                " ".join(["CC", code, number, port]).strip(),
                f"{_CC}/licenses/{words}/{folder}",
                _CC_TERMS[code],
            )


_FREE_SOFTWARE = "May be used, shared and adapted under the terms of its licence."
_GNU = {  # short name: name and pages of the versions
    "GPL": (
        "GNU General Public License",
        {"2.0": "old-licenses/gpl-2.0", "3.0": "gpl-3.0"},
    ),
    "LGPL": (
        "GNU Lesser General Public License",
        {"2.1": "old-licenses/lgpl-2.1", "3.0": "lgpl-3.0"},
    ),
    "AGPL": ("GNU Affero General Public License", {"3.0": "agpl-3.0"}),
    "GFDL": (
        "GNU Free Documentation License",
        {"1.1": "old-licenses/fdl-1.1", "1.2": "old-licenses/fdl-1.2", "1.3": "fdl-1.3"},
    ),
}


def _gnu() -> Iterator[Licence]:
    for short, (name, versions) in _GNU.items():
        for version, page in versions.items():
            url = f"https://www.gnu.org/licenses/{page}.html"
            for suffix, words, sign in (("only", " only", ""), ("or-later", " or later", "+")):
                yield Licence(
                    f"{short}-{version}-{suffix}",
                    f"{name} {version}{words}",
                    f"{short} {version}{sign}",
                    url,
                    _FREE_SOFTWARE,
                )


_SOFTWARE = {  # id: name, short name, address
    "0BSD": ("BSD Zero Clause License", "0BSD", "https://opensource.org/license/0bsd"),
    "Apache-2.0": (
        "Apache License 2.0",
        "Apache 2.0",
        "https://www.apache.org/licenses/LICENSE-2.0",
    ),
    "BSD-2-Clause": (
        "BSD 2-Clause License",
        "BSD 2-Clause",
        "https://opensource.org/license/bsd-2-clause",
    ),
    "BSD-3-Clause": (
        "BSD 3-Clause License",
        "BSD 3-Clause",
        "https://opensource.org/license/bsd-3-clause",
    ),
    "EUPL-1.2": ("European Union Public Licence 1.2", "EUPL 1.2", "https://eupl.eu/1.2/en/"),
    "ISC": ("ISC License", "ISC", "https://opensource.org/license/isc-license-txt"),
    "MIT": ("MIT License", "MIT", "https://opensource.org/license/mit"),
    "MPL-2.0": ("Mozilla Public License 2.0", "MPL 2.0", "https://www.mozilla.org/MPL/2.0/"),
    "ODbL-1.0": (
        "Open Database License 1.0",
        "ODbL 1.0",
        "https://opendatacommons.org/licenses/odbl/1-0/",
    ),
    "OFL-1.0": ("SIL Open Font License 1.0", "OFL 1.0", "https://openfontlicense.org/"),
    "OFL-1.1": ("SIL Open Font License 1.1", "OFL 1.1", "https://openfontlicense.org/"),
    "Unlicense": ("The Unlicense", "Unlicense", "https://unlicense.org/"),
    "Zlib": ("zlib License", "zlib", "https://opensource.org/license/zlib"),
}

_ALL = (
    *_creative_commons(),
    Licence(
        "CC0-1.0",
        "Creative Commons Zero 1.0",
        "CC0 1.0",
        f"{_CC}/publicdomain/zero/1.0/",
        "May be used for any purpose, without conditions.",
    ),
    Licence(
        "CC-PDM-1.0",
        "Public Domain Mark 1.0",
        "Public domain",
        f"{_CC}/publicdomain/mark/1.0/",
        "Free of known copyright.",
    ),
    Licence(
        "LAL-1.3",
        "Free Art License 1.3",
        "FAL 1.3",
        "https://artlibre.org/licence/lal/en/",
        _CC_TERMS["BY-SA"],
    ),
    *_gnu(),
    *(Licence(key, *names, _FREE_SOFTWARE) for key, names in _SOFTWARE.items()),
    Licence(
        RESERVED,
        "All rights reserved",
        "All rights reserved",
        terms="May not be copied or adapted without permission.",
    ),
)

LICENCES: dict[str, Licence] = {licence.id: licence for licence in _ALL}

_BY_LOWER = {key.lower(): key for key in LICENCES} | {  # and other names that are in use
    "cc0": "CC0-1.0",
    "pdm": "CC-PDM-1.0",
    "pdm-1.0": "CC-PDM-1.0",
    "fal-1.3": "LAL-1.3",
    "gpl-2.0": "GPL-2.0-only",
    "gpl-2.0+": "GPL-2.0-or-later",
    "gpl-3.0": "GPL-3.0-only",
    "gpl-3.0+": "GPL-3.0-or-later",
    "lgpl-3.0": "LGPL-3.0-only",
    "agpl-3.0": "AGPL-3.0-only",
    "gfdl-1.2": "GFDL-1.2-only",
    "gfdl-1.3": "GFDL-1.3-only",
}


def licence_id(text: str) -> str | None:
    """The id as `LICENCES` spells it, or None. Case does not count (SPDX 2.3, annex D)."""
    return _BY_LOWER.get(text.strip().lower())
