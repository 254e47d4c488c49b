"""Flattened text becomes an article: the real one equals its hand-made publication, field by field.

Two more styles are our own writing: a newspaper's page in 70 columns, and a French review.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packager.errors import ContentError
from packager.importers.account import account_for
from packager.importers.imported import Certainty, Imported
from packager.importers.plain import read
from packager.importers.run import ImportOptions, import_sources
from packager.importers.source import Options, Source
from packager.importers.words import tokens
from packager.load import load
from packager.model.people import Contributor
from packager.model.publication import Publication, Publisher, Series
from packager.model.text import ItemList, NoteCall, walk

HERE = Path(__file__).parent / "import/text"
ELSEWHERE = {"folder", "line", "digest", "asset", "theme"}  # where a thing was read, not what it is


def differences(one: object, other: object, path: str = "") -> list[str]:
    """Where two models differ, as paths to the fields."""
    if is_dataclass(one) and type(one) is type(other):
        names = [field.name for field in fields(one) if field.name not in ELSEWHERE]
        found = [
            differences(getattr(one, name), getattr(other, name), f"{path}.{name}")
            for name in names
        ]
        return [each for part in found for each in part]
    if isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [each for at, (a, b) in pairs for each in differences(a, b, f"{path}[{at}]")]
    return [] if one == other else [f"{path}: {one!r} is not {other!r}"]


def made(folder: Path) -> Publication:
    publication = load(folder).publication
    assert publication is not None
    return publication


def read_text(folder: Path, text: str | bytes, name: str = "text.txt") -> Imported:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(Source(path, name))


def lost(result: Imported) -> dict[str, int]:
    """Words of the source that are nowhere, by the account."""
    return dict(account_for(Source(Path("text.txt"), "text.txt"), "text", result).lost)


def codes(result: Imported) -> list[str]:
    return [finding.code for finding in result.findings]


# --- The real article ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seed(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Publication, Publication]:
    folder = tmp_path_factory.mktemp("seed") / "out"
    import_sources([shared / "seed/article.txt"], ImportOptions(output=folder))
    return made(folder), made(shared / "seed/publication")


def test_the_seed_equals_the_hand_made_publication(
    seed: tuple[Publication, Publication],
) -> None:
    imported, by_hand = seed
    assert not differences(imported, by_hand)
    assert imported.articles[0].path == "articles/violence-and-drug-trafficking.md"


def test_the_comparison_sees_every_field(shared: Path) -> None:
    """It goes down to a word of the text and to a contributor's kind."""
    by_hand = made(shared / "seed/publication")
    seen = {type(node).__name__ for node in walk(by_hand.articles[0].text)}
    assert {"Division", "ItemList", "Heading", "Emphasis", "Words"} <= seen
    one = Contributor("A", "trl", "organisation")
    assert differences((one,), (Contributor("A", "trl", "person"),)) == [
        "[0].kind: 'organisation' is not 'person'"
    ]


def test_the_seed_has_one_list_of_seven(seed: tuple[Publication, Publication]) -> None:
    lists = [node for node in walk(seed[0].articles[0].text) if isinstance(node, ItemList)]
    assert [len(node.items) for node in lists] == [7]


def test_the_seed_findings_are_the_lost_links(shared: Path) -> None:
    """As counted in the source: `(#)` stands in it three times, on lines 74, 78 and 78."""
    path = shared / "seed/article.txt"
    lines = path.read_text("utf-8").split("\n")
    counted = [at for at, line in enumerate(lines, 1) for _ in range(line.count("](#)"))]
    result = read(Source(path, path.name))
    assert codes(result) == ["import-link-lost"] * 3
    assert [finding.place and finding.place.line for finding in result.findings] == counted
    assert not lost(result)
    said = " ".join(finding.message for finding in result.findings)
    assert "Donate" in said
    assert "this article" in said


def test_the_seed_drops_only_the_running_title_and_its_rule(shared: Path) -> None:
    result = read(Source(shared / "seed/article.txt", "article.txt"))
    places = [(each.what, each.place and each.place.line) for each in result.dropped]
    assert places == [("running head", 61), ("rule", 63)]


# --- A newspaper's page in 70 columns ------------------------------------------------------------


