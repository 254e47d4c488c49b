"""Journal XML: two real articles, and one of our own that holds all a journal's article can."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packager.errors import ContentError
from packager.importers.account import account_for
from packager.importers.imported import Imported
from packager.importers.jats import read
from packager.importers.jats.roles import CREDIT, credit_role
from packager.importers.source import Options, Source
from packager.model.relators import RELATORS

OWN = Path(__file__).parent / "import" / "jats" / "tides.xml"
EXAMPLES = 25
PLOS, SCIELO = "journal.pmed.0030445.xml", "scielo-translator.xml"


def imported(path: Path, language: str = "") -> Imported:
    return read(Source(path, path.name, Options(language=language)))


def written(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "article.xml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def article(body: str, front: str = "", back: str = "") -> str:
    title = "<title-group><article-title>On Locks</article-title></title-group>"
    return (
        '<article xmlns:xlink="http://www.w3.org/1999/xlink" xml:lang="en">'
        f"<front><article-meta>{title}{front}</article-meta></front>"
        f"<body>{body}</body><back>{back}</back></article>"
    )


def body_of(tmp_path: Path, body: str, front: str = "", back: str = "") -> str:
    return imported(written(tmp_path, article(body, front, back))).articles[0].body


def codes(made: Imported) -> Counter[str]:
    return Counter(each.code for each in made.findings)


def people(made: Imported, number: int = 0) -> list[tuple[str, str, str]]:
    return [(each.role, each.name, each.sort) for each in made.articles[number].contributors]


def fully_accounted(path: Path, made: Imported) -> bool:
    account = account_for(Source(path, path.name), "jats", made)
    assert "import-count-differs" not in {each.code for each in account.findings}
    return not account.lost


@pytest.fixture(scope="module")
def plos(shared: Path) -> Imported:
    return imported(shared / "corpus" / "jats" / PLOS)


@pytest.fixture(scope="module")
def scielo(shared: Path) -> Imported:
    return imported(shared / "corpus" / "jats" / SCIELO)


@pytest.fixture(scope="module")
def own() -> Imported:
    return imported(OWN)


# --- Real articles: what is in them was counted in the XML by hand -----------------------------


def test_plos_fields(plos: Imported) -> None:
    (one,) = plos.articles
    assert (one.title, one.kicker) == ("Social Medicine in the Twenty-First Century", "Editorial")
    assert people(plos) == [
        ("aut", "Scott Stonington", "Stonington, Scott"),
        ("aut", "Seth M Holmes", "Holmes, Seth M"),
        ("aut", "The PLoS Medicine Editors", ""),
    ]
    assert one.contributors[2].kind == "organisation"
    assert str(one.date) == "2006-10-24"  # the epub date: ppub is only 2006-10
    assert one.url == "https://doi.org/10.1371/journal.pmed.0030445"
    assert len(one.subjects) == 17
    series, publisher = plos.publication.series, plos.publication.publisher
    assert series is not None
    assert publisher is not None
    assert (series.title, series.number, series.issn) == ("PLoS Medicine", "3(10)", "1549-1676")
    assert (publisher.name, publisher.place) == ("Public Library of Science", "San Francisco, USA")


def test_plos_licence_without_a_version_is_not_guessed(plos: Imported) -> None:
    rights = plos.articles[0].rights
    assert rights.licence == ""
    assert "Creative Commons Attribution License" in rights.statement
    assert any("names no version" in each.message for each in plos.findings)


def test_plos_text(plos: Imported, shared: Path) -> None:
    body = plos.articles[0].body
    assert body.startswith("::: standfirst\n")
    assert len(re.findall(r"^\d+\. ", body, re.M)) == 17
    assert len(re.findall(r"\]\(#ref-\d+\)", body)) == 16 - 1  # 16 calls, one of them of Table 1
    assert "[Table 1](#table-1)" in body
    assert "{#table-1}" in body
    assert "*PLoS Med* 1: e14." in body
    assert codes(plos)["import-picture-missing"] == 2
    assert fully_accounted(shared / "corpus" / "jats" / PLOS, plos)


def test_scielo_people_and_rights(scielo: Imported) -> None:
    (one,) = scielo.articles
    assert people(scielo) == [
        ("aut", "Alan Cholodenko", "Cholodenko, Alan"),
        ("trl", "Adriano C. A. e Sousa", "Sousa, Adriano C. A. e"),
    ]
    assert one.contributors[0].bio.startswith("Alan Cholodenko é Senior Lecturer")
    assert (one.rights.licence, one.language, str(one.date)) == ("CC-BY-4.0", "pt", "2017")
    series = scielo.publication.series
    assert series is not None
    assert (series.number, series.issn, series.label) == ("34", "1982-2553", "Jan–Apr 2017")
    assert one.subjects == ("Émile Reynaud", "Théâtre Optique", "animação", "cinema")


def test_scielo_text(scielo: Imported, shared: Path) -> None:
    body = scielo.articles[0].body
    headings = re.findall(r"^#+ .*", body, re.M)
    assert headings == [
        "## Resumo", "## Abstract {lang=en}", "## I", "## II", "## III",
        "## Fontes das imagens", "## Referências",
    ]  # fmt: skip
    assert len(re.findall(r"^\[\^\d+\]: ", body, re.M)) == 25  # 31 fn; 26 is the translator's
    text = re.sub(r"^\[\^\d+\]: ", "", body, flags=re.M)
    assert len(re.findall(r"\[\^\d+\]", text)) == 26  # note 12 is called twice
    assert len(re.findall(r"^\d+\. ", body, re.M)) == 50
    assert len(re.findall(r"\*\*Fig\. ?\d+\.\*\*", body)) == 27
    assert len(re.findall(r"^> ", body, re.M)) >= 9
    assert "{lang=en}\n*The animation of cinema*" in body
    assert "::: postscript\nEssa tradução foi possível" in body
    assert codes(scielo)["import-picture-remote"] == 27
    assert scielo.counts.notes == 25
    assert fully_accounted(shared / "corpus" / "jats" / SCIELO, scielo)


def test_pictures_lie_beside_the_source(tmp_path: Path, shared: Path) -> None:
    path = tmp_path / SCIELO
    shutil.copyfile(shared / "corpus" / "jats" / SCIELO, path)
    name = "46116dc002c57e01f30b8b65b32c7edfd972286f"
    shutil.copyfile(OWN.with_name("gauge.png"), tmp_path / f"{name}.png")
    made = imported(path)
    assert [each.name for each in made.pictures] == [f"images/{name}.png"]
    assert codes(made)["import-picture-remote"] == 26
    assert '"**Fig.1.** Reynaud com o *Théâtre Optique*"){' not in made.articles[0].body
    assert '"**Fig.1.** Reynaud com o *Théâtre Optique*")' in made.articles[0].body


# --- Our own article ---------------------------------------------------------------------------


def test_people_have_roles_of_marc(own: Imported) -> None:
    assert people(own) == [
        ("aut", "Ada B. Moreau Jr", "Moreau, Ada B., Jr"),
        ("ccp", "Ada B. Moreau Jr", "Moreau, Ada B., Jr"),
        ("aut", "Sato Mei", "Sato Mei"),
        ("aut", "The Jetty Group", ""),
        ("edt", "Ole Lund", "Lund, Ole"),
        ("trl", "Inês Prado", "Prado, Inês"),
        ("fnd", "Fund for Quiet Work", ""),
    ]
    ada, _, mei, *_ = own.articles[0].contributors
    assert ada.url == "https://orcid.org/0000-0002-1825-0097"
    assert "Keeper of the gauge. Institute of Slow Water, Leith." in ada.bio
    assert mei.bio == "School of Winds, Japan"
    assert [(each.what, each.name) for each in own.articles[0].credits] == [
        ("Funding acquisition", "Ada B. Moreau Jr")
    ]


def test_every_role_of_credit_has_its_place() -> None:
    assert len(CREDIT) == 14
    assert all(code == "" or code in RELATORS for code in CREDIT.values())
    assert credit_role("Writing – Review & Editing") == "aut"
    assert credit_role("Conceptualisation") == "ccp"
    assert credit_role("Professor of History") is None


def test_publication_and_dates(own: Imported) -> None:
    one, publication = own.articles[0], own.publication
    assert (one.title, one.subtitle, one.kicker) == (
        "Reading the Tides", "Nine winters on one jetty", "Field Notes",
    )  # fmt: skip
    assert (str(one.date), str(one.updated)) == ("2024-04-09", "2024-06-02")
    assert one.subjects == ("Oceanography", "tides", "winter")
    assert one.rights.licence == "CC-BY-SA-4.0"
    assert one.rights.holder == "Moreau and Sato"
    assert publication.series is not None
    assert publication.series.number == "12(3)"
    assert publication.identifier == ""  # the DOI is that of one article of three
    assert publication.series.issn == "2434-561X"  # the other one's check digit is wrong
    dropped = {each.what: each.text for each in own.dropped}
    assert dropped["ISSN"] == "1234-5670"
    assert dropped["date “received”"] == "2022-12-01"


@pytest.mark.parametrize(
    "expected",
    [
        "::: standfirst\nNine winters of one tide gauge, read by hand.\n:::",
        "stood[^1] at 10⁻³ of H₂O, on the 5th of May, as [Lindqvist (1931)](#ref-2)",
        "[the methods](#sec-2), [Figure 1](#fig-1) and [Table 1](#table-1)",
        "Nothing[^2] moved.[^1]",
        "## 1 The **jetty**",
        "[un peu pourries]{lang=fr}, and rope at [the old page](https://example.org/jetty)",
        "[gauge@example.org](mailto:gauge@example.org) or see the lost one.",
        "> The sea keeps no diary.",
        "1. the posts,\n2. the gulls.",
        "Neap\n: A small tide.",
        "### Methods {#sec-2}",
        '![A brass dial on a post](../images/gauge.png "**Figure 1.** The gauge. Seen from the '
        'north.[^3]"){#fig-1 credit="Photo: Ole Lund"}',
        "**Figure 2.** The drowned gauge.",
        "| Winter | Height – low | high |",
        "| First | 1 | 4[^4] |\n| First | 2 | 5 |\n\n: **Table 1.** Heights",
        "```tex\nh = a + b\n```\n\n[(1)]{#place-1}",
        "With k < 9 in [equation 1](#place-1); small words; odd things too.",
        "###### Fifth\n\n**Sixth and too deep**",
        "Down here.\n\nA part without a heading.",
        "::: verse\nSlow goes the boat,\nslower the shore.\n\nNone is aboard.\n:::",
        "::: box\n**How to row**\n\nPull.\n:::",
        "**File S1**",
        "## Acknowledgements\n\nWe thank the gulls.",
        "## Notes\n\n3 Nobody calls this one.",
        "## Appendix A Logbook",
        "1. [Abel]{#ref-1} K, et al. (1999). Low water. *Shore Stud* 2(1): 3–9. "
        "<https://doi.org/10.5555/low>.",
        "2. [Lindqvist]{#ref-2}, S. *Tidvatten*. Malmö, 1931.",
        "[^1]: With a small tilt; see [1](#ref-1).",
        "[^2]: Or almost nothing.",
    ],
)
def test_what_the_text_holds(own: Imported, expected: str) -> None:
    assert expected in own.articles[0].body


def test_translations_and_answers_are_articles(own: Imported) -> None:
    first, french, reply = own.articles
    assert (french.title, french.language) == ("Lire les marées", "fr")
    assert french.translation_of == first.name == "reading-the-tides"
    assert french.source is not None
    assert french.source.url == first.url
    assert "[^1]: À peu près." in french.body
    assert (reply.title, reply.translation_of) == ("A reply from the gulls", "")
    assert [each.name for each in reply.contributors] == ["G. Gull"]


def test_what_is_there_in_a_translations_language_goes_to_it(tmp_path: Path) -> None:
    front = (
        '<trans-abstract xml:lang="fr"><title>Résumé</title><p>Deux portes.</p></trans-abstract>'
        '<trans-abstract xml:lang="de"><title>Inhalt</title><p>Zwei Tore.</p></trans-abstract>'
    )
    sub = '<sub-article article-type="translation" xml:lang="fr">'
    sub += "<body><p>Oui.</p></body></sub-article>"
    text = article("<p>Yes.</p>", front).replace("</article>", f"{sub}</article>")
    title = '<trans-title-group xml:lang="fr"><trans-title>Les écluses</trans-title>'
    title += "</trans-title-group>"
    text = text.replace("</title-group>", f"{title}</title-group>")
    path = written(tmp_path, text)
    made = imported(path)
    english, french = made.articles
    assert french.title == "Les écluses"
    assert french.body == "::: standfirst\nDeux portes.\n:::\n\nOui.\n"
    assert english.body == "## Inhalt {lang=de}\n\n{lang=de}\nZwei Tore.\n\nYes.\n"
    assert fully_accounted(path, made)


def test_nothing_is_lost_or_unsaid(own: Imported) -> None:
    assert fully_accounted(OWN, own)
    found = codes(own)
    assert found["import-picture-missing"] == 1
    assert found["import-link-lost"] == 1
    assert found["import-note-unmatched"] == 1
    assert found["import-simplified"] == 7
    assert "supplementary file" in {each.what for each in own.dropped}


def test_the_same_twice(own: Imported) -> None:
    assert imported(OWN) == own


# --- Single things -----------------------------------------------------------------------------


def test_a_long_abstract_is_a_section(tmp_path: Path) -> None:
    long = "<abstract><p>" + "water " * 130 + "</p></abstract>"
    assert body_of(tmp_path, "<p>x</p>", long).startswith("## Abstract\n\nwater")


def test_a_link_to_a_place_that_is_not_kept_loses_only_the_link(tmp_path: Path) -> None:
    body = '<p>See <xref ref-type="sec" rid="s">above</xref>.</p><sec id="s"><title/></sec>'
    made = imported(written(tmp_path, article(body)))
    assert made.articles[0].body == "See above.\n"
    assert codes(made)["import-link-lost"] == 1


def test_a_language_that_is_not_stated_is_a_guess(tmp_path: Path) -> None:
    text = "<p>" + "Il ne dit pas que les marées sont dans le port avec nous. " * 4 + "</p>"
    made = imported(written(tmp_path, article(text).replace(' xml:lang="en"', "")))
    assert made.articles[0].language == "fr"
    assert codes(made)["import-guessed"] == 1


def test_the_editor_knows_the_language_better(tmp_path: Path) -> None:
    path = written(tmp_path, article("<p>Mar e mar.</p>"))
    assert imported(path, "pt").articles[0].language == "pt"


def test_unknown_characters_are_kept(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE article SYSTEM "JATS.dtd">'
    path = written(tmp_path, doctype + article("<p>A &nbsp;lock &hellip; &odd; gate</p>"))
    assert "&odd; gate" in imported(path).articles[0].body.replace("\\", "")


# --- Bad input ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["xmlbomb.xml", "external_file.xml"])
def test_entities_are_refused(shared: Path, name: str) -> None:
    with pytest.raises(ContentError) as caught:
        imported(shared / "corpus" / "hostile" / "xml" / name)
    (found,) = caught.value.findings
    assert "entities" in found.message
    assert found.place is not None
    assert found.place.file == name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<TEI><text/></TEI>", "its root element is <TEI>"),
        ("<html><body/></html>", "its root element is <html>"),
        ('<article xmlns="http://docbook.org/ns/docbook"><para/></article>', "is no JATS"),
        ("<article><front/><body>", "is no XML"),
        ("<article><front/><body/></article>", "holds no words"),
        (article("<sec>" * 100 + "</sec>" * 100), "elements in each other"),
    ],
)
def test_what_is_no_article_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ContentError) as caught:
        imported(written(tmp_path, text))
    assert said in caught.value.findings[0].message


_PIECES = re.findall(r"<[^<>]*>|[^<>]+", OWN.read_text("utf-8"))


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_torn_and_shuffled_files_are_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    """Elements renamed, taken out, doubled, attributes emptied, the end cut off."""
    text = "".join(_PIECES)
    names = sorted(set(re.findall(r"<([a-z][\w-]*)", text)))
    for _ in range(data.draw(st.integers(1, 6))):
        one, other = (data.draw(st.sampled_from(names)) for _ in range(2))
        change = data.draw(st.sampled_from(["rename", "drop", "double", "empty", "cut"]))
        if change == "rename":
            text = re.sub(rf"(</?){one}(?=[\s/>])", rf"\g<1>{other}", text)
        elif change == "drop":
            text = re.sub(rf"<{one}(?:\s[^<>]*)?>.*?</{one}>", "", text, flags=re.S)
        elif change == "double":
            text = re.sub(rf"(<{one}(?:\s[^<>]*)?>.*?</{one}>)", r"\1\1", text, flags=re.S)
        elif change == "empty":
            text = re.sub(rf'(<{one}\s[^<>]*?)"[^"]*"', r'\1""', text)
        else:
            text = text[: data.draw(st.integers(0, len(text)))]
    path = written(tmp_path, text)
    try:
        made = imported(path)
    except ContentError:
        return
    assert all(each.title for each in made.articles)
    assert made.articles[0].name
    account_for(Source(path, path.name), "jats", made)
