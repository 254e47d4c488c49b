"""Scripts on the page: where lines break, what leans, which font is used, what is said without one.

No font for Chinese or Japanese is needed: lines break alike where its characters are missing.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pyphen
import pytest

from packager.compile import weasy
from packager.compile.chapters import reader_css
from packager.compile.fonts import embed
from packager.compile.fragments import paper_sheet
from packager.compile.manifest import Fault
from packager.compile.styles import page_tokens, resolve
from packager.compile.typefaces import Cascade
from packager.link import missing_glyphs
from packager.model.languages import direction_of
from tests.paper import review

JAPANESE = (
    "キャッチボールのような編集作業、ちょっとした校正、そして「ルビ」や（かっこ）、『句読点』の処理"
    "――どれも行頭に来ないように組まなければならない。ショーウィンドーに並ぶ雑誌をめくると、"
    "あっ！ほら？きっと、ゃゅょァィゥェォヵヶ々そうした工夫が……見つかる。"
)
CHINESE = (
    "标点不能出现在行首，例如句号、逗号、顿号（以及右括号）和“右引号”；左括号也不能留在行末——这些"
    "规则，《排版》一书说：‘由程序负责！’对吗？是的……直到凌晨。"
)
HANGUL = "문장 부호는 줄의 첫머리에 오지 않으며 낱말은 하이픈 없이 나뉜다. "
NEVER_FIRST = "、。，．）」』】》〉！？ーっゃゅょぁァィゥェォッャュョヵヶ々：；”’"
NEVER_LAST = "（「『【《〈“‘"
LONG_WORDS = {
    "de": "Zwischenüberschriften Geschwindigkeitsbegrenzungen Rechtschreibungskommission ",
    "de-CH": "Zwischenüberschriften Geschwindigkeitsbegrenzungen Rechtschreibungskommission ",
    "en-GB": "international organisations characteristically internationalised ",
    "en-US": "international organizations characteristically internationalized ",
    "es": "internacionalización extraordinariamente características organizaciones ",
    "fr": "internationalisation extraordinairement caractéristiques organisations ",
    "it": "internazionalizzazione straordinariamente caratteristiche organizzazioni ",
    "pt": "internacionalização extraordinariamente características organizações ",
    "pt-BR": "internacionalização extraordinariamente características organizações ",
}
UNBROKEN = {
    "ar": "والاستقلالية والمؤسسات الاجتماعية فسيكفيكهموها ",
    "fa": "استقلال‌طلبی سازمان‌های بین‌المللی ویژگی‌های ",
    "he": "האינטרנציונליזציה והארגונים הבינלאומיים המאפיינים ",
    "ja": JAPANESE,
    "zh": CHINESE,
    "ko": HANGUL,
}


def laid(body: str, language: str) -> list[Any]:
    """The pages of a document set with the theme, at A5."""
    theme = review()
    document = (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
        f'<html xmlns="http://www.w3.org/1999/xhtml" lang="{language}"'
        f' dir="{direction_of(language)}"><head><title>x</title></head>'
        f'<body class="article"><article>{body}</article></body></html>'
    )
    done = weasy.lay(document, paper_sheet(theme, theme.pages["A5"]), {})
    return [page._page_box for page in done._document.pages]


def texts(box: Any) -> Iterator[Any]:
    """The boxes of words in a box, in order."""
    if hasattr(box, "text"):
        yield box
    for child in getattr(box, "children", ()):
        yield from texts(child)


def lines(pages: list[Any]) -> list[str]:
    """The lines of a document."""
    return ["".join(box.text for box in texts(line)).strip() for line in _lines(pages)]


def _lines(boxes: list[Any]) -> Iterator[Any]:
    for box in boxes:
        if type(box).__name__ == "LineBox":
            yield box
        else:
            yield from _lines(list(getattr(box, "children", ())))


def narrow(text: str) -> str:
    """A text in columns of many widths, so that all kinds of characters meet the end of a line."""
    widths = [f"{10 + step / 2}em" for step in range(16)]
    return "".join(f'<div style="width: {width}"><p>{text}</p></div>' for width in widths)


@pytest.mark.parametrize(
    ("language", "text"), [("ja", JAPANESE), ("zh", CHINESE)], ids=["ja", "zh"]
)
def test_lines_begin_and_end_with_what_may_stand_there(language: str, text: str) -> None:
    found = [line for line in lines(laid(narrow(text), language)) if line]
    assert len(found) > 50
    assert not [line for line in found if line[0] in NEVER_FIRST]
    assert not [line for line in found if line[-1] in NEVER_LAST]


@pytest.mark.parametrize("language", ["ja", "zh"])
def test_lines_are_not_spread(language: str) -> None:
    """Justified, the spaces beside Latin words would take up what is left of a line."""
    body = f"<p>{'文字 Latin words 文字。' * 30}</p>"
    boxes = [box for page in laid(body, language) for box in texts(page)]
    assert boxes
    assert {box.justification_spacing for box in boxes} == {0}
    english = [box for page in laid(f"<p>{'Latin words. ' * 60}</p>", "en") for box in texts(page)]
    assert {box.justification_spacing for box in english} != {0}


def test_a_japanese_paragraph_begins_with_an_empty_square() -> None:
    (page,) = laid(f"<p>{JAPANESE}</p><p>{JAPANESE}</p>", "ja")
    first = [next(texts(line)) for line in _lines([page])]
    edge = min(box.position_x for box in first)
    indents = {round((box.position_x - edge) / box.style["font_size"], 2) for box in first}
    assert indents == {0.0, 1.0}
    assert first[0].position_x > edge


@pytest.mark.parametrize(
    ("language", "family"),
    [
        ("ja", "Noto Serif CJK JP"),
        ("zh", "Noto Serif CJK SC"),
        ("zh-TW", "Noto Serif CJK TC"),
        ("zh-Hant", "Noto Serif CJK TC"),
        ("ko", "Noto Serif CJK KR"),
        ("fa", "Amiri"),
        ("ckb", "Amiri"),
        ("he", "Frank Ruhl Libre"),
    ],
)
def test_a_phrase_within_english_has_its_own_face(language: str, family: str) -> None:
    """And does not lean, be it emphasised or in a standfirst."""
    phrase = f'<em lang="{language}">字</em>'
    (page,) = laid(
        f'<p>words {phrase}</p><div class="standfirst"><p>words {phrase}</p></div>', "en"
    )
    boxes = [box for box in texts(page) if "字" in box.text]
    assert len(boxes) == 2
    for box in boxes:
        assert box.style["font_family"][0] == family
        assert box.style["font_style"] == "normal"
        assert box.style["font_weight"] == 700
        assert box.style["hyphens"] == "manual"
    around = next(texts(page))
    assert around.style["font_family"][0] == "Literata"


@pytest.mark.parametrize("language", ["ja", "fa", "he", "zh"])
def test_an_english_phrase_within_goes_back_to_the_theme(language: str) -> None:
    body = '<p>字 <span lang="en" dir="ltr">offline first</span></p>'
    (page,) = laid(body, language)
    (box,) = [box for box in texts(page) if "offline" in box.text]
    assert box.style["font_family"][0] == "Literata"


def test_words_in_latin_letters_stay_with_the_theme() -> None:
    (page,) = laid(
        '<p>the <em lang="ar-Latn">kitāb</em> and <em lang="ja-Latn">kami</em></p>', "en"
    )
    for name in ("kitāb", "kami"):
        (box,) = [box for box in texts(page) if name in box.text]
        assert (box.style["font_family"][0], box.style["font_style"]) == ("Literata", "italic")


def test_persian_is_set_in_one_face() -> None:
    """Its own letters and figures are in the font of Arabic."""
    theme = review()
    body = "<p>پچژگیک هٔ می‌شود ۰۱۲۳۴۵۶۷۸۹ «و» ‹یا»؟ ،؛ ٪</p>"
    document = (
        '<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" lang="fa" dir="rtl"><head>'
        f"<title>x</title></head><body>{body}</body></html>"
    )
    done = weasy.typeset(document, paper_sheet(theme, theme.pages["A5"]), {})
    assert not [fault for fault in done.faults if fault.code == "glyph-missing"]
    assert {use.family for use in done.fonts} == {"Amiri"}


@pytest.mark.parametrize(
    ("language", "family"),
    [("ja", "noto sans cjk jp"), ("zh-TW", "noto sans cjk tc"), ("fa", "amiri")],
)
def test_running_heads_do_not_lean(language: str, family: str) -> None:
    theme = review()
    css = resolve(theme.furniture_css, page_tokens(theme, theme.pages["A5"]))
    for side in ("verso", "recto"):
        document = (
            f'<html xmlns="http://www.w3.org/1999/xhtml"><body><section class="sheet left {side}">'
            f'<p class="head" lang="{language}">字 <span class="section">節</span></p></section>'
            "</body></html>"
        )
        settings = [
            setting
            for setting, characters in Cascade(css)
            .characters(ElementTree.fromstring(document))
            .items()
            if characters & {"字", "節"}
        ]
        assert settings
        assert {setting.families[0] for setting in settings} == {family}
        assert {setting.italic for setting in settings} == {False}


# --- Hyphens --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LONG_WORDS)
def test_words_are_broken_by_the_rules_of_their_language(language: str) -> None:
    found = lines(laid(narrow(LONG_WORDS[language] * 3), language))
    broken = {line.removesuffix("\u2010").split()[-1] for line in found if line.endswith("\u2010")}
    assert broken
    rules = pyphen.Pyphen(lang=pyphen.language_fallback(language), left=3, right=3)
    pieces = {first for word in LONG_WORDS[language].split() for first, _ in rules.iterate(word)}
    assert broken <= pieces | {rest for piece in pieces for rest in _ends(piece, rules)}


def _ends(piece: str, rules: pyphen.Pyphen) -> Iterator[str]:
    """What can stand at a line's end of a piece that begins on the line before."""
    for at in rules.positions(piece):
        yield piece[at:]


