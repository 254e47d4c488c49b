"""Notes: where they may be called, their numbers, and what is wrong with them."""

from __future__ import annotations

import pytest

from packager.model.text import (
    Code,
    CodeBlock,
    Emphasis,
    Heading,
    ItemList,
    Link,
    ListItem,
    Note,
    NoteCall,
    Paragraph,
    Table,
    Words,
    walk,
)
from tests.markdown_support import clean, para, read, words


def test_note_and_its_call() -> None:
    text = clean("One[^x] two.\n\n[^x]: The *note*.", first_line=5)
    assert text.blocks == (Paragraph((Words("One"), NoteCall(1, 1, 5), Words(" two.")), 5),)
    children = (Paragraph((Words("The "), Emphasis(words("note")), Words(".")), 7),)
    assert text.notes == (Note(1, "x", children, 1, 7),)


def test_numbers_follow_the_calls_not_the_definitions() -> None:
    text = clean("[^b] [^a] [^b] ^[in place]\n\n[^a]: A\n\n[^b]: B")
    calls = [node for node in walk(text) if isinstance(node, NoteCall)]
    assert calls == [NoteCall(1, 1, 1), NoteCall(2, 1, 1), NoteCall(1, 2, 1), NoteCall(3, 1, 1)]
    assert text.notes == (
        Note(1, "b", (para("B", 5),), 2, 5),
        Note(2, "a", (para("A", 3),), 1, 3),
        Note(3, "", (para("in place", 1),), 1, 1),
    )


EVERYWHERE = """::: standfirst
Stand[^1]
:::

## Head[^2]

- Item[^3]

> Quote[^4]

| Cell[^6] |
|---|
| Body[^7] |

: Caption[^5]

![Alt](images/boat.jpg "Picture[^8]")

::: verse
Line[^9]
:::

Term[^10]
: Meaning[^11]

*Emphasis[^12]* [words[^13]{.x}]{.y} [link[^14]](https://a.org/)
"""


def test_calls_everywhere_are_numbered_as_they_are_read() -> None:
    definitions = "".join(f"\n[^{number}]: Note {number}\n" for number in range(14, 0, -1))
    text = clean(EVERYWHERE + definitions)
    assert [note.label for note in text.notes] == [str(number) for number in range(1, 15)]
    calls = [node.number for node in walk(text) if isinstance(node, NoteCall)]
    assert calls == list(range(1, 15))


def test_call_in_a_link_comes_after_it() -> None:
    text = clean("[a[^1] *b*](https://a.org/).\n\n[^1]: N")
    link = Link((Words("a "), Emphasis(words("b"))), "https://a.org/", line=1)
    assert text.blocks == (Paragraph((link, NoteCall(1, 1, 1), Words(".")), 1),)


def test_note_of_several_blocks() -> None:
    source = "a[^n]\n\n[^n]: One\n    line.\n\n    - item\n\n          code\n\n    [b](https://a.org/)\n\nc"
    text = clean(source)
    assert text.blocks[1] == para("c", 12)
    (note,) = text.notes
    items = ListItem((para("item", 6), CodeBlock("code", 8)), 6)
    assert note.children == (
        para("One\nline.", 3),
        ItemList((items,), False, 6, tight=False),
        Paragraph((Link(words("b"), "https://a.org/", line=10),), 10),
    )


@pytest.mark.parametrize(
    "source",
    [
        "a[^n]\n\n- b\n\n  [^n]: N",
        "a[^n]\n\n> [^n]: N",
        "::: box\na[^n]\n\n[^n]: N\n:::",
        "- a[^n]\n\n[^n]: N",
        "> ::: box\n> a[^n]\n> :::\n> [^n]: N",
        '::: gallery\n![b](images/boat.jpg "a[^n]")\n\n[^n]: N\n:::',
    ],
)
def test_definitions_may_stand_anywhere(source: str) -> None:
    (note,) = clean(source).notes
    assert (note.label, note.calls, [child.children for child in note.children]) == (  # type: ignore[union-attr]
        "n",
        1,
        [words("N")],
    )


