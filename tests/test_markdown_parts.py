"""Typed parts, verse, figures and galleries."""

from __future__ import annotations

import pytest

from packager.load.markdown.tree import MAX_NESTING
from packager.model.text import (
    Attributes,
    CodeBlock,
    Division,
    DivisionKind,
    Emphasis,
    Figure,
    Gallery,
    ItemList,
    Link,
    ListItem,
    NoteCall,
    Paragraph,
    Picture,
    Quote,
    Span,
    Verse,
    Words,
)
from tests.markdown_support import BOAT, clean, first, para, read, words


@pytest.mark.parametrize("kind", list(DivisionKind))
def test_each_part(kind: DivisionKind) -> None:
    expected = Division(kind, (para("a", 2), para("b", 4)), 1)
    assert first(f"::: {kind.value}\na\n\nb\n:::") == expected


def test_attributes_of_a_part() -> None:
    attributes = Attributes(id="x", classes=("y",), language="fr")
    expected = Division(DivisionKind.BOX, (para("Oui\u202f?", 2),), 1, attributes)
    assert first("::: box {#x .y lang=fr}\nOui ?\n:::") == expected
    assert first(":::box  {#x .y lang=fr} :::\nOui ?\n:::::") == expected


@pytest.mark.parametrize(("outer", "inner"), [("::::", ":::"), (":::", ":::"), (":::", "::::")])
def test_part_in_a_part(outer: str, inner: str) -> None:
    quote = Division(DivisionKind.PULLQUOTE, (para("b", 3),), 2)
    source = f"{outer} box\n{inner} pullquote\nb\n{inner}\nc\n{outer}\n\nd"
    box, after = clean(source).blocks
    assert box == Division(DivisionKind.BOX, (quote, para("c", 5)), 1)
    assert after == para("d", 8)


def test_parts_end_paragraphs_lists_and_quotations() -> None:
    items = ItemList((ListItem((para("a", 2),), 2),), ordered=False, line=2)
    assert first("::: box\n- a\n:::") == Division(DivisionKind.BOX, (items,), 1)
    quote = Quote((para("a", 2),), 2)
    assert first("::: box\n> a\n:::") == Division(DivisionKind.BOX, (quote,), 1)
    assert clean("a\n::: box\nb\n:::\nc").blocks == (
        para("a", 1),
        Division(DivisionKind.BOX, (para("b", 3),), 2),
        para("c", 5),
    )


def test_part_in_a_list_item_and_in_a_quotation() -> None:
    box = Division(DivisionKind.BOX, (para("b", 4),), 3)
    expected = ItemList((ListItem((para("a", 1), box), 1),), False, 1, tight=False)
    assert first("- a\n\n  ::: box\n  b\n  :::") == expected
    box = Division(DivisionKind.BOX, (para("a", 2),), 1)
    assert first("> ::: box\n> a\n> :::") == Quote((box,), 1)


def test_fences_in_code_are_code() -> None:
    source = "::: box\n```\n:::\n```\n\n    ::: box\n:::"
    code = CodeBlock(":::", 2), CodeBlock("::: box", 6)
    assert first(source) == Division(DivisionKind.BOX, code, 1)


def test_unknown_part_keeps_its_words() -> None:
    parsed = read("a\n\n::: standfrist\nb\n:::")
    assert parsed.text.blocks == (para("a", 1), para("b", 4))
    (found,) = parsed.findings
    assert (found.code, str(found.place)) == ("container-unknown", "a.md:3")
    assert "standfirst" in found.hint


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("a\n\n::: box\nb", 3),
        (":::: box\n::: pullquote\nb\n::::", 2),
        ("- a\n\n  ::: box\n  b\n\nc", 3),
        ("> ::: box\n> b\n\nc", 1),
        (":::: box\nb\n:::", 1),
        ("\n::: verse\nb", 2),
    ],
)
def test_unclosed_part(source: str, line: int) -> None:
    assert ("container-unclosed", line, 0) in read(source).places


def test_lines_ended_by_a_carriage_return() -> None:
    assert read("| a |\r|--|\r| b | c |").places == [("table-ragged", 3, 0)]


def test_fence_that_closes_nothing() -> None:
    assert read("a\n\n:::\n\nb").places == [("container-unclosed", 3, 0)]


def test_words_after_the_name() -> None:
    assert read("::: box A title\nb\n:::").places == [("container-content", 1, 0)]


def test_deep_nesting_is_reported_once() -> None:
    assert read(">" * MAX_NESTING + " a").codes == []
    assert read(">" * (MAX_NESTING + 1) + " a").places == [("nesting-too-deep", 1, 0)]
    for source in ("> " * 900 + "a", "- " * 400 + "a", "*a **b " * 60 + "** *" * 60):
        assert set(read(source).codes) <= {"nesting-too-deep"}
    assert read("::: box\n" * 900).codes.count("nesting-too-deep") == 1


# --- Verse -------------------------------------------------------------------------------------