@pytest.fixture(scope="module")
def gazette() -> Imported:
    return read(Source(HERE / "harbour-gazette.txt", "harbour-gazette.txt"))


def test_the_gazettes_body_is_what_was_written(gazette: Imported) -> None:
    """Lines, columns, divided words and running heads gone; notes at their calls; one list."""
    assert gazette.articles[0].body == (HERE / "harbour-gazette.md").read_text("utf-8")


def test_the_gazettes_masthead(gazette: Imported) -> None:
    (article,) = gazette.articles
    assert article.kicker == "QUAYSIDE"
    assert article.title == "The night ferry loses its crew, not its passengers"
    assert str(article.date) == "2026-03-14"
    assert article.contributors == (
        Contributor("Ada Winter", "aut"),
        Contributor("Jo Marsh", "aut"),
    )
    assert gazette.publication.series == Series(
        "The Harbour Gazette", number="212", label="March 2026"
    )
    assert gazette.publication.publisher == Publisher("The Harbour Gazette")
    assert article.rights.licence == "CC-BY-SA-4.0"
    assert article.rights.holder == "The Harbour Gazette"
    assert [(c.what, c.name, c.role) for c in article.credits] == [("Photos", "Ines Kaldor", "pht")]
    assert article.language == "en"


def test_the_gazettes_account(gazette: Imported) -> None:
    """Three running heads, each with another number; what was guessed from form is said."""
    heads = [(each.text[0], each.text[-1]) for each in gazette.dropped]
    assert heads == [("4", "6"), ("T", "5"), ("6", "6")]
    guesses = [each.what for each in gazette.recognised if each.certainty is Certainty.GUESSED]
    assert guesses == ["title", "subheads"]
    assert codes(gazette) == ["import-guessed"] * 2
    assert (gazette.counts.notes, gazette.counts.calls) == (2, 2)
    assert not lost(gazette)


# --- A French review -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def review() -> Imported:
    return read(Source(HERE / "semaphore.txt", "semaphore.txt"))


def test_the_reviews_body_is_what_was_written(review: Imported) -> None:
    """Dashes of dialogue stay, those of the list become bullets; three notes at their calls."""
    assert review.articles[0].body == (HERE / "semaphore.md").read_text("utf-8")


def test_the_reviews_masthead(review: Imported) -> None:
    (article,) = review.articles
    assert (article.kicker, article.title) == ("Enquête", "Le dernier sémaphore")
    assert (str(article.date), str(article.updated)) == ("2026-03-03", "2026-03-09")
    assert article.written == "février 2026"
    assert article.language == "fr"
    assert article.url == "https://www.littoral-revue.example/enquetes/le-dernier-semaphore"
    assert article.contributors == (
        Contributor("Lucie Arnaud", "aut"),
        Contributor("Marc Vidal", "trl"),
    )
    assert article.source is not None
    assert (article.source.language, article.source.title) == ("es", "")
    assert article.rights.holder == "Littoral"
    assert article.rights.licence == "all-rights-reserved"
    assert [(c.what, c.name, c.role) for c in article.credits] == [
        ("Crédit photo", "Anne Le Goff", "pht")
    ]
    assert review.publication.series == Series("Littoral", number="48", label="mars 2026")
    assert review.publication.publisher == Publisher(
        "Littoral", url="https://www.littoral-revue.example/"
    )


def test_the_reviews_account(review: Imported) -> None:
    assert codes(review) == ["import-link-lost", "import-guessed"]
    assert (review.counts.notes, review.counts.calls, review.counts.headings) == (3, 3, 2)
    assert not review.dropped
    assert not lost(review)


@pytest.mark.parametrize("name", ["harbour-gazette", "semaphore"])
def test_both_load_without_errors(name: str, tmp_path: Path) -> None:
    report = import_sources([HERE / f"{name}.txt"], ImportOptions(output=tmp_path / "out"))
    publication = made(tmp_path / "out")
    calls = [node for node in walk(publication.articles[0].text) if isinstance(node, NoteCall)]
    assert len(calls) == report.accounts[0].imported.counts.calls
    assert not [each for each in report.findings if each.code == "import-unsettled"]


# --- Single repairs ------------------------------------------------------------------------------

LONG = "The ferry left late again, and nobody in the long queue on the quay said a word about it. "