def test_exclamation_mark_before_a_call() -> None:
    assert clean("a![^n]\n\n[^n]: N").blocks == (Paragraph((Words("a!"), NoteCall(1, 1, 1)), 1),)


@pytest.mark.parametrize(
    ("source", "column"),
    [
        ("a [^x] b", 3),
        ("> - c\n>\n>   a *b* [^x]", 11),
        ("## T [^x]", 6),
        ("> | a | b[^x] |\n> |--|--|", 10),
        ("a\n  b [^x]", 5),
        ('![a](images/boat.jpg "b[^x]")', 24),
    ],
)
def test_undefined_note(source: str, column: int) -> None:
    parsed = read(source)
    line = source[: source.index("[^x]")].count("\n") + 1
    assert parsed.places == [("note-undefined", line, column)]
    assert "[^x]" in "".join(node.text for node in walk(parsed.text) if isinstance(node, Words))


def test_undefined_note_names_the_nearest() -> None:
    parsed = read("a[^orwel] b[^orwell]\n\n[^orwell]: c")
    assert parsed.places == [("note-undefined", 1, 2)]
    assert "orwell" in parsed.findings[0].hint


def test_what_looks_like_a_call_and_is_none() -> None:
    text = clean("`[^a]` \\[^b] [^ c] [^]\n\n    [^d]\n\n```\n[^e]: f\n```")
    assert text.blocks == (
        Paragraph((Code("[^a]"), Words(" [^b] [^ c] [^]")), 1),
        CodeBlock("[^d]", 3),
        CodeBlock("[^e]: f", 5),
    )


def test_defined_twice() -> None:
    parsed = read("a[^n]\n\n[^n]: one\n\n- b\n\n  [^n]: two")
    assert parsed.places == [("note-repeated", 7, 0)]
    assert "line 3" in parsed.findings[0].hint
    assert parsed.text.notes == (Note(1, "n", (para("one", 3),), 1, 3),)


def test_uncalled_note_is_kept_after_the_others() -> None:
    parsed = read("[^z]: last\n\na[^n]\n\n[^n]: one")
    assert parsed.places == [("note-uncalled", 1, 0)]
    assert parsed.text.notes == (
        Note(1, "n", (para("one", 5),), 1, 5),
        Note(2, "z", (para("last", 1),), 0, 1),
    )


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("a[^n]\n\n[^n]: one [^m]\n\n[^m]: two", (3, 11)),
        ("a[^n]\n\n[^n]: one ^[two]", (3, 11)),
        ("a ^[b [^m]]\n\n[^m]: two", (1, 7)),
        ("a[^n]\n\n[^n]: one [^n]", (3, 11)),
    ],
)
def test_note_in_a_note(source: str, place: tuple[int, int]) -> None:
    assert read(source).places == [("note-in-note", *place)]


@pytest.mark.parametrize(
    ("source", "line", "column"), [("a[^n]\n\n[^n]:\n\nb", 3, 0), ("a ^[]", 1, 3)]
)
def test_note_without_text(source: str, line: int, column: int) -> None:
    assert read(source).places == [("note-undefined", line, column)]


def test_heading_in_a_note_becomes_a_paragraph() -> None:
    parsed = read("a[^n]\n\n[^n]: ## b")
    assert parsed.text.notes[0].children == (para("b", 3),)
    assert parsed.codes == ["heading-level"]


def test_call_in_a_heading_is_not_in_its_id() -> None:
    heading = clean("## Why[^1]\n\n[^1]: N").blocks[0]
    assert isinstance(heading, Heading)
    assert heading.attributes.id == "why"


def test_caption_of_a_table_comes_before_its_cells() -> None:
    table = clean("|a ^[x]|\n|--|\n\n: b ^[y]").blocks[0]
    assert isinstance(table, Table)
    assert table.caption == (Words("b "), NoteCall(1, 1, 4))
    assert table.head[0].children == (Words("a "), NoteCall(2, 1, 1))
