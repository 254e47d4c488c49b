"""Smart punctuation, language by language. `_` stands for a narrow no-break space."""

from __future__ import annotations

import pytest

from packager.load.markdown import smarten
from packager.model.text import Code, Emphasis, Link, NoteCall, Paragraph, Span, Words, walk
from tests.markdown_support import clean, inline, words


def set_in(language: str, text: str) -> str:
    return smarten(text, language).replace("\u202f", "_")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "“a ‘b’ c”"),
        ("en-GB", "“a ‘b’ c”"),
        ("fr", "«_a “b” c_»"),
        ("fr-CA", "«_a “b” c_»"),
        ("de", "„a ‚b‘ c“"),
        ("de-CH", "«a ‹b› c»"),
        ("es", "«a “b” c»"),
        ("it", "«a “b” c»"),
        ("pt", "«a “b” c»"),
        ("pt-BR", "“a ‘b’ c”"),
        ("ru", "«a „b“ c»"),
        ("pl", "„a «b» c”"),
        ("sv", "”a ’b’ c”"),
        ("fi", "”a ’b’ c”"),
        ("ar", "«a ‹b› c»"),
        ("he", "”a ’b’ c”"),
        ("ja", "「a 『b』 c」"),
        ("zh", "“a ‘b’ c”"),
        ("zh-Hant", "「a 『b』 c」"),
        ("xx", "“a ‘b’ c”"),
    ],
)
def test_marks_of_each_language(language: str, expected: str) -> None:
    assert set_in(language, "\"a 'b' c\"") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('("x") ["y"] -"z"-', "(“x”) [“y”] -“z”-"),
        ("\"'a' b\"", "“‘a’ b”"),
        ("don't, Marx's, the dogs' bowls", "don’t, Marx’s, the dogs’ bowls"),
        ("'90s rock 'n' roll, the class of '68", "’90s rock ’n’ roll, the class of ’68"),
        ("'tis 'em and 'round' it", "’tis ’em and ‘round’ it"),
        ("'20 years later,' he said", "‘20 years later,’ he said"),
        ("'It's \"so\"'", "‘It’s “so”’"),
        ('6\'2" and 12" wide', '6\'2" and 12" wide'),
        ('"A paragraph of a long quotation', "“A paragraph of a long quotation"),
        ('"a "b" c"', "“a “b” c”"),
        ("“a” ‘b’ c’d «e»", "“a” ‘b’ c’d «e»"),
        ("a -- b--c---d", "a – b–c—d"),
        ("--option, <!-- a -->, ---- and -----", "--option, <!-- a -->, ---- and -----"),
        ("and so on... .... ..", "and so on… .... .."),
        ("see https://a.org/'b'--c... \"d\"", "see https://a.org/'b'--c... “d”"),
        ("", ""),
        ('"', '"'),
    ],
)
def test_english(text: str, expected: str) -> None:
    assert smarten(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Qu'est-ce? D'accord!", "Qu’est-ce_? D’accord_!"),
        ("Quoi ; oui : non ! vrai ?", "Quoi_; oui_: non_! vrai_?"),
        ("Quoi ?! Non!!!", "Quoi_?! Non_!!!"),
        ('Il dit: "Oui!"', "Il dit_: «_Oui_!_»"),
        ("« mot » et «mot»", "«_mot_» et «mot»"),
        (
            "à 12:30, http://a.org/?b:c (!) :-) a\u202f! b\u00a0?",
            "à 12:30, http://a.org/?b:c (!) :-) a_! b\u00a0?",
        ),
    ],
)
def test_french(text: str, expected: str) -> None:
    assert set_in("fr", text) == expected


def test_hebrew_has_marks_of_its_own_in_words() -> None:
    assert smarten('צה"ל "שלום" ג\'ורג\'', "he") == "צה״ל ”שלום” ג׳ורג׳"


def test_german_apostrophe() -> None:
    assert smarten("Wie geht's?", "de") == "Wie geht’s?"


def test_marks_that_cross_are_no_pairs() -> None:
    assert smarten("\"a 'b\" c'", "de") == "„a ‚b“ c’"


def test_marks_pair_across_markup() -> None:
    assert inline('"*word*" *"a* b" ("`c`")') == (
        Words("“"),
        Emphasis(words("word")),
        Words("” "),
        Emphasis(words("“a")),
        Words(" b” (“"),
        Code("c"),
        Words("”)"),
    )


def test_marks_pair_across_lines_and_calls() -> None:
    text = clean('He said "one\ntwo"[^a] "b".\n\n[^a]: "c"')
    words_of = [node.text for node in walk(text) if isinstance(node, Words)]
    assert words_of == ["He said “one\ntwo”", " “b”.", "“c”"]
    assert NoteCall(1, 1, 2) in text.blocks[0].children  # type: ignore[union-attr]


def test_code_addresses_and_escapes_stay() -> None:
    assert inline('`"a" -- ...` <https://a.org/--\'> \\"b\\" &quot;c&quot;') == (
        Code('"a" -- ...'),
        Words(" "),
        Link(words("https://a.org/--'"), "https://a.org/--'", line=1),
        Words(' "b" "c"'),
    )


def test_words_in_another_language() -> None:
    paragraph = clean('"a" [dit: "b"]{lang=fr} "c"').blocks[0]
    assert isinstance(paragraph, Paragraph)
    span = paragraph.children[1]
    assert isinstance(span, Span)
    assert paragraph.children[0] == Words("“a” ")
    assert span.children == words("dit\u202f: «\u202fb\u202f»")
