"""A theme's tokens where markup needs them: in a drawn cover, and to tell whose fonts are used."""

from __future__ import annotations

import re
from collections.abc import Mapping

from packager.model.theme import Theme

_VAR = re.compile(r"var\((--[\w-]+)\)")
_NESTING = 16  # a token may be made of tokens


def token_text(theme: Theme, name: str, defaults: Mapping[str, str] | None = None) -> str:
    """A token (`--serif`) with those put in that it is made of; empty where there is none.

    `defaults`, without the hyphens, are for a theme that does without a token.
    """

    def value(name: str) -> str:
        return theme.tokens.get(name, (defaults or {}).get(name.removeprefix("--"), ""))

    text = value(name)
    for _ in range(_NESTING):
        text = _VAR.sub(lambda match: value(match[1]), text)
    return text
