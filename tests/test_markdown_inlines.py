"""Inlines, links, anchors and attributes."""

from __future__ import annotations

import pytest

from packager.load.markdown.identifiers import slug
from packager.model.text import (
    Attributes,
    Code,
    Emphasis,
    Heading,
    Link,
    Paragraph,
    Span,
    Strong,
    Words,
    walk,
)
from tests.markdown_support import clean, first, inline, read, words


def test_emphasis_and_code() -> None:
    assert inline("a *b **c*** `d  e` \\*f\\*") == (
        Words("a "),
        Emphasis((Words("b "), Strong(words("c")))),
        Words(" "),
        Code("d  e"),
        Words(" *f*"),
    )


def test_span() -> None:
    assert inline("a [b *c*]{#s .x lang=fr}.") == (
        Words("a "),
        Span(
            (Words("b "), Emphasis(words("c"))),
            Attributes(id="s", classes=("x",), language="fr"),
        ),
        Words("."),
    )


def test_span_in_a_link() -> None:
    span = Span(words("Le Monde"), Attributes(language="fr"))
    assert inline("[[Le Monde]{lang=fr}](https://a.org/)") == (
        Link((span,), "https://a.org/", line=1),
    )


def test_the_inner_of_two_links_is_the_link() -> None:
    link = Link(words("a"), "https://a.org/", line=1)
    assert inline("[b [a](https://a.org/)](https://b.org/)") == (
        Words("[b "),
        link,
        Words("](https://b.org/)"),
    )


def test_link_with_attributes() -> None:
    link = Link(words("a"), "https://a.org/", line=1)
    assert inline("[a](https://a.org/){.x}") == (Span((link,), Attributes(classes=("x",))),)


@pytest.mark.parametrize(
    ("source", "link"),
    [
        (
            "[a](https://a.org/b?c=d#e 'T \"t\"')",
            Link(words("a"), "https://a.org/b?c=d#e", title="T “t”"),
        ),
        ("[a](<https://a.org/ü b>)", Link(words("a"), "https://a.org/%C3%BC%20b")),
        ("[a](http://exämple.org)", Link(words("a"), "http://xn--exmple-cua.org")),
        ("[a](mailto:a@b.org)", Link(words("a"), "mailto:a@b.org")),
        ("[a](tel:+371-000)", Link(words("a"), "tel:+371-000")),
        ("[a](other.md)", Link(words("a"), article="home/other")),
        ("[a](other.md#s%C3%A9c)", Link(words("a"), article="home/other", anchor="séc")),
        ("[a][r]\n\n[r]: other.md#x", Link(words("a"), article="home/other", anchor="x")),
        ("<https://a.org/x--y'z>", Link(words("https://a.org/x--y'z"), "https://a.org/x--y'z")),
        ("<a@b.org>", Link(words("a@b.org"), "mailto:a@b.org")),
    ],
)
def test_links(source: str, link: Link) -> None:
    (found,) = inline(source)
    assert isinstance(found, Link)
    assert found == Link(link.children, link.url, link.article, link.anchor, link.title, line=1)


def test_bare_addresses_are_words() -> None:
    assert inline("https://a.org/b--c'd'") == words("https://a.org/b--c'd'")


def test_link_into_the_article() -> None:
    link, _ = clean("[a](#under-here)\n\n## Under here").blocks
    assert link == Paragraph((Link(words("a"), anchor="under-here", line=1),), 1)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "vbscript:x",
        "ftp://a.org/",
        "https:",
        "https://",
        "http://[::1",
        "https://a.org:port/",
        "https://a b.org/",
        "mailto:",
        "notes.pdf",
        "/about/",
        "//a.org/b",
        "../elsewhere/",
        "#",
        "",
        "none.md",
    ],
)
def test_links_that_lead_nowhere(address: str) -> None:
    parsed = read(f"words [here](<{address}>) on")
    assert parsed.places == [("link-broken", 1, 7)]
    assert parsed.text.blocks == (Paragraph(words("words here on"), 1),)