@pytest.mark.parametrize("language", UNBROKEN)
def test_words_stay_whole_where_none_is_broken(language: str) -> None:
    found = lines(laid(narrow(UNBROKEN[language] * 3), language))
    assert len(found) > 5
    assert not [line for line in found if line.endswith(("\u2010", "-"))]


# --- E-readers ------------------------------------------------------------------------------------


def embedded(body: str, language: str) -> set[str]:
    theme = review()
    css = reader_css(theme)
    document = (
        f'<html xmlns="http://www.w3.org/1999/xhtml" lang="{language}" xml:lang="{language}"'
        f' dir="{direction_of(language)}"><body class="article"><article>{body}</article></body>'
        "</html>"
    )
    used = Cascade(css).characters(ElementTree.fromstring(document))
    return {font.face.family for font in embed(theme, [used], css)}


@pytest.mark.parametrize(
    ("language", "families"),
    [
        ("ja", set()),
        ("zh", set()),
        ("ko", set()),
        ("fa", {"Amiri"}),
        ("ar", {"Amiri"}),
        ("he", {"Frank Ruhl Libre"}),
        ("de", {"Literata"}),
    ],
)
def test_what_an_ereader_gets(language: str, families: set[str]) -> None:
    """The reading system's own fonts serve Chinese, Japanese and Korean."""
    words = {"fa": "پچژ ۱۲", "ar": "ورقة 12", "he": "גיליון 12", "de": "Blatt 12"}
    body = (
        f'<h1 class="title">{words.get(language, "紙 12")}</h1><p>{words.get(language, "紙")}</p>'
    )
    assert embedded(body, language) == families


