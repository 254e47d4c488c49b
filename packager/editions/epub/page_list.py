"""The pages of the PDF edition in the EPUB: marks in the chapters, and a list leading to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from packager.compile.chapters import Chapter
from packager.compile.compiler import Compiler
from packager.editions.epub.page_marks import Marked, mark_id, mark_pages
from packager.editions.paper import CITED
from packager.errors import BuildError, MissingError
from packager.findings import Finding, Place, finding
from packager.link import CitedPart, cited_parts
from packager.model.publication import Publication

_HINT = "Citations go by pages; a reader of the EPUB will not find them."


@dataclass(frozen=True, slots=True)
class PageList:
    """The pages in order. `source`: the identifier of the edition that they are the pages of."""

    source: str
    pages: tuple[tuple[str, str], ...]  # label, address


@dataclass(frozen=True, slots=True)
class Paged:
    """Chapters with the marks of pages, and the list of these if there is one."""

    chapters: tuple[Chapter, ...]
    page_list: PageList | None = None
    findings: tuple[Finding, ...] = ()


def mark_chapters(
    publication: Publication, chapters: Sequence[Chapter], compiler: Compiler
) -> Paged:
    """Mark where the pages begin; `chapters` are those of all parts, in order.

    For this the parts are set on paper. Where that cannot be, the EPUB does without.
    """
    settings = publication.editions.get("epub")
    if settings and settings.page_list is False:
        return _absent(chapters, "page_list is false in [editions.epub]")
    if not publication.theme.pages:
        return _absent(chapters, f"the theme {publication.theme.name} has no pages")
    try:
        paged = CITED.paginate(publication, compiler)
    except (MissingError, BuildError) as error:
        return _absent(chapters, error.message.rstrip("."), error.hint)
    parts = cited_parts(paged.typeset, paged.leaves)
    marked: list[Chapter] = []
    pages: list[tuple[str, str]] = []
    findings: list[Finding] = []
    for chapter, cited, part in zip(chapters, parts, paged.parts, strict=True):
        made, labels, lost = _mark(chapter, cited, compiler)
        marked.append(made)
        pages += [(label, f"{made.name}#{mark_id(label)}") for label in labels]
        findings += [
            _missing(chapter, label, part.article.path if part.article else "") for label in lost
        ]
    return Paged(
        tuple(marked), PageList(CITED.identifier(publication), tuple(pages)), tuple(findings)
    )


def _mark(
    chapter: Chapter, cited: CitedPart, compiler: Compiler
) -> tuple[Chapter, tuple[str, ...], tuple[str, ...]]:
    marked = compiler.remembered(
        Marked, (chapter.content, cited), lambda: mark_pages(chapter.content, cited)
    )
    roles = chapter.roles | ({"doc-pagebreak"} if marked.placed else set())
    return replace(chapter, content=marked.content, roles=roles), marked.placed, marked.lost


def _absent(chapters: Sequence[Chapter], why: str, hint: str = "") -> Paged:
    said = finding("page-list-absent", f"The EPUB has no list of pages: {why}.", hint=hint or _HINT)
    return Paged(tuple(chapters), None, (said,))


def _missing(chapter: Chapter, label: str, path: str) -> Finding:
    return finding(
        "page-mark-missing",
        f"Where page {label} of the PDF begins cannot be told in “{chapter.markup.title}” of the"
        " EPUB, so that page is not in its list of pages.",
        Place(path) if path else None,
        "A theme's template that words an article differently on paper makes this so.",
    )
