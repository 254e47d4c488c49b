"""Folders and files of Markdown that are not as they should be, and small things in bodies."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packager.errors import ContentError
from packager.importers.imported import Imported
from packager.importers.site import folder as site_folder
from packager.importers.site import read
from packager.importers.site.values import date_of, licence_and_statement, people_of
from packager.importers.source import Source
from packager.load.markdown import BodyContext, parse
from packager.model.dates import PartialDate
from packager.model.rights import Rights


def one(tmp_path: Path, text: str, name: str = "piece.md") -> Imported:
    path = tmp_path / name
    path.write_text(text)
    return read(Source(path, path.name))


def body(tmp_path: Path, text: str) -> str:
    return one(tmp_path, f"---\ntitle: A piece\n---\n{text}\n").articles[0].body


def codes(made: Imported) -> list[str]:
    return [found.code for found in made.findings]


# --- Heads -------------------------------------------------------------------------------------


def test_yaml_as_people_write_it(tmp_path: Path) -> None:
    head = (
        "title: It's: a colon\ndate: Wed, 3 Mar 2021 10:00:00 GMT\nauthor: Roe, Jane; Doe, John\n"
    )
    made = one(tmp_path, f"---\n{head}tags: [a, 'b c']\nlicense: CC0\n---\n\nWords.\n").articles[0]
    assert made.title == "It's: a colon"
    assert made.date == PartialDate(2021, 3, 3)
    assert [each.name for each in made.contributors] == ["Jane Roe", "John Doe"]
    assert made.subjects == ("a", "b c")
    assert made.rights == Rights(licence="CC0-1.0")


def test_a_head_that_cannot_be_read_is_told_and_the_body_stays(tmp_path: Path) -> None:
    made = one(tmp_path, '---\ntitle: "broken\n---\n\nWords.\n')
    assert made.articles[0].body == "Words.\n"
    assert "the front matter cannot be read" in made.findings[0].message
    assert made.findings[0].place
    assert made.findings[0].place.line == 2


def test_without_a_title_the_first_heading_is_it(tmp_path: Path) -> None:
    made = one(tmp_path, "# The *first* heading\n\nWords.\n")
    assert made.articles[0].title == "The first heading"
    assert made.articles[0].body == "Words.\n"
    assert made.counts.headings == 0
    guessed = one(tmp_path, "Only words.\n", "some-notes.md")
    assert guessed.articles[0].title == "Some notes"
    assert "import-guessed" in codes(guessed)


def test_a_page_that_begins_with_a_rule_has_no_head(tmp_path: Path) -> None:
    made = one(tmp_path, "---\n\nJust words\n\n---\n\nand more.\n")
    assert "Just words" in made.articles[0].body


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2025-04-10T21:15:00+02:00", PartialDate(2025, 4, 10)),
        ("2005-08-07 11:01:38", PartialDate(2005, 8, 7)),
        ("2024-5", PartialDate(2024, 5)),
        ("2024", PartialDate(2024)),
        ("17 June 2026", PartialDate(2026, 6, 17)),
        ("2024-13-40", None),
        ("soon", None),
    ],
)
def test_dates(written: str, date: PartialDate | None) -> None:
    assert date_of(written, "en") == date


@pytest.mark.parametrize(
    ("written", "licence", "statement"),
    [
        ("cc-by-sa", "", "CC BY-SA"),
        ("CC BY 4.0", "CC-BY-4.0", ""),
        ("https://creativecommons.org/licenses/by-nc/3.0/", "CC-BY-NC-3.0", ""),
        ({"name": "BY", "url": "https://creativecommons.org/licenses/by/4.0/"}, "CC-BY-4.0", ""),
        ("Ask us", "", "Ask us"),
    ],
)  # fmt: skip
def test_licences(written: object, licence: str, statement: str) -> None:
    assert licence_and_statement(written) == (licence, statement)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Rosa Quiroga, Tariq Haddad and Mei Lin", ["Rosa Quiroga", "Tariq Haddad", "Mei Lin"]),
        ("Quiroga, Rosa", ["Rosa Quiroga"]),
        (["A B", {"name": "C D"}], ["A B", "C D"]),
        ({"name": {"given": "Maren", "family": "Holt"}}, ["Maren Holt"]),
        ("By Ana Ruiz <ana@example.org>", ["Ana Ruiz"]),
        (None, []),
    ],
)
def test_people(written: object, names: list[str]) -> None:
    assert [each.name for each in people_of(written, "aut", {})] == names


# --- Folders -----------------------------------------------------------------------------------


def test_a_folder_without_markdown_is_refused(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("words")
    with pytest.raises(ContentError) as refused:
        read(Source(tmp_path, "site"))
    assert "holds no Markdown" in refused.value.findings[0].message


def test_limits_of_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        (tmp_path / f"{number}.md").write_text("# A\n\nWords.\n")
    monkeypatch.setattr(site_folder, "MAX_FILES", 5)
    with pytest.raises(ContentError) as refused:
        read(Source(tmp_path, "site"))
    assert refused.value.findings[0].code == "file-too-large"
    monkeypatch.setattr(site_folder, "MAX_FILES", 50)
    monkeypatch.setattr(site_folder, "MAX_BYTES", 20)
    with pytest.raises(ContentError) as refused:
        read(Source(tmp_path, "site"))
    assert "holds more than 0 MB" in refused.value.findings[0].message


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    (tmp_path / "secret.md").write_text("# Secret\n\nNobody reads it.\n")
    site = tmp_path / "site"
    site.mkdir()
    (site / "link.png").symlink_to(secret)
    (site / "link.md").symlink_to(tmp_path / "secret.md")
    (site / "out").symlink_to(tmp_path)
    (site / "a.md").write_text("![a](../secret.png) ![b](link.png) ![c](out/secret.png)\n")
    made = read(Source(site, "site"))
    assert not made.pictures
    assert codes(made).count("import-picture-missing") == 3
    assert "Nobody" not in "".join(each.body for each in made.articles)


def test_a_page_that_is_no_text_stops_the_import_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\nWords.\n")
    (tmp_path / "b.md").write_bytes(b"caf\xe9\n")
    with pytest.raises(ContentError) as refused:
        read(Source(tmp_path, "site"))
    assert refused.value.findings[0].place
    assert refused.value.findings[0].place.file == "site/b.md"


def test_people_and_addresses_that_a_site_keeps_apart(tmp_path: Path) -> None:
    (tmp_path / "_data").mkdir()
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_config.yml").write_text("title: Tide\npermalink: /:year/:title/\n")
    (tmp_path / "_data/authors.yml").write_text("ida:\n  name: Ida Kern\n")
    salt = "---\ntitle: Salt\nauthor: ida\n---\nSee [bread](/2024/bread/).\n"
    (tmp_path / "_posts/2024-03-02-salt.md").write_text(salt)
    (tmp_path / "_posts/2024-04-01-bread.md").write_text("---\ntitle: Bread\n---\nBread.\n")
    made = read(Source(tmp_path, tmp_path.name))
    salted = next(one for one in made.articles if one.title == "Salt")
    assert [person.name for person in salted.contributors] == ["Ida Kern"]
    assert "[bread](bread.md)" in salted.body


def test_other_files_are_told_one_line_a_kind(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A\n\nWords.\n")
    for name in ("x.csv", "y.csv", "z.pdf", ".hidden.csv"):
        (tmp_path / name).write_text("x")
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "readme.md").write_text("# No\n")
    made = read(Source(tmp_path, "site"))
    told = [each.what for each in made.dropped]
    assert told == ["2 files (.csv)", "1 file (.pdf)"]
    assert len(made.articles) == 1


def test_python_settings_are_not_run(tmp_path: Path) -> None:
    program = "import os\nSITENAME = 'Quiet'\nopen('made', 'w')\nAUTHOR = os.getcwd()\n"
    (tmp_path / "pelicanconf.py").write_text(program)
    for name in "ab":
        (tmp_path / f"{name}.md").write_text(f"Title: {name}\nDate: 2024-01-01\n\nWords.\n")
    made = read(Source(tmp_path, "site"))
    assert made.publication.title == "Quiet"
    assert not made.publication.contributors
    assert not (tmp_path / "made").exists()


# --- Bodies ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("One\ntwo  \nthree\\\nfour", "One\ntwo  \nthree\\\nfour"),
        ("a <em>b</em> <strong>c </strong>d<br>e", "a *b* **c** d\\\ne"),
        ('<a href="https://x.example/">w</a>', "[w](https://x.example/)"),
        ("x < 3 <- 4", "x < 3 <- 4"),
        ("an <Odd x='1'>thing", "an \\<Odd x='1'>thing"),
        ("a <!-- hidden --> b", "a b"),
        ("D&eacute;j&agrave; &amp; A&nbsp;B &lt;", "Déjà &amp; A&nbsp;B &lt;"),
        ("##### Deep\n\n###### Deeper\n\n# Top", "## Deep\n\n### Deeper\n\n## Top"),
        ("Top\n===\n\nLow\n---", "## Top\n\n### Low"),
        ("[gone](/nowhere/) and [x](#no)", "gone and x"),
        ('[a][r]\n\n[r]: /nowhere/ "t"', "a"),
        ("[a](//x.example/y)", "[a](https://x.example/y)"),
        ("[a](javascript:alert(1))", "a"),
        ("No [^9] there", "No \\[^9] there"),
        ("| a |\n|---|\n| 1 | 2 |", "| a |  |\n|---|---|\n| 1 | 2 |"),
        ("a | b\n--|--\n1 | `x|y`", "a | b\n--|--\n1 | `x\\|y`"),
        ("=ZOOM=Some words=", "::: pullquote\nSome words\n:::"),
        ("=WHAT=Some words=", "=WHAT=Some words="),
        ("- [ ] do it", "- [ ] do it"),
        ("::: warning Mind\nWords\n:::", "::: box\n**Mind**\n\nWords\n:::"),
        ("> [!TIP]\n> Words", "::: box\nWords\n:::"),
        ("~~~\n<b>{{ x }}</b> [a](b.md)\n~~~", "~~~\n<b>{{ x }}</b> [a](b.md)\n~~~"),
        ("    <b>{{ x }}</b>", "    <b>{{ x }}</b>"),
        ("`<b>` and ``{{ ` }}``", "`<b>` and ``{{ ` }}``"),
        ("<pre><code>&lt;b&gt;\nx</code></pre>", "```\n<b>\nx\n```"),
        ('<div class="x" markdown="1">\n\n  *Words*\n\n</div>', "*Words*"),
    ],
)
def test_small_things(tmp_path: Path, written: str, made: str) -> None:
    assert body(tmp_path, written) == f"{made}\n"


def test_notes_are_made_only_when_all_numbers_agree(tmp_path: Path) -> None:
    good = body(tmp_path, "One [1] two [2].\n\n## Notes\n\n[1] First.\n\n[2] Second.")
    assert good == "One[^1] two[^2].\n\n[^1]: First.\n\n[^2]: Second.\n"
    text = "One [1] two [3].\n\n1. First.\n2. Second.\n3. Third.\n"
    made = one(tmp_path, text)
    assert "One [1] two [3]" in made.articles[0].body
    assert codes(made).count("import-note-unmatched") == 1
    links = "See [1].\n\n[1]: https://x.example/\n"
    assert one(tmp_path, links).articles[0].body == links


def test_findings_are_one_a_kind_with_a_count(tmp_path: Path) -> None:
    made = one(tmp_path, "# T\n\n{{< a >}} {{< b >}}\n\n{{< a >}}\n")
    told = [found for found in made.findings if found.code == "import-directive"]
    assert len(told) == 2
    assert "(2 times, first here)" in told[0].message
    assert told[0].place
    assert told[0].place.line == 3


PIECES = [
    "::: box\n", ":::\n", "> ", "- ", "    ", "```\n", "`", "[", "](", ")", "[[", "]]", "![",
    "<div>",
    "</div>", "<b>", "{{< x", ">}}", "{% if", "%}", "{: #a}", "=ZOOM=", "[1]", "1. ", "# ", "---\n",
    "| a |\n", "|---|\n", "$", "~~", "==", "<!--", "-->", "<table><tr><td>", "words ", "\n", "\n\n",
    "title: x\n", "+++\n", "[^1]", "[^1]: n\n", "!!! note\n", "\\", "\U000f0001", "é", "\t",
]  # fmt: skip


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join))
def test_any_text_gives_a_body_that_parses(tmp_path: Path, text: str) -> None:
    (tmp_path / "any.md").write_text(text or "x")
    try:
        made = read(Source(tmp_path / "any.md", "any.md"))
    except ContentError:
        return
    context = BodyContext("x", "en", lambda p, q: None, lambda p, q: p, lambda found: None)
    for each in made.articles:
        parse(each.body, 1, context)
