"""Which language a text is in, and which of its words are in another."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from packager.findings import Place
from packager.importers.common import Guess, guess, language_of
from packager.importers.imported import Account, Certainty, Recognised
from packager.model.languages import direction_of, normal_tag

_RIGHT_TO_LEFT = re.compile("[\u0590-\u07ff\ufb1d-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language of a text. `wrong`: what the file says it were, against its words."""

    language: str
    wrong: str = ""

    def foreign(self, tag: str, words: str) -> str:
        """The language of words in the text when it is another one, else nothing.

        Countries do not count: word processors mix en-GB and en-US freely. Nor does what the
        words themselves contradict.
        """
        if not tag or _main(tag) in (_main(self.language), _main(self.wrong)):
            return ""
        told = language_of(words)
        return "" if told and told != _main(tag) else tag

    def by_script(self, words: str) -> str:
        """The language of words that run from right to left in a text that does not."""
        if direction_of(self.language or "en") == "rtl":
            return ""
        return language_of(words) if _RIGHT_TO_LEFT.search(words) else ""


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of the language: what the editor says, the file's properties, its marks."""

    editor: str
    properties: str
    marks: Counter[str]  # letters by the language they are marked with
    words: str  # all the text


def settle(said: Said, account: Account, place: Place) -> Tongue:
    """The language of a text; a file that says one thing and speaks another is a finding."""
    if said.editor:
        return Tongue(said.editor)
    marked = next((tag for tag, _ in said.marks.most_common() if tag), "")
    stated = marked or normal_tag(said.properties) or ""
    told = language_of(said.words)
    if told and stated and told != _main(stated):
        why = f"the file says {stated}, but that is not what its words look like"
        guess(account, Guess("language", told, why, place), "say it with --language")
        return Tongue(told, stated)
    if not stated and told:
        why = "the file does not say; this is what its words look like"
        guess(account, Guess("language", told, why, place), "say it with --language")
        return Tongue(told)
    if stated:
        account.recognised.append(Recognised("language", stated, Certainty.STATED, place))
    return Tongue(stated)


def _main(tag: str) -> str:
    return tag.partition("-")[0].lower()
