"""What each theme looks like: a picture of it, and a page that shows all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from packager.compile.compiler import Compiler
from packager.editions.paper import CITED
from packager.findings import Finding, Place, Severity
from packager.load import load
from packager.load.theme_catalogue import Option, ThemeEntry
from packager.memo import Memo
from packager.model.publication import EditionSettings, Publication
from packager.model.theme import Theme
from packager.themes.drawing import contact_sheet, links_within
from packager.themes.pages import Shown, telling_pages

INDEX = "index.html"
_SPECIMEN = Path(__file__).parent / "specimen"


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Files by their names, and what was found while the pages were made (notices apart).

    Places are absolute: they are no part of the editor's publication.
    """

    files: dict[str, bytes]
    findings: tuple[Finding, ...]


def specimen(memo: Memo | None = None) -> Publication:
    """The publication that themes are shown by where there is no other."""
    loaded = load(_SPECIMEN, memo=memo)
    assert loaded.publication is not None, loaded.findings
    return loaded.publication


def portfolio(
    entries: Sequence[ThemeEntry], publication: Publication, compiler: Compiler
) -> Portfolio:
    """A picture `NAME.png` of each theme, and `index.html` with all of them.

    The theme that the publication has chosen is shown as it has chosen it. Raises what making the
    PDF edition does.
    """
    files: dict[str, bytes] = {}
    found: list[Finding] = []
    shown: list[str] = []
    for entry in entries:
        own = publication.theme
        theme = own if own.folder == entry.theme.folder else entry.theme
        dressed = _dressed(publication, theme)
        made = CITED.make(dressed, compiler)
        (pdf,) = made.files.values()
        pages = telling_pages(CITED.paginate(dressed, compiler), links_within(pdf))
        picture = f"{theme.name}.png"
        files[picture] = contact_sheet(pdf, [page.page for page in pages])
        shown.append(_section(entry, picture, pages))
        found += [_abroad(each, publication, theme) for each in made.findings]
    files[INDEX] = _page(publication, shown).encode()
    told = (each for each in found if each.severity is not Severity.NOTICE)
    return Portfolio(files, tuple(dict.fromkeys(told)))


def _dressed(publication: Publication, theme: Theme) -> Publication:
    """The publication in a theme, on a page that it has."""
    pdf = publication.editions.get("pdf", EditionSettings())
    page = pdf.page if pdf.page in theme.pages else ""
    editions = {**publication.editions, "pdf": replace(pdf, page=page)}
    return replace(publication, theme=theme, editions=editions)


def _abroad(found: Finding, publication: Publication, theme: Theme) -> Finding:
    place = found.place
    if place:
        file = (publication.folder / place.file).as_posix()
        place = Place(file, place.line, place.column)
    return replace(found, place=place, message=f"{theme.name}: {found.message}")


# --- The page of all ---

_STYLE = """
body { max-width: 76rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif }
img { max-width: 100%; height: auto }
figure { margin: 1rem 0 }
figcaption { font-size: 0.9rem }
section { margin: 3rem 0 }
th, td { padding: 0.2rem 1.5rem 0.2rem 0; text-align: left; vertical-align: top }
@media (prefers-color-scheme: dark) { body { background: #1c1b1a; color: #e8e4de } }
"""


def _page(publication: Publication, sections: Sequence[str]) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Themes</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>Themes</h1>\n"
        f'<p>Each of them set with “<span lang="{escape(publication.language)}">'
        f"{escape(publication.title)}</span>”.</p>\n{''.join(sections)}</body>\n</html>\n"
    )


def _section(entry: ThemeEntry, picture: str, pages: Sequence[Shown]) -> str:
    theme = entry.theme
    names = ", ".join(page.name.lower() for page in pages)
    whose = " (the publication’s own)" if entry.own else ""
    return (
        f'<section id="{escape(theme.name)}">\n<h2>{escape(theme.title)}{whose}</h2>\n'
        f"<p>{escape(theme.description)}</p>\n"
        f'<figure><img src="{escape(picture)}" alt="Pages in the theme {escape(theme.title)}: '
        f'{names}"><figcaption>From left to right: {names}.</figcaption></figure>\n'
        f'<p><code>[theme] name = "{escape(theme.name)}"</code>. '
        f"Pages: {escape(', '.join(theme.pages))}.</p>\n{_options(entry.options)}</section>\n"
    )


def _options(options: Sequence[Option]) -> str:
    if not options:
        return ""
    rows = "".join(
        f"<tr><td><code>{escape(each.name)}</code></td><td>{escape(each.values)}</td>"
        f"<td><code>{escape(each.shown)}</code></td><td>{escape(each.help)}</td></tr>\n"
        for each in options
    )
    return (
        "<table>\n<thead><tr><th>Option</th><th>Values</th><th>Default</th><th></th></tr></thead>\n"
        f"<tbody>\n{rows}</tbody>\n</table>\n"
    )
