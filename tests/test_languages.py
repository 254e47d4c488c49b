"""What packager adds to a text is in its language: words, dates, lists, marks, breaks."""

from __future__ import annotations

import datetime
import gettext
import re
from dataclasses import replace
from pathlib import Path

import pyphen
import pytest
from babel import Locale
from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from packager.load.markdown import smarten
from packager.model.dates import PartialDate
from packager.model.medium import Medium
from packager.model.parts import Part, PartKind
from packager.render import labels as labels_module
from packager.render import render
from packager.render.labels import CATALOGUES, Labels
from tests.messages import TEMPLATE, messages, missing, template
from tests.render_sample import PUBLICATION

COMPLETE = ("ar", "de", "es", "fa", "fr", "he", "it", "ja", "pt", "zh", "zh_Hant")
BESIDE = {"pt_BR": "pt"}  # what is not in the one is said by the other
DAY = datetime.date(2026, 6, 17)


def catalogue(name: str) -> Catalog:
    with (CATALOGUES / f"{name}.po").open("rb") as file:
        return read_po(file, abort_invalid=True)


# --- Catalogues -----------------------------------------------------------------------------------


def test_there_is_a_catalogue_for_each_language_promised() -> None:
    assert {path.stem for path in CATALOGUES.glob("*.po")} == {*COMPLETE, *BESIDE}


@pytest.mark.parametrize("name", COMPLETE)
def test_a_catalogue_has_every_message(name: str) -> None:
    assert missing(CATALOGUES / f"{name}.po") == []


@pytest.mark.parametrize("name", [*COMPLETE, *BESIDE])
def test_a_catalogue_says_what_is_asked_and_nothing_else(name: str) -> None:
    known = {message.one: message for message in messages()}
    read = catalogue(name)
    for entry in read:
        if not entry.id:
            continue
        one = entry.id if isinstance(entry.id, str) else entry.id[0]
        assert one in known, f"nothing says {one!r} any more"
        assert isinstance(entry.string, str) == (not known[one].many), one
        strings = [entry.string] if isinstance(entry.string, str) else entry.string
        assert len(strings) == (read.num_plurals if known[one].many else 1), one
        for string in strings:
            assert string.strip() == string != "", one
            assert "fuzzy" not in entry.flags, one
            assert sorted(re.findall(r"{\w+}", string)) == sorted(re.findall(r"{\w+}", one)), one


@pytest.mark.parametrize("name", BESIDE)
def test_a_regional_catalogue_repeats_nothing(name: str) -> None:
    usual = catalogue(BESIDE[name])
    for entry in catalogue(name):
        if entry.id:
            assert entry.string != usual[entry.id].string, entry.id


@pytest.mark.parametrize("name", [*COMPLETE, *BESIDE])
def test_the_plural_forms_are_those_of_the_language(name: str) -> None:
    """Numbers that CLDR puts in one class have one form. A catalogue may have fewer forms."""
    category = Locale.parse("pt_PT" if name == "pt" else name).plural_form
    plural = re.search(r"plural=(.*);", catalogue(name).plural_forms)
    assert plural
    form = gettext.c2py(plural[1])  # type: ignore[attr-defined]
    forms: dict[str, set[int]] = {}
    for number in range(1000):
        forms.setdefault(category(number), set()).add(form(number))
    assert all(len(each) == 1 for each in forms.values()), forms


def test_the_template_is_up_to_date() -> None:
    """`python -m tests.messages` writes it."""
    assert TEMPLATE.read_text("utf-8") == template()


def test_one_file_is_enough_for_another_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A copy of the template, filled in, and every word that is added is in the language."""
    with TEMPLATE.open("rb") as file:
        new = read_po(file, locale="nl")
    for entry in new:
        marked = [f"‹{text}›" for text in (entry.id if isinstance(entry.id, tuple) else [entry.id])]
        entry.string = tuple(marked) if isinstance(entry.id, tuple) else marked[0]
    with (tmp_path / "nl.po").open("wb") as file:
        write_po(file, new)
    assert not Labels("nl").known
    monkeypatch.setattr(labels_module, "CATALOGUES", tmp_path)
    dutch = Labels("nl-BE")
    assert dutch.known
    assert dutch.attributes == {}
    for message in messages():
        if message.many:
            assert dutch.count(message.one, message.many, 7) == f"‹{message.many}›"
        else:
            fields = dict.fromkeys(re.findall(r"{(\w+)}", message.one), "x")
            assert dutch.say(message.one, **fields).unescape() == (
                f"‹{message.one}›".format(**fields)
            )


def test_a_catalogue_begun_is_of_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a translator has left empty is said in English."""
    empty = TEMPLATE.read_text("utf-8")
    begun = empty.replace('msgid "Notes"\nmsgstr ""', 'msgid "Notes"\nmsgstr "Noten"')
    assert begun != empty
    (tmp_path / "nl.po").write_text(begun.replace("CODE", "nl"), "utf-8")
    monkeypatch.setattr(labels_module, "CATALOGUES", tmp_path)
    assert Labels("nl").say("Notes") == "Noten"
    assert Labels("nl").say("Contents") == "Contents"
    assert Labels("nl").count("Article", "Articles", 2) == "Articles"


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("pt", "Índice"),
        ("pt-PT", "Índice"),
        ("pt-BR", "Sumário"),
        ("zh", "目录"),
        ("zh-Hans-SG", "目录"),
        ("zh-CN", "目录"),
        ("zh-TW", "目錄"),
        ("zh-Hant-HK", "目錄"),
        ("de-AT", "Inhalt"),
        ("fa-AF", "فهرست"),
        ("az-Arab", "Contents"),
    ],
)
def test_a_tag_finds_the_nearest_catalogue_in_its_script(tag: str, said: str) -> None:
    assert Labels(tag).say("Contents") == said


