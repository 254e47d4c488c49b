"""What a pamphlet is set on where the editor leaves it open: folios, blanks, pages for a part."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

from packager.errors import UsageError
from packager.findings import Finding
from packager.model.page import MM
from packager.pipeline import BuildOptions, build
from tests.foreign_pdf import every_word
from tests.small import SETTINGS, publication

LONG = "\n\n".join(["The quick brown fox jumps over the lazy dog beside the river. " * 12] * 4)
BACK = "---\ntitle: Back\nunsigned: true\npart: back-cover\n---\n\nBackmost words.\n"
SMALL_SHEETS = ("mini-zine", "mini-zine-poster", "four-up", "two-up", "french-fold", "accordion")


def article(title: str, body: str) -> str:
    return f"---\ntitle: {title}\nunsigned: true\n---\n\n{body}\n"


def source(folder: Path, settings: str, articles: dict[str, str], kind: str = "pamphlet") -> Path:
    """A publication of these articles, with these settings of its pamphlet."""
    names = json.dumps(list(articles))
    text = SETTINGS.replace('kind = "issue"', f'kind = "{kind}"').replace('["one.md"]', names)
    text += f"\n[editions.pamphlet]\n{settings}\n"
    return publication(folder, {"publication.toml": text, **articles})


def built(
    folder: Path, settings: str, articles: dict[str, str], kind: str = "pamphlet"
) -> tuple[Path, tuple[Finding, ...]]:
    """The pamphlet's sheets, and what was found."""
    at = source(folder, settings, articles, kind)
    report = build(at, BuildOptions(editions=("pamphlet",), output=folder / "out"))
    return folder / "out" / "small-pamphlet.pdf", report.findings


def said(findings: tuple[Finding, ...], code: str) -> list[str]:
    return [each.message for each in findings if each.code == code]


# --- Folios --------------------------------------------------------------------------------------


def test_odd_numbers_are_on_right_hand_pages_and_the_contents_name_them(tmp_path: Path) -> None:
    """The contents fill a page, so that the first article opens on page 3 of the pamphlet."""
    articles = {"one.md": article("Alpha", "Firstly."), "two.md": article("Beta", "Secondly.")}
    pdf, _ = built(tmp_path, "", articles, kind="issue")
    words = every_word(pdf)
    middle = 148.5 * MM
    for text, folio, right in (("Firstly.", "3", True), ("Secondly.", "4", False)):
        (found,) = (word for word in words if word.text == text)
        assert (found.x > middle) is right
        beside = [each.text for each in words if each.page == found.page]
        assert folio in beside
    contents = next(word for word in words if word.text == "Contents")
    shown = {each.text for each in words if each.page == contents.page and each.x < middle}
    assert {"3", "4", "Alpha", "Beta"} <= shown


def test_long_contents_name_the_pages_that_they_move(tmp_path: Path) -> None:
    many = {f"a{n:02}.md": article(f"Title{n:02}", f"Body{n:02}.") for n in range(40)}
    pdf, _ = built(tmp_path, 'parts = ["contents"]', many, kind="issue")
    words = every_word(pdf)
    (last,) = (word for word in words if word.text == "Body39.")
    beside = [
        word.text
        for word in words
        if word.page == last.page and (word.x > 148.5 * MM) == (last.x > 148.5 * MM)
    ]
    (folio,) = (text for text in beside if text.isdigit())
    assert int(folio) > 40 + 1  # the contents take more than a page
    title = next(word for word in words if word.text == "Title39" and word.page != last.page)
    assert any(
        word.text == folio and word.page == title.page and abs(word.y - title.y) < 6
        for word in words
    )


# --- Blanks --------------------------------------------------------------------------------------


def test_blanks_come_last_and_are_told(tmp_path: Path) -> None:
    _, findings = built(tmp_path, "", {"one.md": article("One", "Words.")})
    assert said(findings, "sheet-blanks") == ["1 of 4 pages stays blank, at the end"]


