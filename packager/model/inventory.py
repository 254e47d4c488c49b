"""What is in a text, as far as it is asked of a text as a whole.

It is remembered beside the text: a publication whose parts are all in the cache never has to take
its texts out, which for a thousand articles is most of the work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from packager.model.text import (
    Block,
    Code,
    CodeBlock,
    Figure,
    Link,
    Note,
    Picture,
    Text,
    plain,
    walk,
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture where it stands; `caption` is empty where it has none."""

    picture: Picture
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A link into another article: its key, the place in it, the line where the link stands."""

    article: str
    anchor: str
    line: int


@dataclass(frozen=True, slots=True)
class Inventory:
    """What is in a text; `pictures` and `references` in the order of the text."""

    pictures: tuple[Shown, ...] = ()
    references: tuple[Reference, ...] = ()
    anchors: frozenset[str] = frozenset()  # the ids in it
    letters: str = ""  # the characters of its words, each once
    coded: bool = False  # there is code in it


class KeptText(Text):
    """A text that lies in a cache, taken out when somebody looks into it."""

    __slots__ = ("_take", "_taken", "inventory")

    inventory: Inventory
    _take: Callable[[], Text]
    _taken: Text | None

    def __init__(self, inventory: Inventory, take: Callable[[], Text]) -> None:
        object.__setattr__(self, "inventory", inventory)
        object.__setattr__(self, "_take", take)
        object.__setattr__(self, "_taken", None)

    @property
    def whole(self) -> Text:
        """The text itself."""
        taken = self._taken or self._take()
        object.__setattr__(self, "_taken", taken)
        return taken

    @property
    def blocks(self) -> tuple[Block, ...]:
        """As `Text.blocks`."""
        return self.whole.blocks

    @property
    def notes(self) -> tuple[Note, ...]:
        """As `Text.notes`."""
        return self.whole.notes

    def __eq__(self, other: object) -> bool:
        return self.whole == (other.whole if isinstance(other, KeptText) else other)

    def __hash__(self) -> int:
        return hash(self.whole)


def inventory(text: Text) -> Inventory:
    """What is in a text."""
    if isinstance(text, KeptText):
        return text.inventory
    nodes = tuple(walk(text))
    return Inventory(
        pictures=tuple(_pictures(nodes)),
        references=tuple(
            Reference(node.article, node.anchor, node.line)
            for node in nodes
            if isinstance(node, Link) and node.article
        ),
        anchors=frozenset(_id(node) for node in nodes) - {""},
        letters="".join(sorted(set(plain(text)))),
        coded=any(isinstance(node, Code | CodeBlock) for node in nodes),
    )


def _pictures(nodes: tuple[object, ...]) -> Iterator[Shown]:
    caption = ""  # of the figure that the next picture stands in
    for node in nodes:
        if isinstance(node, Figure):
            caption = plain(node.caption)
        elif isinstance(node, Picture):
            yield Shown(node, caption)
            caption = ""


def _id(node: object) -> str:
    return str(getattr(getattr(node, "attributes", None), "id", ""))
