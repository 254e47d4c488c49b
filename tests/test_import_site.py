"""Folders of Markdown as Jekyll, Hugo, Pelican, Quarto and Obsidian keep them, and real ones."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from packager.importers.account import account_for
from packager.importers.imported import Imported, ImportedArticle
from packager.importers.run import ImportOptions, import_sources
from packager.importers.site import read
from packager.importers.source import Source
from packager.importers.words import tokens
from packager.load import load
from packager.model.article import Source as Reprinted
from packager.model.dates import PartialDate
from packager.model.people import Contributor
from packager.model.publication import Kind
from packager.model.text import CodeBlock, Division, Figure, Heading, NoteCall, Table, walk

SITES = Path(__file__).parent / "import" / "sites"
TOOLS = ("jekyll", "hugo", "pelican", "quarto", "obsidian")


def imported(path: Path) -> Imported:
    return read(Source(path, path.name))


def article(made: Imported, name: str) -> ImportedArticle:
    return next(each for each in made.articles if each.name == name)


def codes(made: Imported) -> Counter[str]:
    return Counter(found.code for found in made.findings)


def messages(made: Imported, code: str) -> str:
    return "\n".join(found.message for found in made.findings if found.code == code)


# --- All of them -------------------------------------------------------------------------------


@pytest.mark.parametrize("tool", TOOLS)
def test_a_site_of_each_tool_loads_and_loses_nothing(tool: str, tmp_path: Path) -> None:
    report = import_sources([SITES / tool], ImportOptions(output=tmp_path / "made"))
    loaded = load(tmp_path / "made")
    assert loaded.publication
    unwanted = {"raw-html", "picture-missing", "link-broken", "anchor-missing", "heading-level"}
    assert not unwanted & {found.code for found in loaded.findings}
    lost = {"import-words-lost", "import-count-differs", "import-unsettled"}
    assert not lost & {found.code for found in report.findings}
    assert not report.accounts[0].lost


@pytest.mark.parametrize("tool", TOOLS)
def test_reading_twice_gives_the_same(tool: str) -> None:
    assert imported(SITES / tool) == imported(SITES / tool)


@pytest.mark.parametrize("tool", TOOLS)
def test_code_stays_as_it_was_typed(tool: str) -> None:
    sources = [*(SITES / tool).rglob("*.md"), *(SITES / tool).rglob("*.qmd")]
    fenced = re.compile(r"^(```+)[^\n]*\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
    code = [found[2] for path in sources for found in fenced.finditer(path.read_text())]
    bodies = "\n".join(each.body for each in imported(SITES / tool).articles)
    assert all(each in bodies for each in code)


# --- Jekyll ------------------------------------------------------------------------------------


def test_jekyll_front_matter_becomes_fields() -> None:
    made = imported(SITES / "jekyll")
    lock = article(made, "the-upper-lock")
    assert lock.title == "The upper lock: closed again"
    assert lock.date == PartialDate(2024, 3, 2)
    assert [(p.name, p.role, p.url) for p in lock.contributors] == [
        ("Wim de Graaf", "aut", "https://wim.example/"),
        ("Saskia Boon", "aut", ""),
    ]
    assert lock.rights.licence == "CC-BY-4.0"
    assert lock.subjects == ("locks", "winter", "canal", "repairs")
    winter = article(made, "a-dry-winter")
    assert winter.draft
    assert winter.date == PartialDate(2024, 1, 20)
    assert made.publication.title == "The Lock-keeper"
    assert made.publication.language == "en"
    assert any("layout (4)" in dropped.reason for dropped in made.dropped)


def test_jekyll_order_is_that_of_dates_and_translations_are_linked() -> None:
    made = imported(SITES / "jekyll")
    names = [each.name for each in made.articles]
    assert names.index("a-dry-winter") < names.index("the-upper-lock")
    assert article(made, "about-fr").translation_of == "about"
    assert article(made, "about-fr").language == "fr"
    assert article(made, "about").url == "https://lock-keeper.example/notes/about/"


def test_jekyll_directives_and_links() -> None:
    made = imported(SITES / "jekyll")
    body = article(made, "the-upper-lock").body
    assert "[the earlier report](a-dry-winter.md#the-level)" in body
    assert "[plan](https://lock-keeper.example/notes/files/plan.pdf)" in body
    assert "[our page](about.md)" in body
    assert '![Ice on the beams](../images/gate.png "The gate on *Friday*.")' in body
    assert "## What they say {#what-they-say}" in body
    assert '```ruby\nputs "{{ not liquid }}" # [1]\n```' in body
    assert "> Water finds its way.\\\n> Money does not." in body
    assert "H2O is still free" in body
    assert "TOC" not in body
    assert "{:" not in body
    assert "<!--" not in body
    assert "had been\n" not in body
    assert "written to\nthe water board,\nwhich" in body
    kinds = messages(made, "import-directive")
    for kind in ("newsletter.html", "{% if %}", "{{ … }}", "emoji"):
        assert kinds.count(kind) == 1
    assert codes(made)["import-note-unmatched"] == 1  # a note nobody calls


def test_jekyll_html_is_mapped_and_what_the_tool_made_is_left_out() -> None:
    made = imported(SITES / "jekyll")
    body = article(made, "a-dry-winter").body
    assert "::: box\n**Mind** the ice.\n:::" in body
    assert "### A step too deep" in body
    assert not body.lstrip().startswith("# ")
    embed = next(each for each in made.dropped if each.what == "embed")
    assert "https://video.example/embed/77" in embed.reason
    assert "Made by the tool" not in "".join(each.body for each in made.articles)


# --- Hugo --------------------------------------------------------------------------------------


def test_hugo_reads_toml_and_json_and_goes_by_weight() -> None:
    made = imported(SITES / "hugo")
    assert [each.name for each in made.articles] == ["depot", "the-night-train", "night-train-fr"]
    train = article(made, "the-night-train")
    assert (train.date, train.updated) == (PartialDate(2025, 4, 10), PartialDate(2025, 5, 1))
    assert [each.name for each in train.contributors] == ["Ines Faria", "Otto Lind"]
    assert train.description == "Eleven hours, four borders."
    french = article(made, "night-train-fr")
    assert (french.language, french.translation_of) == ("fr", "the-night-train")
    assert [(p.name, p.role) for p in french.contributors] == [
        ("Ines Faria", "aut"),
        ("Claire Aubry", "trl"),
    ]
    otto = article(made, "depot").contributors[0]
    assert (otto.url, otto.bio) == ("https://orcid.org/0000-0002-1825-0097", "Rail Museum")
    assert article(made, "depot").rights.licence == "CC-BY-SA-4.0"


def test_hugo_shortcodes() -> None:
    made = imported(SITES / "hugo")
    body = article(made, "the-night-train").body
    assert body.startswith(
        "::: standfirst\nEleven hours, four borders, one blanket.\n:::\n\n"
        '![A sleeping carriage at dusk](../images/dusk.png "Car 264")\n\n'
    )
    assert '"The corridor, *by night*"){credit="Otto Lind"}' in body
    assert "::: box\n**Before you book**\n\nThe **summer** timetable differs." in body
    assert "[the depot](depot.md) and [its yard](depot.md#the-yard)" in body
    assert "> We sleep when the *line* does." in body
    assert '{{< chart data="fares.csv" >}}' in body
    assert '```go\n{{< figure src="never.png" >}}\n```' in body
    assert '```python\nprint("<b>as it is</b>")\n```' in body
    assert "::: box\n**The stops**\n\n1. Lisbon\n2. Irun\n:::" in body
    assert messages(made, "import-directive").count("chart") == 1
    video = next(each for each in made.dropped if each.what == "embed")
    assert "https://www.youtube.com/watch?v=dQw4w9WgXcQ" in video.reason


def test_hugo_pictures_of_the_static_folder_and_formulas() -> None:
    body = article(imported(SITES / "hugo"), "depot").body
    assert '![The hall](../images/hall.png "Built in 1911")' in body
    assert "Words before ![a lamp](../images/hall.png) and after." in body
    assert "$a^2 + b_1$ metres, costs $5 or $6" in body
    assert "`Ctrl`" in body


# --- Pelican -----------------------------------------------------------------------------------


def test_pelican_lines_of_metadata_and_numbered_notes() -> None:
    made = imported(SITES / "pelican")
    harvest = article(made, "the-harvest")
    assert harvest.title == "The harvest: a diary"
    assert (harvest.date, harvest.updated) == (PartialDate(2023, 11, 5), PartialDate(2023, 11, 20))
    assert [each.name for each in harvest.contributors] == ["Nadia Serhane", "Karim Aït"]
    assert harvest.description == "Nine days under the nets."
    assert "Rain[^1]." in harvest.body
    assert "as[^2] says; see[^1]" in harvest.body
    assert "[^2]: A. Serhane, *Trees*,\n    second edition." in harvest.body
    assert "    ls -l [1]" in harvest.body  # code is code
    assert "## Notes" not in harvest.body
    assert "::: box\n**Ladders**\n\nNever on wet grass.\n\nNot even *once*.\n:::" in harvest.body
    assert '![The nets](../images/nets.png "The nets, drying.")' in harvest.body
    assert "(shed.md#the-door)" in harvest.body
    assert article(made, "the-harvest-fr").translation_of == "the-harvest"
    assert made.publication.title == "The Olive Press"


def test_numbers_that_do_not_agree_stay_as_text() -> None:
    made = imported(SITES / "pelican")
    shed = article(made, "shed")
    assert shed.draft
    assert "Old [3] and new [4]." in shed.body
    assert "1. Only one note." in shed.body
    assert "no note for [3], [4]; no call of [1], [2]" in messages(made, "import-note-unmatched")


# --- Quarto ------------------------------------------------------------------------------------


def test_quarto_book_keeps_its_chapters_and_parts() -> None:
    made = imported(SITES / "quarto")
    assert [each.title for each in made.articles] == [
        "Preface",
        "The gauge",
        "The chart",
        "Last words",
    ]
    assert [each.section for each in made.articles] == ["", "Measuring", "Measuring", ""]
    assert made.publication.kind is Kind.BOOK
    assert (made.publication.title, made.publication.subtitle) == ("Tides and Tables", "A reader")
    assert [each.name for each in made.publication.contributors] == ["Maren Holt", "Joaquín Vela"]
    maren = article(made, "gauge").contributors[0]
    assert (maren.name, maren.sort, maren.bio) == ("Maren Holt", "Holt, Maren", "Harbour Office")


def test_quarto_callouts_references_and_citations() -> None:
    made = imported(SITES / "quarto")
    body = article(made, "gauge").body
    assert "::: box\n**A word of care**\n\nNever lean over.\n:::" in body
    assert ":::: box\n**Bring a lamp**\n\nIt is dark.\n\n::: verse\n" in body
    assert "[figure 1](#fig-gauge) in [Reading it](#sec-gauge)" in body
    assert '![A striped pole](../images/gauge.png "The gauge at *low* water"){#fig-gauge}' in body
    assert "[@vela2019, p. 4; @holt2021]" in body
    assert "citations" in messages(made, "import-directive")
    assert "[Reading it](gauge.md#sec-gauge)" in article(made, "preface").body
    assert "{#tbl-depths}\n| a | b |" in article(made, "chart").body
    assert ": Depths\n" in article(made, "chart").body


# --- Obsidian ----------------------------------------------------------------------------------


def test_obsidian_wikilinks_embeds_callouts_and_tags() -> None:
    made = imported(SITES / "obsidian")
    foundry = article(made, "bell-foundry")
    assert foundry.title == "Bell Foundry"
    assert foundry.subjects == ("craft", "metal/bronze", "history", "bronze")
    assert [each.name for each in foundry.contributors] == ["Ada Penrose"]
    body = foundry.body
    assert "[how it is cast](casting.md), [Casting](casting.md#the-mould)" in body
    assert "Nowhere Man and [The bells](#the-bells)" in body
    assert "[[Nowhere Man]]" in messages(made, "import-link-lost")
    assert "![](../images/bell.png)" in body
    assert ":::: box\n**Visits**\n\nOn Sundays only.\n\n::: box\nBring *gloves*.\n:::\n::::" in body
    assert "> **Ada**\n>\n> We never hurry bronze." in body
    assert "ask Ada" not in body
    assert "^hung" not in body
    assert "`#code` is not one" in body
    assert "[Casting](casting.md)" in body


# --- The real ones -----------------------------------------------------------------------------


def test_the_two_magazine_articles(shared: Path, tmp_path: Path) -> None:
    folder = shared / "corpus" / "markdown" / "free-software-magazine"
    report = import_sources([folder], ImportOptions(output=tmp_path / "fsm"))
    assert not any(found.code == "import-words-lost" for found in report.findings)
    loaded = load(tmp_path / "fsm")
    assert loaded.publication
    assert not loaded.findings
    kime, xml = (
        next(each for each in loaded.publication.articles if each.id == stem)
        for stem in ("kime-tutorial", "xml-starlet")
    )
    assert kime.title == "Spiff up your website with KImageMapEditor"
    assert [(p.name, p.role) for p in kime.contributors] == [("Terry Hancock", "aut")]
    assert (kime.date, xml.date) == (PartialDate(2006, 10, 31), PartialDate(2005, 8, 7))
    assert (kime.rights.statement, xml.rights.statement) == ("CC BY-SA", "CC BY")
    assert len(kime.text.notes) == 8
    calls = [node for node in walk(kime.text) if isinstance(node, NoteCall)]
    assert [call.number for call in calls] == [1, 2, 3, 4, 5, 6, 7, 8, 5]  # one in a caption
    source = (folder / "kime_tutorial" / "index.md").read_text()
    count = Counter(type(node) for node in walk(kime.text))
    assert count[Figure] == source.count("=IMAGE=") == 9
    assert count[CodeBlock] == source.count("=CODE_START=") == 2
    # All headings but that of the notes.
    assert count[Heading] == len(re.findall("^# ", source, re.M)) - 1 == 7
    pulled = [n for n in walk(kime.text) if isinstance(n, Division) and n.kind.value == "pullquote"]
    assert len(pulled) == source.count("=ZOOM=") == 4
    count = Counter(type(node) for node in walk(xml.text))
    source = (folder / "xml_starlet" / "index.md").read_text()
    assert count[CodeBlock] == source.count("=CODE_START=") == 12
    assert (count[Table], count[Figure]) == (1, 1)
    table = next(node for node in walk(xml.text) if isinstance(node, Table))
    assert len(table.rows) == 6
    assert table.caption
    assert "\n=" not in (tmp_path / "fsm" / "articles" / "xml-starlet.md").read_text()


def test_one_file_with_its_pictures_beside_it(shared: Path) -> None:
    path = shared / "corpus/markdown/free-software-magazine/kime_tutorial/index.md"
    made = imported(path)
    assert len(made.pictures) == 9
    assert not codes(made)["import-picture-missing"]
    account = account_for(Source(path, path.name), "markdown", made)
    assert not account.lost
    assert account.arrived.calls == account.had.calls == 9
    assert account.had.words > 2_000
    assert made.publication.kind is Kind.ARTICLE


def test_the_guide_in_four_languages(shared: Path, tmp_path: Path) -> None:
    folder = shared / "corpus" / "markdown" / "opensource-guide"
    made = imported(folder)
    names = [each.name for each in made.articles]
    assert names == ["metrics-ar", "metrics-fr", "metrics-ja", "legal"]
    assert [each.language for each in made.articles] == ["ar", "fr", "ja", "en"]
    files = ("metrics.ar.md", "metrics.fr.md", "metrics.ja.md", "legal.en.md")
    for each, name in zip(made.articles, files, strict=True):
        source = (folder / name).read_text()
        assert len(re.findall("^## ", each.body, re.M)) == len(re.findall("^## ", source, re.M))
        assert each.body.count("::: pullquote") == source.count("<aside")
        assert "<" not in each.body
        assert each.description
        assert len(_shown(each.body)) > 0.98 * len(_shown(source.split("---\n", 2)[2]))
    # 10 pictures of the text and 4 of the heads are not there, 6 faces are on the web.
    assert codes(made)["import-picture-missing"] == 14
    assert codes(made)["import-picture-remote"] == 6
    assert codes(made)["import-link-lost"] == 3
    assert "#which-open-source-license-is-appropriate-for-my-project" in made.articles[3].body
    assert "none is the original" in messages(made, "import-guessed")
    import_sources([folder], ImportOptions(output=tmp_path / "guide"))
    assert not load(tmp_path / "guide").findings
    assert all(found.place for found in made.findings)


def _shown(markdown: str) -> list[str]:
    """The words of Markdown without tags and addresses."""
    return tokens(re.sub(r"<[^>]*>|\]\([^)]*\)|!\[[^]]*|:::.*", " ", markdown))


def test_an_article_in_our_own_format_stays_what_it_is(tmp_path: Path) -> None:
    """A colleague's article, without the publication around it."""
    path = tmp_path / "harbour.md"
    path.write_text(
        "---\ntitle: The harbour\nwritten: May 2026\ncontributors:\n"
        "  - name: Ana López\n    role: author\n"
        "  - name: The Review\n    kind: organisation\n    role: translator\n"
        "source:\n  title: El puerto\n  language: es\n  date: 2025-04\n---\n\nThe boat.\n",
        "utf-8",
    )
    (article,) = read(Source(path, path.name)).articles
    assert article.contributors == (
        Contributor("Ana López", "aut"),
        Contributor("The Review", "trl", "organisation"),
    )
    assert article.written == "May 2026"
    assert article.source == Reprinted("El puerto", "", "es", PartialDate(2025, 4))
