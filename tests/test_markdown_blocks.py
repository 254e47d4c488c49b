"""Blocks of the body, compared with trees written by hand."""

from __future__ import annotations

import pytest

from packager.model.text import (
    Attributes,
    Cell,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    Emphasis,
    Heading,
    ItemList,
    LineBreak,
    ListItem,
    Paragraph,
    Quote,
    Table,
    Text,
    ThematicBreak,
    Words,
    walk,
)
from tests.markdown_support import clean, first, para, read, words


def test_nothing_gives_an_empty_text() -> None:
    assert clean("") == Text()
    assert clean("\n \n\n") == Text()


def test_paragraphs_have_the_line_of_the_file() -> None:
    text = clean("One\nstill one.\n\nTwo.", first_line=12)
    assert text.blocks == (para("One\nstill one.", 12), para("Two.", 15))


def test_hard_breaks() -> None:
    expected = Paragraph((Words("a"), LineBreak(), Words("b"), LineBreak(), Words("c")), 1)
    assert first("a  \nb\\\nc") == expected


def test_bulleted_list() -> None:
    items = (ListItem((para("one", 1),), 1), ListItem((para("two", 2),), 2))
    assert first("- one\n- two") == ItemList(items, ordered=False, line=1)


def test_numbered_list_that_is_loose_and_begins_at_three() -> None:
    items = (ListItem((para("one", 1),), 1), ListItem((para("two", 3), para("more", 5)), 3))
    expected = ItemList(items, ordered=True, line=1, start=3, tight=False)
    assert first("3. one\n\n4. two\n\n   more") == expected


def test_list_in_a_list() -> None:
    inner = ItemList((ListItem((para("b", 2),), 2),), ordered=False, line=2)
    assert first("- a\n  - b") == ItemList((ListItem((para("a", 1), inner), 1),), False, 1)


def test_quotation_with_attributes() -> None:
    attributes = Attributes(id="q", classes=("x",), language="fr", direction="ltr")
    expected = Quote((para("Oui\u202f!", 2),), 2, attributes)
    assert first("{#q .x lang=fr dir=ltr}\n> Oui !") == expected


def test_code() -> None:
    assert first('``` python\na = "b" -- 1\n```') == CodeBlock('a = "b" -- 1', 1, "python")
    assert first("    a\n\n      b") == CodeBlock("a\n\n  b", 1)


def test_break() -> None:
    assert clean("a\n\n***\n\nb").blocks[1] == ThematicBreak(3)


def test_definition_list() -> None:
    source = "Term *one*\n: meaning\n\nTwo\n: first\n\n    more\n\n: second"
    one = Definition(((Words("Term "), Emphasis(words("one"))),), ((para("meaning", 2),),))
    meanings = ((para("first", 5), para("more", 7)), (para("second", 9),))
    assert first(source) == DefinitionList((one, Definition((words("Two"),), meanings)), 1)


TABLE = "| Town | People |\n|:--|--:|\n| Riga | 605 *k* |\n| Cēsis |"


def test_table_is_filled_up_to_its_head() -> None:
    assert first(TABLE) == Table(
        head=(Cell(words("Town"), "left"), Cell(words("People"), "right")),
        rows=(
            (Cell(words("Riga"), "left"), Cell((Words("605 "), Emphasis(words("k"))), "right")),
            (Cell(words("Cēsis"), "left"), Cell((), "right")),
        ),
        line=1,
    )


@pytest.mark.parametrize("marker", [": ", "Table: "])
def test_table_caption(marker: str) -> None:
    table, after = clean(f"{TABLE}\n\n{marker}Where *people* live\n\nAfter.").blocks
    assert isinstance(table, Table)
    assert table.caption == (Words("Where "), Emphasis(words("people")), Words(" live"))
    assert after == para("After.", 8)


def test_the_words_table_elsewhere_are_words() -> None:
    assert clean("Table: a word\n\nb").blocks == (para("Table: a word", 1), para("b", 3))


