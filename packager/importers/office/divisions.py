"""Typed parts on their way through HTML: boxes there, told apart by their ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from packager.importers.office.styles import Kind
from packager.model.text import Block, Division, DivisionKind, Quote, Text

_PREFIX = "office-part-"
_KINDS = {
    Kind.STANDFIRST: DivisionKind.STANDFIRST,
    Kind.DATELINE: DivisionKind.DATELINE,
    Kind.POSTSCRIPT: DivisionKind.POSTSCRIPT,
    Kind.PULLQUOTE: DivisionKind.PULLQUOTE,
    Kind.QUESTION: DivisionKind.QUESTION,
    Kind.ANSWER: DivisionKind.ANSWER,
}


@dataclass(slots=True)
class Divisions:
    """The ids of the typed parts of one text."""

    _kinds: dict[str, Kind] = field(default_factory=dict)

    @property
    def ids(self) -> frozenset[str]:
        """All ids: the conversion must keep them."""
        return frozenset(self._kinds)

    def name(self, kind: Kind, fresh: bool) -> str:
        """The id of a part: a new one, or that of the last."""
        if fresh or not self._kinds:
            self._kinds[f"{_PREFIX}{len(self._kinds) + 1}"] = kind
        return f"{_PREFIX}{len(self._kinds)}"

    def told(self, text: Text) -> Text:
        """The text with each part of the kind it is."""
        return replace(text, blocks=self._blocks(text.blocks))

    def _blocks(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        return tuple(self._block(block) for block in blocks)

    def _block(self, block: Block) -> Block:
        if isinstance(block, Quote):
            return replace(block, children=self._blocks(block.children))
        if not isinstance(block, Division):
            return block
        kind = self._kinds.get(block.attributes.id)
        children = self._blocks(block.children)
        if kind is None:
            return replace(block, children=children)
        attributes = replace(block.attributes, id="")
        return Division(_KINDS.get(kind, block.kind), children, block.line, attributes)