def test_a_pile_that_no_stapler_takes_is_told(tmp_path: Path) -> None:
    for name, count, settings, told in (
        ("thin", 77, "", 0),
        ("thick", 82, "", 1),
        ("sewn", 82, 'scheme = "signatures"', 0),
    ):
        (tmp_path / name).mkdir()
        articles = {f"a{n:02}.md": article(f"T{n}", "Words.") for n in range(count)}
        parts = 'parts = ["cover"]'
        _, findings = built(tmp_path / name, f"{settings}\n{parts}", articles)
        assert len(said(findings, "sheet-gathering-thick")) == told


def test_a_back_cover_stays_at_the_back(tmp_path: Path) -> None:
    articles = {"one.md": article("One", "Words.\n\n" + LONG), "back.md": BACK}
    pdf, findings = built(tmp_path, "", articles)
    (last,) = (word for word in every_word(pdf) if word.text == "Backmost")
    assert (last.page, last.x < 148.5 * MM) == (0, True)
    assert all("before the back cover" in each for each in said(findings, "sheet-blanks"))


def test_who_wants_blanks_last_gets_them_last(tmp_path: Path) -> None:
    articles = {"one.md": article("One", "Words."), "back.md": BACK, "two.md": article("2", "x")}
    pdf, _ = built(tmp_path, 'blanks = "end"', articles)
    (last,) = (word for word in every_word(pdf) if word.text == "Backmost")
    assert last.page != 0


# --- Pages for a part of the sheet ---------------------------------------------------------------


@pytest.mark.parametrize("scheme", SMALL_SHEETS)
@pytest.mark.parametrize(("sheet", "wide"), [("A4", 297.0), ("Letter", 279.4)])
def test_the_name_of_a_scheme_is_enough(
    tmp_path: Path, scheme: str, sheet: str, wide: float
) -> None:
    articles = {"one.md": article("One", "Some words.")}
    pdf, findings = built(tmp_path, f'scheme = "{scheme}"\nsheet = "{sheet}"', articles)
    with pikepdf.open(pdf) as document:
        longer = max(float(side) for side in document.pages[0].mediabox[2:])
    assert longer == pytest.approx(wide * MM, abs=0.5)
    (told,) = said(findings, "sheet-pages-made")
    assert float(told.rpartition("their text is ")[2].removesuffix(" pt")) >= 6.5
    assert not said(findings, "sheet-pages-scaled")
    assert not said(findings, "sheet-cut-off")


def test_pages_are_as_large_as_their_part_of_the_sheet(tmp_path: Path) -> None:
    _, findings = built(tmp_path, 'scheme = "mini-zine"', {"one.md": article("One", "Words.")})
    (told,) = said(findings, "sheet-pages-made")
    assert "74 × 105 mm" in told


def test_made_pages_stay_where_the_printer_prints_and_tell_it(tmp_path: Path) -> None:
    """The ground of the cover goes to the edge of its page."""
    settings = 'scheme = "mini-zine"\nprinter_margin = 5'
    _, findings = built(tmp_path, settings, {"one.md": article("One", "Words.")})
    (told,) = said(findings, "sheet-pages-made")
    assert "74 × 105 mm, printed at " in told
    assert not said(findings, "sheet-cut-off")


def test_a_page_or_a_scale_of_the_editors_own_is_kept(tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    articles = {"one.md": article("One", "Words.")}
    _, findings = built(tmp_path / "page", 'scheme = "mini-zine"\nscale = "fit"', articles)
    assert said(findings, "sheet-pages-scaled") == ["pages are printed at 50.0%"]
    with pytest.raises(UsageError, match="too small"):
        built(tmp_path, 'scheme = "mini-zine"\nsheet = "A4"\npage = "A5"', articles)


def test_half_of_a_larger_sheet_is_a_page_of_the_theme(tmp_path: Path) -> None:
    pdf, findings = built(tmp_path, 'sheet = "A3"', {"one.md": article("One", "Some words.")})
    with pikepdf.open(pdf) as document:
        assert float(document.pages[0].mediabox[2]) == pytest.approx(420 * MM, abs=0.1)
    assert not said(findings, "sheet-pages-made")


def test_one_sheet_has_no_contents_unless_it_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "with").mkdir()
    articles = {"one.md": article("One", "Words.")}
    without, _ = built(tmp_path, 'scheme = "mini-zine"', articles, kind="issue")
    parts = 'parts = ["cover", "contents"]'
    asked, _ = built(tmp_path / "with", f'scheme = "mini-zine"\n{parts}', articles, kind="issue")
    assert "Contents" not in {word.text for word in every_word(without)}
    assert "Contents" in {word.text for word in every_word(asked)}


