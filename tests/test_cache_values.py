"""What is kept comes back as it was; a key knows everything but where things lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

import pytest

from packager.load import load
from packager.memo import Forgetful, decode, encode, key_of, recall, remembered
from packager.model.text import Text
from tests.building import books


class Colour(Enum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Leaf:
    words: str = ""
    data: bytes = b""
    path: Path = Path("a")


@dataclass(frozen=True, slots=True)
class Twig:
    children: tuple[Leaf | Twig, ...] = ()
    best: Leaf | None = None
    colour: Colour = Colour.RED
    size: float = 1.5
    pair: tuple[int, Leaf] = (1, Leaf())
    names: frozenset[str] = frozenset()
    by_leaf: Mapping[Leaf, frozenset[str]] = field(default_factory=dict)


TREE = Twig(
    children=(Leaf("a", b"\0\n1"), Twig((Leaf("b", b"", Path("/x/y")),), best=Leaf(data=b"best"))),
    names=frozenset("zyx"),
    by_leaf={Leaf("ü\ud800"): frozenset("b"), Leaf("a"): frozenset("a")},
)


class Shelf(dict[str, bytes]):
    put = dict.__setitem__


def test_a_value_survives() -> None:
    assert decode(Twig, encode(TREE)) == TREE
    assert list(decode(Twig, encode(TREE)).by_leaf) == list(TREE.by_leaf)
    assert encode(decode(Twig, encode(TREE))) == encode(TREE)


@pytest.mark.parametrize("source", [folder for _, folder in books()], ids=lambda path: path.name)
def test_every_text_survives(source: Path) -> None:
    publication = load(source).publication
    assert publication
    for article in publication.articles:
        assert decode(Text, encode(article.text)) == article.text


@pytest.mark.parametrize("content", [b"", b"x", b"3\n[]", encode(Leaf()), encode(TREE)[:-1]])
def test_what_is_no_such_value_is_made_again(content: bytes) -> None:
    shelf = Shelf(key=content)
    assert recall(shelf, Twig, "key") is None
    assert remembered(shelf, Twig, "key", lambda: TREE) == TREE
    assert recall(shelf, Twig, "key") == TREE


def test_nothing_is_remembered_by_the_forgetful() -> None:
    made = []
    for _ in range(2):
        remembered(Forgetful(), Twig, "key", lambda: made.append(1) or TREE)  # type: ignore[func-returns-value]
    assert len(made) == 2


def test_a_key_changes_with_anything_but_the_place() -> None:
    leaf = Leaf("a", b"b")
    others = [replace(leaf, words="b"), replace(leaf, data=b"c"), (leaf, leaf), [leaf, None]]
    assert len({key_of(each) for each in (leaf, *others)}) == 5
    assert key_of(leaf) == key_of(replace(leaf, path=Path("/elsewhere")))
    assert key_of({"a": 1, "b": 2}, {"x", "y"}) == key_of({"b": 2, "a": 1}, {"y", "x"})
    assert key_of("ab", "c") != key_of("a", "bc")
    with pytest.raises(TypeError):
        key_of(object())