def test_autolink_with_a_script() -> None:
    assert read("a <javascript:alert(1)>").places == [("link-broken", 1, 3)]


def test_link_without_words() -> None:
    assert read("[](https://a.org/)").places == [("link-broken", 1, 1)]


def test_link_to_no_place() -> None:
    parsed = read("## Begining\n\nwords\nand [back](#beginning)")
    assert parsed.places == [("anchor-missing", 4, 5)]
    assert "begining" in parsed.findings[0].hint


# --- Ids ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What’s next?", "whats-next"),
        ("  A – B: *C*  ", "a-b-c"),
        ("Que faire ? Économie", "que-faire-économie"),
        ("Что делать?", "что-делать"),
        ("لماذا نقيس", "لماذا-نقيس"),
        ("なぜ 計測するか？", "なぜ-計測するか"),
        ("हिन्दी में", "हिन्दी-में"),
        ("2024 in review", "section-2024-in-review"),
        ("!?", "section"),
        ("ﬁne １", "fine-1"),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


def ids(source: str) -> list[str]:
    nodes = walk(clean(source))
    return [node.attributes.id for node in nodes if isinstance(node, Heading)]


def test_ids_are_unique() -> None:
    assert ids("## A\n\n## A\n\n## A 2\n\n## A") == ["a", "a-2", "a-2-2", "a-3"]


def test_given_ids_come_before_made_ones() -> None:
    assert ids("## A\n\n## A\n\n::: box {#a-2}\nb\n:::\n\n## B {#a}") == ["a-3", "a-4", "a"]


def test_ids_of_the_editions_are_not_taken() -> None:
    made = ids("## Title\n\n## Note 1\n\n## Note\n\n## Note")
    assert made == ["title-2", "section-note-1", "section-note", "section-note-2"]
    assert read("## A {#note-1}").codes == ["id-invalid"]


def test_id_given_twice() -> None:
    parsed = read("## A {#x}\n\n[b]{#x}\n\n{#x}\nc\n\n[d](#x)")
    assert parsed.places == [("anchor-repeated", 3, 1), ("anchor-repeated", 6, 0)]
    assert "line 1" in parsed.findings[0].hint


# --- Attributes --------------------------------------------------------------------------------


def test_all_kinds_of_attributes() -> None:
    source = "{#a.b-c .x .y class='y z' lang=pt-BR dir=rtl}\nwords"
    attributes = Attributes("a.b-c", ("x", "y", "z"), "pt-BR", "rtl")
    assert first(source) == Paragraph(words("words"), 2, attributes)


def test_lines_of_attributes_add_up() -> None:
    attributes = Attributes("b", ("x", "y"))
    assert first("{#a .x}\n{#b .y}\nwords") == Paragraph(words("words"), 3, attributes)


def test_attribute_values() -> None:
    parsed = read('[a]{k="b \\"c\\"\n d" l=e}')
    (paragraph,) = parsed.text.blocks
    assert isinstance(paragraph, Paragraph)
    extra = (("k", 'b "c" d'), ("l", "e"))
    assert paragraph.children == (Span(words("a"), Attributes(extra=extra)),)
    assert parsed.codes == ["attribute-unknown", "attribute-unknown"]


@pytest.mark.parametrize(
    "source",
    [
        "{}",
        "{a}",
        "{% include x %}",
        "{.x} words {.y}",
        "a {.x}",
        "{.x",
        "{.x}}",
        "{#a#b}",
        "{.a.b}",
        "{k=}",
    ],
)
def test_braces_that_are_words(source: str) -> None:
    assert inline(source) == words(source)


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ("lnag=fr", "attribute-unknown"),
        ("#1a", "id-invalid"),
        ("lang=f_r", "language-invalid"),
        ("dir=up", "value-invalid"),
    ],
)
def test_wrong_attributes(attributes: str, code: str) -> None:
    parsed = read(f"one [two]{{{attributes}}}")
    assert parsed.places == [(code, 1, 5)]


def test_attributes_before_nothing() -> None:
    assert read("::: box\nwords\n\n{.x}\n:::").codes == ["attribute-unknown"]