def test_a_hyphen_stays_where_the_word_has_one_elsewhere(tmp_path: Path) -> None:
    text = (
        f"# One\n\n{LONG * 3}A night-shift worker.\n\nThe night-\nshift ends, the har-\nbour wakes."
    )
    result = read_text(tmp_path, f"{text}\n\nIn the harbour it is late.\n")
    assert "The night-shift ends" in result.articles[0].body
    assert not lost(result)


def test_questions_in_a_list_are_no_dialogue(tmp_path: Path) -> None:
    text = f"# One\n\n{LONG}Three questions remain:\n\n- Who pays?\n- Who rows?\n- Who decides?\n"
    body = read_text(tmp_path, text).articles[0].body
    assert "- Who pays?\n- Who rows?\n- Who decides?" in body


def test_chapters_that_count_up_are_no_running_heads(tmp_path: Path) -> None:
    chapters = "".join(f"Chapter {n}\n\n{LONG * 4}\n\n{LONG * 2}\n\n" for n in (1, 2, 3))
    result = read_text(tmp_path, f"The Ferry Book\n\n{LONG * 4}\n\n{chapters}")
    assert not result.dropped
    assert [f"Chapter {n}" in result.articles[0].body for n in (1, 2, 3)] == [True] * 3


def test_running_heads_between_whole_paragraphs_go_by_their_folios(tmp_path: Path) -> None:
    heads = [f"{n} THE NIGHT POST" if n % 2 == 0 else f"The Night Post {n}" for n in (4, 5, 6)]
    pages = "".join(f"{head}\n\n{LONG * 4}\n\n{LONG * 2}\n\n" for head in heads)
    result = read_text(tmp_path, f"# One\n\n{LONG * 4}\n\n{LONG}\n\n{pages}")
    assert [each.text for each in result.dropped] == heads
    assert "Post" not in result.articles[0].body
    assert not lost(result)


def test_sentences_about_licences_and_dates_stay(tmp_path: Path) -> None:
    kept = (
        "Copyright is a strange law.",
        "Published in 1848, it was read everywhere.",
        "Image by image, the film goes on.",
        "Translated into twelve languages, the book came back to its port.",
        "By night the quay is empty.",
    )
    result = read_text(tmp_path, "# One\n\n" + "\n\n".join((LONG * 3, *kept, LONG * 3)))
    assert [line in result.articles[0].body for line in kept] == [True] * len(kept)


def test_a_translator_in_a_sentence_is_a_guess(tmp_path: Path) -> None:
    text = f"# One\n\n{LONG * 3}\n\nThis text, {LONG.lower()}translated for us by Jane Doe, is old."
    result = read_text(tmp_path, text)
    assert result.articles[0].contributors == (Contributor("Jane Doe", "trl"),)
    assert codes(result) == ["import-guessed"]
    assert "Jane Doe" in result.articles[0].body


def test_pages_by_form_feeds_lose_their_edges_and_keep_their_notes(tmp_path: Path) -> None:
    """Numbers of notes begin anew on each page; the head changes with the date and the folio."""
    heads = ("Night Post, 1 May 2026, p. 8", "Night Post, 2 May 2026, p. 9")
    pages = [
        f"{head}\n\n{LONG * 4}A word[1] of it.\n\n{LONG * 4}The next[2] one.\n\n"
        f"[1] First of {head[-1]}.\n[2] Second of {head[-1]}.\n\n{head[-1]}"
        for head in heads
    ]
    result = read_text(tmp_path, "\f".join(pages))
    body = result.articles[0].body
    assert [each.text for each in result.dropped] == [heads[0], "8", heads[1], "9"]
    assert [
        f"[^{at + 1}]: {name} of {page}." in body
        for at, (name, page) in enumerate(
            (("First", 8), ("Second", 8), ("First", 9), ("Second", 9))
        )
    ] == [True] * 4
    assert (result.counts.notes, result.counts.calls) == (4, 4)
    assert "Night Post" not in body
    assert not lost(result)


def test_calls_without_notes_and_notes_without_calls_are_told(tmp_path: Path) -> None:
    text = f"# One\n\n{LONG}[1]\n\n{LONG}[7]\n\nNotes\n\n[1] Here.\n\n[2] Nobody calls me.\n"
    result = read_text(tmp_path, text)
    assert codes(result) == ["import-note-unmatched"] * 2
    assert "[^1]: Here." in result.articles[0].body
    assert "Nobody calls me." in result.articles[0].body
    assert not lost(result)


