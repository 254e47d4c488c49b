"""Read a plain text file."""

from __future__ import annotations

import re
from dataclasses import replace

from packager.findings import Place
from packager.importers.common import Guess, guess
from packager.importers.flattened import Given, imported
from packager.importers.imported import Account, Imported
from packager.importers.plain.encoding import decoded
from packager.importers.plain.layout import lines_of
from packager.importers.source import MAX_TEXT, Source, refusal

_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ufdd0-\ufdef\ud800-\udfff]"
)
# What readers of PDF write for a hyphen at a line's end, when they join the lines.
_DIVIDED = re.compile("(?<=[^\\W\\d_])[\x02\xad\ufffe](?=[^\\W\\d_])")
_BREAKS = re.compile("[\x85\u2028\u2029]")


def read(source: Source) -> Imported:
    """An article out of a text file; `ContentError` when it holds no text."""
    text, guessed = decoded(source.read(MAX_TEXT), source)
    text = _CONTROL.sub(" ", _DIVIDED.sub("", _BREAKS.sub("\n", text)))
    lines = lines_of(text)
    if not any(character.isalnum() for line in lines for character in line.text):
        raise refusal(source.name, "holds no words")

    def place(_page: int, line: int) -> Place:
        return source.place(line)

    result = imported(lines, Given(place, source.stem, source.options.language))
    if not guessed:
        return result
    account = Account(list(result.recognised), list(result.dropped), list(result.findings))
    why = "the bytes are no UTF-8, and nothing says what they are"
    guess(account, Guess("encoding", guessed, why, source.place()), "save it as UTF-8")
    return replace(result, recognised=tuple(account.recognised), findings=tuple(account.findings))