# --- Without a font -------------------------------------------------------------------------------


def missing(character: str, page: int = 0, words: str = "") -> Fault:
    return Fault("glyph-missing", page, 7, words, (character,))


def test_the_missing_characters_of_a_script_are_told_together() -> None:
    other = Fault("layout-overflow", 0, 3, "x", ("2",))
    found = missing_glyphs.together(
        [missing("京", 2, "東京"), missing("東", 1, "東"), other, missing("\U0001315c", 1, "x")]
    )
    assert [fault.code for fault in found] == ["layout-overflow", "glyph-missing", "glyph-missing"]
    assert found[1].details == ("東", "京")
    assert (found[1].page, found[1].words) == (1, "東")
    assert missing_glyphs.characters(found[1]) == "東 (U+6771), 京 (U+4EAC)"
    many = missing_glyphs.together([missing(chr(0x4E00 + n), 1, "x") for n in range(100)])
    assert len(many) == 1
    assert missing_glyphs.characters(many[0]).endswith("丅 (U+4E05) and 94 more")


@pytest.mark.parametrize(
    ("tool", "character", "command"),
    [
        ("apt-get", "東", "apt-get install fonts-noto-cjk"),
        ("apt-get", "。", "apt-get install fonts-noto-cjk"),
        ("apt-get", "한", "apt-get install fonts-noto-cjk"),
        ("apt-get", "😀", "apt-get install fonts-noto-color-emoji"),
        ("apt-get", "\U0001315c", "apt-get install fonts-noto-core"),
        ("dnf", "東", "dnf install google-noto-serif-cjk-fonts google-noto-sans-cjk-fonts"),
        ("brew", "東", "brew install --cask font-noto-serif-cjk"),
        ("", "東", "Install a font for Chinese, Japanese and Korean, such as Noto's"),
    ],
)
def test_the_remedy_is_a_command_of_this_system(
    monkeypatch: pytest.MonkeyPatch, tool: str, character: str, command: str
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name if name == tool else None)
    said = missing_glyphs.remedy(missing(character))
    assert command in said
    assert "theme.toml" in said