def test_table_in_a_language() -> None:
    table = first('{#t lang=de}\n| "a" |\n|--|\n\n: "b"')
    assert isinstance(table, Table)
    assert table.attributes == Attributes(id="t", language="de")
    assert (table.head[0].children, table.caption) == (words("„a“"), words("„b“"))


def test_row_wider_than_the_head() -> None:
    parsed = read("> | a | b |\n> |--|--|\n> | 1 | 2 | 3 |\n> | 1 \\| 1 | 2 |\n> 1 | 2")
    assert parsed.places == [("table-ragged", 3, 0)]


def heading(level: int, text: str, line: int, name: str) -> Heading:
    return Heading(level, words(text), line, Attributes(id=name))


def test_headings() -> None:
    assert clean("## One\n\n### Two\n\nThree\n-----").blocks == (
        heading(2, "One", 1, "one"),
        heading(3, "Two", 3, "two"),
        heading(2, "Three", 5, "three"),
    )


def test_heading_with_attributes() -> None:
    attributes = Attributes(id="why", classes=("x",), extra=())
    assert first("## Why *now*? {#why .x}") == Heading(
        2, (Words("Why "), Emphasis(words("now")), Words("?")), 1, attributes
    )


@pytest.mark.parametrize("end", ["\\{#x}", "`{#x}`", "{#x", "{a b}"])
def test_braces_that_are_words(end: str) -> None:
    (block,) = clean(f"## a {end}").blocks
    assert isinstance(block, Heading)
    assert block.attributes.id in ("a-x", "a-a-b")


def test_levels_are_repaired() -> None:
    parsed = read("#### a\n\n#### b\n\n## c\n\n##### d\n\n##### e\n\n### f")
    levels = [block.level for block in parsed.text.blocks if isinstance(block, Heading)]
    assert levels == [2, 2, 2, 3, 3, 3]
    assert parsed.places == [("heading-level", line, 0) for line in (1, 3, 7, 9)]


def test_level_one_is_lowered_and_what_is_below_it_too() -> None:
    parsed = read("# a\n\n## b\n\n# c")
    levels = [block.level for block in parsed.text.blocks if isinstance(block, Heading)]
    assert levels == [2, 3, 2]
    assert parsed.places == [("heading-level", 1, 0), ("heading-level", 5, 0)]


def test_heading_without_words_is_left_out() -> None:
    parsed = read("##\n\na")
    assert parsed.text.blocks == (para("a", 3),)
    assert parsed.codes == ["heading-level"]


def test_html_is_text_with_one_finding_a_paragraph() -> None:
    parsed = read('<div class="x">\n\nSee <b>"this"</b> `<i>` \\<u>\n\n<!-- not\n\nseen -->')
    assert parsed.text.blocks == (
        para('<div class="x">', 1),
        Paragraph((Words("See <b>“this”</b> "), Code("<i>"), Words(" <u>")), 3),
        para("<!-- not", 5),
        para("seen -->", 7),
    )
    assert parsed.places == [("raw-html", 1, 1), ("raw-html", 3, 5), ("raw-html", 5, 0)]


def test_attributes_on_what_takes_none() -> None:
    parsed = read("{.x}\n***\n\n- a\n\n  {.y}\n")
    assert parsed.codes == ["attribute-unknown", "attribute-unknown"]


def test_lines_in_containers() -> None:
    text = clean("> - a\n>\n>   b\n>\n>   ::: box\n>   c\n>   :::\n", first_line=30)
    lines = [(type(node).__name__, node.line) for node in walk(text) if hasattr(node, "line")]
    assert lines == [
        ("Quote", 30),
        ("ItemList", 30),
        ("ListItem", 30),
        ("Paragraph", 30),
        ("Paragraph", 32),
        ("Division", 34),
        ("Paragraph", 35),
    ]
