"""The real article beside the project, loaded as a publication."""

from __future__ import annotations

from pathlib import Path

from packager.findings import Severity
from packager.load import load
from packager.model.publication import Kind
from packager.model.text import Division, DivisionKind, walk


def test_the_seed_loads_whole(shared: Path) -> None:
    result = load(shared / "seed/publication")
    assert not [str(found) for found in result.findings if found.severity is Severity.ERROR]
    made = result.publication
    assert made is not None
    assert made.kind is Kind.ARTICLE
    assert made.slug == "iv-online-magazine-ivp617"
    assert made.identifier.startswith("https://internationalviewpoint.org/Violence")
    assert (made.language, made.direction, str(made.date)) == ("en", "ltr", "2026-06-17")
    assert made.series is not None
    assert (made.series.title, made.series.number, made.series.label) == (
        "IV Online magazine",
        "IVP617",
        "June 2026",
    )
    assert made.rights.licence == "all-rights-reserved"


def test_its_article_has_every_field(shared: Path) -> None:
    made = load(shared / "seed/publication").publication
    assert made is not None
    (article,) = made.articles
    assert article.key == "iv-online-magazine-ivp617/violence-and-drug-trafficking"
    assert (article.kicker, article.written) == ("Mexico", "February 2026")
    assert [(p.name, p.role, p.kind) for p in article.contributors] == [
        ("International Viewpoint", "trl", "organisation")
    ]
    assert article.source is not None
    assert article.source.title == "Revue l'Anticapitaliste"
    assert article.rights.statement == (
        "Copyright © International Viewpoint - online socialist magazine - All rights reserved"
    )
    (credit,) = article.credits
    assert (credit.what, credit.name, credit.role) == ("Photo", "Diego Fernández", "pht")
    kinds = {node.kind for node in walk(article.text) if isinstance(node, Division)}
    assert {DivisionKind.STANDFIRST, DivisionKind.DATELINE, DivisionKind.POSTSCRIPT} <= kinds