def test_what_is_not_of_brazil_is_said_as_in_portugal() -> None:
    assert Labels("pt-BR").say("Notes") == Labels("pt").say("Notes") == "Notas"


@pytest.mark.parametrize("name", COMPLETE)
def test_no_english_is_left_on_the_credits_page(name: str) -> None:
    """What an English page says of itself is on none in another language."""
    tag = name.replace("_", "-")
    english, other = (_credits_page(each) for each in ("en", tag))
    added = {each for each in messages() if each.one != "Public Domain Mark 1.0"}
    phrases = {re.sub(r"\W*{\w+}\W*", "", message.one) for message in added}
    said = {phrase for phrase in phrases if len(phrase) > 12 and phrase in english}
    assert len(said) > 5
    assert not {phrase for phrase in said if phrase in other}


def _credits_page(language: str) -> str:
    publication = replace(PUBLICATION, language=language)
    return render(Part("credits", PartKind.CREDITS), publication, Medium.EREADER).document


# --- Dates, lists, names of languages -------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "day", "month"),
    [
        ("fr", "17 juin 2026", "juin 2026"),
        ("es", "17 de junio de 2026", "junio de 2026"),
        ("pt", "17 de junho de 2026", "junho de 2026"),
        ("pt-BR", "17 de junho de 2026", "junho de 2026"),
        ("de", "17. Juni 2026", "Juni 2026"),
        ("it", "17 giugno 2026", "giugno 2026"),
        ("ar", "17 يونيو 2026", "يونيو 2026"),
        ("ar-EG", "١٧ يونيو ٢٠٢٦", "يونيو ٢٠٢٦"),
        ("he", "17 ביוני 2026", "יוני 2026"),
        ("fa", "۱۷ ژوئن ۲۰۲۶", "ژوئن ۲۰۲۶"),
        ("ja", "2026年6月17日", "2026年6月"),
        ("zh", "2026年6月17日", "2026年6月"),
        ("zh-TW", "2026年6月17日", "2026年6月"),
    ],
)
def test_dates_are_written_as_the_language_does(tag: str, day: str, month: str) -> None:
    said = Labels(tag)
    assert said.date(PartialDate(2026, 6, 17)) == day
    assert said.date(PartialDate(2026, 6)) == month


@pytest.mark.parametrize("tag", ["fr", "es", "pt-PT", "pt-BR", "de", "it", "ar", "he", "ja", "zh"])
def test_dates_are_those_of_cldr(tag: str) -> None:
    of_cldr = format_date(DAY, "long", locale=Locale.parse(tag, sep="-"))
    assert Labels(tag).date(PartialDate(2026, 6, 17)) == of_cldr


@pytest.mark.parametrize(
    ("tag", "two", "three"),
    [
        ("en", "A and B", "A, B and C"),
        ("fr", "A et B", "A, B et C"),
        ("es", "A y B", "A, B y C"),
        ("pt", "A e B", "A, B e C"),
        ("de", "A und B", "A, B und C"),
        ("it", "A e B", "A, B e C"),
        ("ar", "A وB", "A وB وC"),
        ("he", "A ו-B", "A, B ו-C"),
        ("fa", "A و B", "A،\u200f B، و C"),
        ("ja", "A、B", "A、B、C"),
        ("zh", "A和B", "A、B和C"),
    ],
)
def test_names_are_listed_as_the_language_does(tag: str, two: str, three: str) -> None:
    assert Labels(tag).names(["A"]) == "A"
    assert Labels(tag).names(["A", "B"]) == two
    assert Labels(tag).names(["A", "B", "C"]) == three


