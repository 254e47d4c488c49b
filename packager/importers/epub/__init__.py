"""EPUB 2 and 3 ──▶ articles. Never with EbookLib: it repairs what ought to be told.

container   the archive: the package document in it, locks on it
package     the package document; `metadata` and `people` make fields of it
nav         the table of contents
documents   the documents in reading order, tidied; `lines` of verse and speech
kinds       which of them are cover, title page, contents, imprint
units       what makes one article: documents joined and cut
openings    titles, kickers, people at an article's beginning; `own` reads what we write
pictures    pictures and the cover
articles    units ──▶ articles
wordcount   the words of the source, read apart from all this
"""

from __future__ import annotations

from dataclasses import replace

from packager.findings import finding
from packager.importers.common import Names
from packager.importers.epub.book import Reading, chapters, dropped_pages, finished
from packager.importers.epub.container import open_book
from packager.importers.epub.documents import read_documents
from packager.importers.epub.metadata import language_stated, publication
from packager.importers.epub.nav import read_contents
from packager.importers.epub.package import read_package
from packager.importers.epub.people import contributors
from packager.importers.epub.pictures import Pictures
from packager.importers.imported import Account, Imported
from packager.importers.source import Source

__all__ = ["read"]


def read(source: Source) -> Imported:
    """Read an EPUB; `ContentError` when it is none, is locked, or cannot be read."""
    account = Account()
    packed, opf = open_book(source)
    package = read_package(packed, opf)
    contents = read_contents(packed, package, account)
    documents = read_documents(packed, package, account)
    place = source.place(inside=opf)
    for lost in package.lost:
        message = f"the spine names “{lost}”, which the file does not hold: it is left out"
        account.findings.append(finding("import-link-lost", message, place, "get it again"))
    head = publication(package, place, account)
    head = replace(head, language=source.options.language or language_stated(package))
    reading = Reading(
        packed=packed,
        package=package,
        contents=contents,
        documents=documents,
        head=head,
        people=contributors(package, Account(), place),
        pictures=Pictures(packed, account),
        account=account,
        names=Names(),
        place=place,
    )
    pages = dropped_pages(reading)
    return finished(reading, chapters(reading, pages), pages)
