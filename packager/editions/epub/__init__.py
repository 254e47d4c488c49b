"""The EPUB edition (EPUB 3.3): one file, `SLUG.epub`.

How it is made:

    package                         a publication and its chapters ──▶ items, spine, metadata
    metadata people accessibility   what the package document says
    contents navigation             nav.xhtml and toc.ncx
    writer                          the package ──▶ bytes; the door to EbookLib
"""

from __future__ import annotations

import os
from concurrent.futures import Executor
from datetime import UTC, datetime, time

from packager.compile.chapters import chapters
from packager.editions.edition import Made
from packager.editions.epub.package import Book, package
from packager.editions.epub.writer import write
from packager.errors import UsageError
from packager.findings import Finding, finding
from packager.model.medium import Medium
from packager.model.parts import plan
from packager.model.publication import Publication
from packager.render import render

LARGE = 10_000_000  # bytes; above that, mail and old e-readers have trouble


class Epub:
    """The edition for e-readers."""

    name = "epub"
    summary = "EPUB 3.3 for e-readers and reading apps"
    needs_pango = False

    def make(self, publication: Publication, executor: Executor | None = None) -> Made:
        """The publication as an EPUB. It is made at once: there is no work for `executor`."""
        parts = plan(publication)
        markups = [render(part, publication, Medium.EREADER) for part in parts]
        book = Book(
            publication, parts, chapters(markups, publication.theme), _modified(publication)
        )
        content = write(package(book))
        name = f"{publication.slug}.epub"
        return Made({name: content}, tuple(_large(name, len(content))))


EPUB = Epub()


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