@pytest.mark.parametrize(
    ("tag", "names", "said"),
    [
        ("es", ["Ana", "Inés"], "Ana e Inés"),
        ("es", ["Ana", "Eva", "Hilario"], "Ana, Eva e Hilario"),
        ("es", ["Ana", "Hieronymus"], "Ana y Hieronymus"),
        ("es", ["Ivy", "Ana"], "Ivy y Ana"),
        ("he", ["דנה", "יוסי"], "דנה ויוסי"),
        ("he", ["דנה", "Ana"], "דנה ו-Ana"),
        ("fr", ["A & B", "<i>"], "A &amp; B et &lt;i&gt;"),
    ],
)
def test_the_word_before_the_last_name_suits_it(tag: str, names: list[str], said: str) -> None:
    assert Labels(tag).names(names) == said


def test_a_language_is_called_what_it_is_called_there() -> None:
    called = {tag: Labels(tag).language_name("fr") for tag in ("de", "it", "he", "fa", "ja", "zh")}
    assert called == {
        "de": "Französisch",
        "it": "francese",
        "he": "צרפתית",
        "fa": "فرانسوی",
        "ja": "フランス語",
        "zh": "法语",
    }
    assert Labels("pt").language_name("pl") == "polaco"
    assert Labels("pt-BR").language_name("pl") == "polonês"


# --- Quotation marks, dashes, dots ----------------------------------------------------------------

CLDR = {  # its delimiters (release 44): quotationStart, -End, alternateQuotationStart, -End
    "en": "“”‘’",
    "fr": "«»«»",
    "fr-CH": "«»‹›",
    "es-419": "“”‘’",
    "es-MX": "“”‘’",
    "pt-PT": "«»“”",
    "pt-BR": "“”‘’",
    "de": "„“‚‘",
    "de-CH": "«»‹›",
    "it": "«»“”",
    "he": "””’’",
    "fa": "«»‹›",
    "ja": "「」『』",
    "zh": "“”‘’",
    "zh-Hant": "「」『』",
    "zh-Hant-HK": "「」『』",
    "ko": "“”‘’",
}
HOUSE = {  # where the books of a language have other marks than CLDR
    "fr": "«»“”",  # within guillemets, as CLDR's own alternative for a third level is not needed
    "ar": "«»‹›",
    "es": "«»“”",
}


@pytest.mark.parametrize(("tag", "marks"), (CLDR | HOUSE).items())
def test_quotation_marks_are_those_of_the_language(tag: str, marks: str) -> None:
    set_so = smarten("\"a 'b' c\"", tag)
    assert "".join(char for char in set_so if char in "“”‘’„‚«»‹›「」『』") == (
        marks[0] + marks[2] + marks[3] + marks[1]
    )


def test_only_french_has_spaces_within_its_marks() -> None:
    for tag in CLDR | HOUSE:
        spaced = "\u202f" in smarten("\"a 'b' c\"", tag)
        assert spaced == tag.startswith("fr"), tag


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quoi ; oui : non ! vrai ?", "Quoi ; oui\u202f: non ! vrai ?"),
        ("Quoi; oui: non! vrai?", "Quoi; oui\u202f: non! vrai?"),
        ('"Oui!"', "«\u202fOui!\u202f»"),
    ],
)
def test_canada_has_fewer_spaces(text: str, expected: str) -> None:
    assert smarten(text, "fr-CA") == expected


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("ja", '彼は"はい。"と言った。"いいえ"', "彼は「はい。」と言った。「いいえ」"),
        ("ja", "\"東京の'夢'だ\"と", "「東京の『夢』だ」と"),
        ("ja", "don'tと12\"のレコード", 'don’tと12"のレコード'),
        ("zh", '他说"你好"。"好，"她说', "他说“你好”。“好，”她说"),
        ("zh-TW", '他說"你好"', "他說「你好」"),
        ("zh", "他---她...", "他——她……"),
        ("zh", "第1--3页", "第1–3页"),
        ("ko", '"안녕"이라고', "“안녕”이라고"),
    ],
)
def test_scripts_without_spaces(tag: str, text: str, expected: str) -> None:
    assert smarten(text, tag) == expected


# --- Hyphens --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "dictionary"),
    [
        ("en-GB", "en_GB"),
        ("en-US", "en_US"),
        ("pt-BR", "pt_BR"),
        ("pt-PT", "pt_PT"),
        ("de-CH", "de_CH"),
        ("de-AT", "de_AT"),
        *((tag, tag) for tag in ("en", "fr", "es", "pt", "de", "it")),
    ],
)
def test_the_print_engine_has_a_dictionary(tag: str, dictionary: str) -> None:
    assert pyphen.language_fallback(tag) == dictionary


@pytest.mark.parametrize("tag", ["ar", "fa", "he", "ja", "ko", "zh", "zh-Hant-TW", "ur", "yi"])
def test_no_words_are_broken_where_none_should_be(tag: str) -> None:
    assert pyphen.language_fallback(tag) is None