def test_an_accordion_has_as_many_panels_as_its_pages_take(tmp_path: Path) -> None:
    """Narrower panels take more pages: they are counted on pages of their own width."""
    for name, text, panels in (("short", "Words.", 4), ("long", LONG * 5, 6)):
        (tmp_path / name).mkdir()
        articles = {"one.md": article("One", text)}
        built(tmp_path / name, 'scheme = "accordion"', articles)
        told = (tmp_path / name / "out" / "small-pamphlet-instructions.txt").read_text("utf-8")
        first = next(line for line in told.splitlines() if line.startswith("┌"))
        assert first.split()[0].count("┬") == panels - 1


@pytest.mark.parametrize(
    ("scheme", "most", "remedy"),
    [("mini-zine", 8, "saddle"), ("mini-zine-poster", 9, "saddle"), ("accordion", 16, "saddle")],
)
def test_too_many_pages_for_one_sheet(tmp_path: Path, scheme: str, most: int, remedy: str) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "kept").write_text("before", "utf-8")
    articles = {f"a{n}.md": article(f"T{n}", "Words.") for n in range(20)}
    with pytest.raises(UsageError) as caught:
        built(tmp_path, f'scheme = "{scheme}"\nparts = ["cover"]', articles)
    assert f"holds {most} pages at most, these are 21" in caught.value.message
    assert f'scheme = "{remedy}"' in caught.value.hint
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["kept"]


def test_a_french_fold_that_is_too_small_is_a_mini_zine(tmp_path: Path) -> None:
    articles = {f"a{n}.md": article(f"T{n}", "Words.") for n in range(4)}
    with pytest.raises(UsageError) as caught:
        built(tmp_path, 'scheme = "french-fold"\nparts = ["cover", "title"]', articles)
    assert 'scheme = "mini-zine"' in caught.value.hint
    assert "shorten it by 2 pages" in caught.value.hint


def test_the_poster_is_the_last_article_not_the_credits(tmp_path: Path) -> None:
    articles = {"one.md": article("One", "Firstly."), "two.md": article("Two", "Postered.")}
    pdf, _ = built(tmp_path, 'scheme = "mini-zine-poster"', articles)
    back = {word.text for word in every_word(pdf) if word.page == 1}
    assert "Postered." in back
    assert "Credits" not in back


def test_whoever_has_no_poster_is_told(tmp_path: Path) -> None:
    _, findings = built(tmp_path, 'scheme = "mini-zine-poster"', {"one.md": article("One", "x")})
    assert "of the credits" in said(findings, "sheet-poster")[0]


def test_a_poster_of_several_pages_is_told(tmp_path: Path) -> None:
    articles = {"one.md": article("One", "x"), "two.md": article("Two", "Word. " * 150)}
    _, findings = built(tmp_path, 'scheme = "mini-zine-poster"', articles)
    assert "pages of “Two”" in said(findings, "sheet-poster")[0]


def test_small_pages_have_folios_but_no_running_heads(tmp_path: Path) -> None:
    for name, settings, heads in (("zine", 'scheme = "mini-zine"', False), ("usual", "", True)):
        (tmp_path / name).mkdir()
        text = LONG if name == "zine" else LONG * 3
        pdf, _ = built(tmp_path / name, settings, {"one.md": article("Heading", text)})
        words = [word.text for word in every_word(pdf)]
        assert ("3" in words, words.count("Heading") > 2) == (True, heads)  # opening, credits
