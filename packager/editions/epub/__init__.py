"""The EPUB edition (EPUB 3.3): one file, `SLUG.epub`.

How it is made:

    package                         a publication and its chapters ──▶ items, spine, metadata
    metadata people accessibility   what the package document says
    contents navigation             nav.xhtml and toc.ncx
    page_list page_marks            the pages of the PDF edition, found again in the chapters
    writer zipped                   the package ──▶ bytes; the door to EbookLib
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, time
from functools import partial

from packager.compile.compiler import Compiler
from packager.editions.edition import Made
from packager.editions.epub.package import Book, package
from packager.editions.epub.page_list import mark_chapters
from packager.editions.epub.writer import write
from packager.editions.epub.zipped import DEFLATED_WITH, Deflated, deflate
from packager.errors import UsageError
from packager.findings import Finding, finding
from packager.model.medium import Medium
from packager.model.parts import plan
from packager.model.publication import Publication

LARGE = 10_000_000  # bytes; above that, mail and old e-readers have trouble


class Epub:
    """The edition for e-readers."""

    name = "epub"
    summary = "EPUB 3.3 for e-readers and reading apps"
    needs_pango = False

    def make(self, publication: Publication, compiler: Compiler | None = None) -> Made:
        """The publication as an EPUB."""
        compiler = compiler or Compiler()
        parts = plan(publication)
        markups = [compiler.render(part, publication, Medium.EREADER) for part in parts]
        chapters = compiler.chapters(markups, publication.theme)
        paged = mark_chapters(publication, chapters, compiler)
        modified = _modified(publication)
        book = Book(publication, parts, paged.chapters, modified, compiler, paged.page_list)
        content = write(package(book), partial(_deflated, compiler))
        name = f"{publication.slug}.epub"
        return Made({name: content}, (*paged.findings, *_large(name, len(content))))


EPUB = Epub()


def _deflated(compiler: Compiler, content: bytes) -> Deflated:
    """Content made small, from memory if it is there: that takes as long as all the rest."""
    return compiler.remembered(Deflated, (DEFLATED_WITH, content), lambda: deflate(content))


def _modified(publication: Publication) -> datetime:
    """When the content last changed (UTC); `SOURCE_DATE_EPOCH` says it more exactly.

    https://reproducible-builds.org/specs/source-date-epoch/
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.combine(publication.updated.first_day, time(), UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            f"SOURCE_DATE_EPOCH is “{epoch}”, which is no time.",
            "Give it as the number of seconds since 1970, or unset it.",
        ) from error


def _large(name: str, size: int) -> list[Finding]:
    if size <= LARGE:
        return []
    return [
        finding(
            "edition-large",
            f"{name} has {size / 1_000_000:.1f} MB; shops and mail boxes may refuse it.",
            hint="Set a smaller max_px or quality in [editions.epub].",
        )
    ]