def test_verse_keeps_lines_stanzas_and_indents() -> None:
    source = "::: verse {#v}\nOne *two\n  three* four\n\n    - not a list\n# nor a heading\n:::"
    assert first(source) == Verse(
        stanzas=(
            ((Words("One "), Emphasis(words("two"))), (Emphasis(words("three")), Words(" four"))),
            (words("- not a list"), words("# nor a heading")),
        ),
        line=1,
        attributes=Attributes(id="v"),
        indents=((0, 2), (4, 0)),
    )


def test_quotation_marks_pair_over_the_lines_of_a_verse() -> None:
    verse = first('::: verse\n"Rose,\noh pure contradiction"\n:::')
    assert isinstance(verse, Verse)
    assert verse.stanzas == ((words("“Rose,"), words("oh pure contradiction”")),)


def test_verse_in_a_quotation() -> None:
    expected = Verse(((words("a"), words("b")),), 1, indents=((0, 2),))
    assert first("> ::: verse\n> a\n>   b\n> :::") == Quote((expected,), 1)


# --- Figures -----------------------------------------------------------------------------------


def test_figure() -> None:
    source = (
        "![A boat at 'sea'](images/boat.jpg \"The *boat*, see [here](https://a.org/)[^b]\")"
        '{#f .wide credit="O\'Neil" licence=CC-BY-4.0 source="An \\"atlas\\""}\n\n[^b]: note'
    )
    picture = Picture(BOAT, "A boat at ‘sea’", False, "O’Neil", "CC-BY-4.0", 'An "atlas"', 1)
    caption = (
        Words("The "),
        Emphasis(words("boat")),
        Words(", see "),
        Link(words("here"), "https://a.org/", line=1),
        NoteCall(1, 1, 1),
    )
    assert first(source) == Figure(picture, caption, 1, Attributes(id="f", classes=("wide",)))


def test_attributes_before_a_figure() -> None:
    figure = first("{.half}\n![A boat](images/boat.jpg){#f}")
    assert figure == Figure(
        Picture(BOAT, "A boat", line=2), (), 2, Attributes(id="f", classes=("half",))
    )


def test_decorative_picture() -> None:
    figure = first("![](images/boat.jpg){.decorative .left}")
    picture = Picture(BOAT, "", decorative=True, line=1)
    assert figure == Figure(picture, (), 1, Attributes(classes=("left",)))


def test_picture_among_words() -> None:
    paragraph = first("See ![the boat](images/boat.jpg) and ![it](images/boat.jpg){#b}.")
    assert paragraph == Paragraph(
        (
            Words("See "),
            Picture(BOAT, "the boat", line=1),
            Words(" and "),
            Span((Picture(BOAT, "it", line=1),), Attributes(id="b")),
            Words("."),
        ),
        1,
    )


def test_what_a_figure_does_not_know() -> None:
    parsed = read('![A](images/boat.jpg){.wied license="x"}')
    assert parsed.codes == ["attribute-unknown", "attribute-unknown"]
    assert [found.hint for found in parsed.findings] == [
        'did you mean "licence"?',
        'did you mean "wide"?',
    ]


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("a ![b](https://a.org/b.png)", ("picture-remote", 1, 3)),
        ("![b](//a.org/b.png)", ("picture-remote", 1, 1)),
        ("![b](data:image/png;base64,AAAA)", ("picture-remote", 1, 1)),
        ("\n![b](images/none.png)", ("picture-missing", 2, 1)),
        ("![b]()", ("picture-missing", 1, 1)),
        ('a ![b](images/boat.jpg "c")', ("attribute-unknown", 1, 3)),
        ("a ![b](images/boat.jpg){.wide", ("attribute-unknown", 1, 3)),
        ("![b[^c]](images/boat.jpg)\n\n[^c]: d", ("note-in-note", 1, 1)),
    ],
)
def test_pictures_that_cannot_be(source: str, place: tuple[str, int, int]) -> None:
    assert read(source).places == [place]


def test_gallery() -> None:
    a, b, c = '![a](images/boat.jpg "A")', "![b](images/boat.jpg)", "![c](images/boat.jpg)"
    source = f"::: gallery {{#g}}\n{a}\n{b}\n\n{c}\n:::"
    assert first(source) == Gallery(
        (
            Figure(Picture(BOAT, "a", line=2), words("A"), 2),
            Figure(Picture(BOAT, "b", line=3), (), 3),
            Figure(Picture(BOAT, "c", line=5), (), 5),
        ),
        1,
        Attributes(id="g"),
    )


def test_gallery_of_something_else() -> None:
    parsed = read("::: gallery\n![a](images/boat.jpg)\n\nwords\n:::")
    assert parsed.places == [("container-content", 4, 0)]


def test_brackets_that_nothing_closes_are_reported_instead_of_followed() -> None:
    for opening in ("[", "^[", "[^a", "!["):
        source = f"One.\n\n{opening * 200_000}\n"
        assert read(source).places == [("nesting-too-deep", 3, 0)]
    assert read("[a](https://example.org) " * 2_000).codes == []
