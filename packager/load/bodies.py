"""Bodies of articles: parsed once, and again when they or what they reach has changed.

What a body reaches, pictures and other articles, is asked for while it is parsed. The questions are
remembered with the answers; the text is taken from memory when they are answered the same again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial

from packager.findings import Finding, Place
from packager.load.markdown import BodyContext, parse
from packager.memo import Memo, decode, encode, key_of, recall
from packager.model.assets import Asset
from packager.model.inventory import Inventory, KeptText, inventory
from packager.model.text import Text
from packager.versions import made_with


@dataclass(frozen=True, slots=True)
class Body:
    """A parsed body. `digest` is of all that it was made from, wherever that lies."""

    text: Text
    digest: str


@dataclass(frozen=True, slots=True)
class _Shown:
    """The picture that is called `written`."""

    written: str
    place: Place
    asset: Asset | None


@dataclass(frozen=True, slots=True)
class _Reached:
    """The key of the article that is called `written`."""

    written: str
    place: Place
    key: str | None


@dataclass(frozen=True, slots=True)
class _Parsed:
    text: bytes  # a `Text`: it is taken out when somebody looks into it
    inventory: Inventory
    shown: tuple[_Shown, ...]
    reached: tuple[_Reached, ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Listener:
    """Passes questions on to a context and takes down the answers."""

    context: BodyContext
    shown: list[_Shown] = field(default_factory=list)
    reached: list[_Reached] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def picture(self, written: str, place: Place) -> Asset | None:
        self.shown.append(_Shown(written, place, self.context.picture(written, place)))
        return self.shown[-1].asset

    def article(self, written: str, place: Place) -> str | None:
        self.reached.append(_Reached(written, place, self.context.article(written, place)))
        return self.reached[-1].key

    def report(self, found: Finding) -> None:
        self.findings.append(found)
        self.context.report(found)


def read_body(source: str, first_line: int, context: BodyContext, memo: Memo) -> Body:
    """As `markdown.parse`, from memory if it is there; findings are told either way."""
    said = key_of(source, first_line, context.file, context.language)
    key = key_of("body", made_with("text"), said)
    parsed = recall(memo, _Parsed, key)
    text: Text
    if parsed is None or not _still(parsed, context):
        text, parsed = _parse(source, first_line, context)
        memo.put(key, encode(parsed))
    else:
        text = KeptText(parsed.inventory, partial(decode, Text, parsed.text))
        for found in parsed.findings:
            context.report(found)
    return Body(text, key_of(said, parsed.shown, parsed.reached))


def _still(parsed: _Parsed, context: BodyContext) -> bool:
    """Whether all that the body reaches is as it was. Every question is asked: what is wrong with
    the answers is told by those who give them."""
    shown = [context.picture(each.written, each.place) == each.asset for each in parsed.shown]
    reached = [context.article(each.written, each.place) == each.key for each in parsed.reached]
    return all(shown) and all(reached)


def _parse(source: str, first_line: int, context: BodyContext) -> tuple[Text, _Parsed]:
    listener = _Listener(context)
    text = parse(
        source,
        first_line,
        replace(
            context,
            picture=listener.picture,
            article=listener.article,
            report=listener.report,
        ),
    )
    told = (tuple(listener.shown), tuple(listener.reached), tuple(listener.findings))
    return text, _Parsed(encode(text), inventory(text), *told)
