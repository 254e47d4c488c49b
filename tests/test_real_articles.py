"""Two articles by others, in two languages, built as one publication.

They are from the Open Source Guides (CC BY 4.0). Their front matter is that of a web site's
generator; the test does to them what an editor would: it writes ours, makes the site's own
addresses whole, turns its pictures into links (the files are not here) and its asides into boxes.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.building import Built, built
from tests.epub_reading import chapters, name
from tests.validators import epubcheck
from tests.words import differences, epub_articles, words

SITE = "https://opensource.guide"
PUBLICATION = """schema_version = 1

[publication]
kind = "anthology"
slug = "open-source-guides"
title = "Open Source Guides"
language = "en"
date = 2026-03-01
publisher = { name = "GitHub", url = "https://opensource.guide/" }
contents = ["legal.md", "metrics.md"]

[publication.rights]
statement = "© GitHub and contributors"
holder = "GitHub and contributors"
licence = "CC-BY-4.0"
"""
FRONT_MATTER = """---
title: {title}
language: {language}
description: {description}
contributors: [{{ name: Open Source Guides, kind: organisation, role: author }}]
source: {{ title: Open Source Guides, url: "https://opensource.guide/" }}
---
"""
CHANGES = (  # what the site's generator would have done
    (r"!\[([^\]]*)\]\(/", rf"[\1]({SITE}/"),  # pictures of the site
    (r"\]\(\.\.?/", rf"]({SITE}/"),
    (r"\]\(/", rf"]({SITE}/"),
    (r"<aside[^>]*>", "::: box\n"),
    (r"</aside>", "\n:::"),
    (r" *<img[^>]*>\n", ""),
    (r" *</?p[^>]*>\n?", "\n"),
)


def ours(path: Path) -> str:
    """An article of the site in our format."""
    _, head, body = path.read_text("utf-8").split("---\n", 2)
    fields = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    for pattern, replacement in CHANGES:
        body = re.sub(pattern, replacement, body)
    body = "\n".join(line.lstrip() if line[:2] == "  " else line for line in body.splitlines())
    return (
        FRONT_MATTER.format(
            title=fields["title"],
            language=fields["lang"],
            description=fields["description"].replace(": ", " – "),
        )
        + body
        + "\n"
    )


@pytest.fixture(scope="module")
def sources(shared: Path) -> dict[str, str]:
    """The two articles in our format."""
    folder = shared / "corpus/markdown/opensource-guide"
    return {"legal": ours(folder / "legal.en.md"), "metrics": ours(folder / "metrics.fr.md")}


@pytest.fixture(scope="module")
def guides(sources: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Their editions."""
    folder = tmp_path_factory.mktemp("guides")
    (folder / "publication.toml").write_text(PUBLICATION, "utf-8")
    for stem, text in sources.items():
        (folder / f"{stem}.md").write_text(text, "utf-8")
    return built(folder, folder / "out")


def test_both_articles_are_there_in_their_languages(guides: Built) -> None:
    articles = [chapter for chapter in chapters(guides.epub) if chapter.is_article]
    assert [chapter.root.get("lang") for chapter in articles] == ["en", "fr"]
    titles = [article.title for article in epub_articles(guides.epub)]
    assert titles == ["The Legal Side of Open Source", "Métriques Open Source"]


def test_each_heading_and_link_arrives(guides: Built, sources: dict[str, str]) -> None:
    articles = [chapter.body for chapter in chapters(guides.epub) if chapter.is_article]
    for body, source in zip(articles, sources.values(), strict=True):
        headings = [e for e in body.iter() if re.fullmatch("h[2-6]", name(e))]
        assert len(headings) == len(re.findall(r"(?m)^##+ ", source))
        hrefs = {e.get("href") for e in body.iter() if name(e) == "a"}
        wanted = {url for url in re.findall(r"\]\((https?://[^\s)]+)\)", source) if "%" not in url}
        assert wanted <= hrefs
        assert len(wanted) > 5


def test_both_editions_have_the_same_words(guides: Built) -> None:
    assert differences(guides.epub, guides.pdf) == []
    lengths = [len(article.body) for article in epub_articles(guides.epub)]
    assert lengths[0] > 2500
    assert lengths[1] > 1400


def test_the_french_is_set_as_french(guides: Built) -> None:
    french = [chapter.body for chapter in chapters(guides.epub) if chapter.is_article][1]
    text = "".join(french.itertext())
    assert "« téléchargement »" in re.sub(r"[\u00a0\u202f]", " ", text)
    assert words("Les étoiles de GitHub")[1] in words(text)


def test_epubcheck_has_nothing_to_say(guides: Built) -> None:
    assert epubcheck(guides.epub) == []
