"""What is told of a PDF: what it says of itself, what was left out, what could not be read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from packager.findings import Place, finding
from packager.importers.common import Guess, guess
from packager.importers.flattened import Given, Line
from packager.importers.imported import Account, Certainty, Imported, Recognised
from packager.importers.pdf.headings import Head
from packager.importers.pdf.records import Document, Page
from packager.importers.source import Source, refusal
from packager.importers.words import tokens
from packager.model.languages import normal_tag
from packager.model.text import CodeBlock, plain

_FEWEST = 12  # letters in a PDF that has text
_UNREADABLE = 0.2  # of all characters: then the rest is no text either
_DRAWN = 12  # vector shapes that make a drawing
_AUTHORS = re.compile(r"\s*(?:;|\band\b|&|\r?\n)\s*")
_SOFT = "\u0002\ufffe"  # what pypdfium2 puts for a hyphen at a line's end, without the line's end
_DIVIDED = re.compile(rf"([^\W\d_]+)(?:[{_SOFT}]|[-\u2010\u00ad]\s*\r?\n)([^\W\d_]+)")
_CAPITAL = re.compile(r"(?m)^([^\W\d_])\r?\n([^\W\d_]+)")
_DANGLING = re.compile(rf"([^\W\d_]+)([{_SOFT}]|[-\u2010\u00ad]\s*(?:\n|\Z))(?![^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+")
_OCR = "make its text readable first: ocrmypdf in.pdf out.pdf"


def tell(document: Document, source: Source, account: Account) -> None:
    """Refuse what has no text, and tell what is left out; `ContentError`."""
    _refuse_without_text(document, source)
    for page in document.pages:
        place = source.place(inside=f"p. {page.number}")
        if page.turned:
            account.drop("turned text", "it runs in another direction", page.turned, place)
        if page.outside:
            account.drop("text outside the page", "no reader sees it", page.outside, place)
        if page.spoiled:
            message = f"{page.spoiled} pictures cannot be decoded, and are left out"
            account.findings.append(finding("import-picture-refused", message, place))
        if page.drawings >= _DRAWN:
            message = f"{page.drawings} drawn shapes (vector graphics) are not carried over"
            hint = "if they are a diagram, save it as SVG or PNG and put it in by hand"
            account.findings.append(finding("import-simplified", message, place, hint))
    _tell_undecoded(document, source, account)


def _refuse_without_text(document: Document, source: Source) -> None:
    glyphs = [glyph for page in document.pages for glyph in page.glyphs]
    letters = sum(glyph.text.isalnum() for glyph in glyphs)
    unread = sum(page.unread for page in document.pages)
    if unread > _UNREADABLE * max(len(glyphs), 1):
        message = "has text that cannot be decoded: its fonts do not tell what they show"
        hint = "have its pages read as pictures: ocrmypdf --force-ocr in.pdf out.pdf"
        raise refusal(source.name, message, hint, "import-no-text")
    if letters < _FEWEST:
        pictures = any(page.rasters for page in document.pages)
        message = "has no text, only pictures of pages" if pictures else "has no text"
        raise refusal(source.name, message, _OCR, "import-no-text")


def _tell_undecoded(document: Document, source: Source, account: Account) -> None:
    for page in document.pages:
        place = source.place(inside=f"p. {page.number}")
        if page.unread:
            message = f"{page.unread} characters cannot be decoded; compare them with the PDF"
            account.findings.append(finding("import-guessed", message, place))
    bare = [page.number for page in document.pages if _is_scan(page)]
    if bare:
        pages = ", ".join(map(str, bare[:20])) + (" …" if len(bare) > 20 else "")
        message = f"without text, a picture only: p. {pages}"
        account.findings.append(finding("import-guessed", message, source.place(), _OCR))


def _is_scan(page: Page) -> bool:
    area = sum(raster.box.width * raster.box.height for raster in page.rasters)
    letters = sum(glyph.text.isalnum() for glyph in page.glyphs)
    return letters < _FEWEST and area > 0.5 * page.width * page.height


def given(document: Document, source: Source) -> Given:
    """What the file tells of itself."""

    def place(page: int, line: int) -> Place:
        return source.place(inside=f"p. {page}") if page else source.place()

    return Given(
        place=place,
        stem=source.stem,
        language=source.options.language,
        title=document.title,
        authors=tuple(one for one in _AUTHORS.split(document.author) if one),
        language_told=(normal_tag(document.language) or "") if document.language else "",
        subjects=tuple(one.strip() for one in re.split("[,;]", document.keywords) if one.strip()),
    )


def tell_head(head: Head, words: str, told: Given, account: Account) -> None:
    """Tell what was told from the place and look of lines above the text."""
    if head.sheets:
        text = said(head.sheets)
        place = told.place(head.sheets[0].page, 0)
        account.drop("cover sheet", "it stands before the page of the title", text, place)
        message = f"“{text[:60]} …” is taken for a cover sheet, and left out"
        hint = "see whether it belongs to the article"
        account.findings.append(finding("import-guessed", message, place, hint))
    if head.authors:
        page = head.lines[0].page if head.lines else 1
        place = told.place(page, 0)
        names = ", ".join(head.authors)
        again = all(words.count(f" {' '.join(tokens(name))} ") > 1 for name in head.authors)
        if again:  # a copyright line, a note on the author …
            known = Recognised("author", names, Certainty.INFERRED, place, head.byline)
            account.recognised.append(known)
        else:
            why = "it stands alone between title and text"
            guess(account, Guess("author", names, why, place, head.byline))


def said(lines: Sequence[Line]) -> str:
    """The words of lines and of what stands among them, but not of running heads."""
    return " ".join(_words(line) for line in lines)


def _words(line: Line) -> str:
    if isinstance(line.block, CodeBlock):
        return line.block.text
    return plain(line.block) if line.block is not None else line.text


def source_text(document: Document, made: Imported) -> str:
    """The words of all pages as pypdfium2 reads them, whatever was made of its glyphs; the two
    halves of a word, and a drop capital and its word, are one where the result has it whole."""
    texts = [article.body for article in made.articles]
    texts += [one.text for one in made.recognised]
    texts += [one.text for one in made.dropped]
    known = {word for text in texts for word in tokens(text)}

    def whole(found: re.Match[str]) -> str:
        first, second = found[1], found[2]
        joined = set(tokens(f"{first}{second}")) <= known
        return f"{first}{second}" if joined else f"{first}-{second}"

    pages = [_DIVIDED.sub(whole, page.plain) for page in document.pages]
    pages = [_CAPITAL.sub(whole, page) for page in pages]
    _join_pages(pages, known)
    return re.sub(f"[{_SOFT}]", "-", "\n".join(pages))


def _join_pages(pages: list[str], known: set[str]) -> None:
    """Words that two pages divide: the first half is followed by a footer, the second half stands
    behind a running head."""
    for at in range(len(pages) - 1):
        first = _DANGLING.search(pages[at])
        halves = _WORD.finditer(pages[at + 1], 0, 400) if first else ()
        for second in halves:
            word = tokens(f"{first[1] if first else ''}{second[0]}")
            if first and word and word[0] in known and second[0].casefold() not in known:
                rest = pages[at][first.end() :]
                pages[at] = f"{pages[at][: first.start(2)]}{second[0]}\n{rest}"
                pages[at + 1] = pages[at + 1][: second.start()] + pages[at + 1][second.end() :]
                break