def test_a_drop_capital_goes_back_to_its_word(tmp_path: Path) -> None:
    body = read_text(tmp_path, f"# One\n\nT\n{LONG[1:]}\n").articles[0].body
    assert body.startswith("The ferry left")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1252"])
def test_other_encodings_are_read_and_a_guess_is_said(encoding: str, tmp_path: Path) -> None:
    text = (
        f"# Café\n\n{LONG}“Déjà vu”, said Zoë.\n"
        if encoding != "latin-1"
        else f"# Café\n\n{LONG}Zoë\n"
    )
    result = read_text(tmp_path, text.encode(encoding))
    assert result.articles[0].title == "Café"
    assert "Zoë" in result.articles[0].body
    guessed = encoding in ("utf-16-le", "latin-1", "cp1252")
    assert ("encoding" in [each.what for each in result.recognised]) is guessed
    assert codes(result) == ["import-guessed"] * guessed


def test_a_title_from_the_files_name_is_a_guess(tmp_path: Path) -> None:
    result = read_text(tmp_path, f"{LONG * 3}\n\n{LONG * 3}\n", "night_ferry.txt")
    assert result.articles[0].title == "night ferry"
    assert codes(result) == ["import-guessed"]


def test_the_editor_says_the_language(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(f"# One\n\n{LONG * 3}", "utf-8")
    result = read(Source(path, "text.txt", Options(language="fr")))
    assert result.articles[0].language == "fr"


# --- Bad input -----------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"", b" \n\n", b"---\n\n***\n", b"\x00\x01\x02" * 500])
def test_what_is_no_text_is_refused_by_name(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        read_text(tmp_path, data)
    assert "text.txt" in str(caught.value.findings[0])


def test_naughty_strings_keep_their_words(shared: Path, tmp_path: Path) -> None:
    path = shared / "corpus/hostile/naughty-strings.txt"
    result = read(Source(path, path.name))
    assert not lost(result)
    body = " ".join(article.body for article in result.articles)
    assert len(tokens(body)) > 0.95 * len(tokens(path.read_text("utf-8")))
    report = import_sources([path], ImportOptions(output=tmp_path / "out"))
    assert report.accounts[0].imported.articles[0].title == "Reserved Strings"


def read_or_refused(folder: Path, data: bytes) -> Imported | None:
    """None when it is refused as it should be; anything else fails the test."""
    try:
        return read_text(folder, data)
    except ContentError:
        return None


SNIPPETS = st.sampled_from(
    ["# A", "## B ", "- ", "– ", "1. ", "[1] ", "[1]", "(1)", "¹", "---", "**", "*", "_", "[x](#)",
     "[y](https://a.example/)", "<https://a.example/>", "PS:", "Notes", "Photo: Jo", "© 2026 A B",
     "By Ada Winter", "Translated by Ada Winter from B", "Publication date: 3 March 2026", "wood-",
     "work", "\n", "\n\n", "\f", "  ", "12", "Page 3", "The Review - No. 3 - May 2026", "T\n", "he",
     "A sentence that goes on for a while, and then ends.", "March 2026", "é", "中文", "=====", "|"]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(SNIPPETS, SNIPPETS, st.text(max_size=12)), max_size=40).map("".join))
def test_any_text_is_read_or_refused_and_loses_no_word(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    result = read_or_refused(folder, text.encode("utf-8", "surrogatepass"))
    if result:
        assert not lost(result)
        assert len(result.articles) == 1
        assert result.articles[0].title


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    result = read_or_refused(tmp_path_factory.getbasetemp(), data)
    assert result is None or not lost(result)


def test_a_large_text_is_read_in_time(tmp_path: Path) -> None:
    """A megabyte in which each paragraph opens marks, links and notes."""
    page = f"{LONG}*a* **b** [x](#) [1] (2) {LONG}\n\n– One?\n\n– Two.\n\n{LONG}{LONG}\n\n"
    result = read_text(tmp_path, "# One\n\n" + page * 2500)
    assert len(result.articles[0].body) > 800_000
