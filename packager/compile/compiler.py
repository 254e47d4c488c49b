"""The compiler that editions use: each part is looked up in the cache, and made if it is not there.

Its keys hold all that can change a part's bytes and nothing else; `versions` says what of libraries
and code belongs to that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from packager.compile.chapters import Anatomy, Chapter, anatomy, chapter, reader_css
from packager.compile.fonts import Font, embed
from packager.compile.fragments import Fragment, fragment, paper_sheet
from packager.compile.furniture import Furniture, Sheet, furniture, furniture_sheet
from packager.compile.manifest import FORMAT
from packager.compile.pictures import PictureSettings, prepare
from packager.compile.typefaces import Setting
from packager.compile.weasy import PaperSheet
from packager.compile.workers import Crew, Function, Task, WorkerDiedError
from packager.errors import ContentError
from packager.findings import finding
from packager.memo import Forgetful, Memo, encode, key_of, recall, remembered
from packager.model.assets import Asset
from packager.model.fingerprint import article_fingerprint, fingerprint
from packager.model.medium import Medium, WebLinks
from packager.model.parts import Part
from packager.model.publication import Publication
from packager.model.theme import PageDesign, Theme
from packager.render import render
from packager.render.markup import Markup
from packager.versions import made_with


@dataclass(frozen=True, slots=True)
class _Fonts:
    fonts: tuple[Font, ...]


T = TypeVar("T")


@dataclass(slots=True)
class Tally:
    """The keys of the parts that were compiled, and of those that had been before.

    A part that is in several editions counts once: as compiled if that was needed for one of them.
    """

    compiled: set[str] = field(default_factory=set)
    found: set[str] = field(default_factory=set)

    @property
    def reused(self) -> set[str]:
        """The parts that were not compiled at all."""
        return self.found - self.compiled


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Something to be made: its key, what it is called, and what makes it."""

    key: str
    name: str
    task: Task


class Compiler:
    """Compiles parts; a `Memo` remembers them, a `Crew` does the work."""

    def __init__(self, memo: Memo | None = None, crew: Crew | None = None) -> None:
        self._memo = memo or Forgetful()
        self._crew = crew or Crew()
        self._digests: dict[Path, str] = {}
        self._made: dict[str, Any] = {}  # in this build: two editions may ask for the same
        self._markup: _MarkupKeys | None = None
        self.tally = Tally()

    def render(
        self,
        part: Part,
        publication: Publication,
        medium: Medium,
        pages: Mapping[str, str] | None = None,
        links: WebLinks = WebLinks.NONE,
    ) -> Markup:
        """As `render.render`."""
        key = self._markup_keys(publication).of(part, medium, pages or {}, links)
        if key not in self._made:
            self._made[key] = remembered(
                self._memo, Markup, key, lambda: render(part, publication, medium, pages, links)
            )
        markup: Markup = self._made[key]
        return markup

    def fragments(
        self, markups: Sequence[Markup], theme: Theme, page: PageDesign, pictures: PictureSettings
    ) -> tuple[Fragment, ...]:
        """Each part set for paper, in order.

        A part whose worker dies is a `ContentError`, told when the others are done; of other
        errors the first one is raised then.
        """
        sheet = self._sheet(paper_sheet(theme, page))
        same = (FORMAT, made_with("paper"), sheet, page.geometry, page.numbered, pictures)
        wanted = [
            _Wanted(
                key_of("fragment", _identity(markup), same),
                f"“{markup.title}”",
                (markup, theme, page, pictures),
            )
            for markup in markups
        ]
        missing = self._make(Fragment, fragment, wanted)
        self.tally.found.update(markup.key for markup in markups)
        self.tally.compiled.update(
            markup.key for markup, each in zip(markups, wanted, strict=True) if each.key in missing
        )
        _raise_first(missing.values())
        return tuple(self._made[each.key] for each in wanted)

    def furniture(
        self, blocks: Sequence[Sequence[Sheet]], theme: Theme, page: PageDesign
    ) -> tuple[Furniture, ...]:
        """As `compile.furniture.furniture`, for each block of sheets."""
        same = (FORMAT, made_with("paper"), self._sheet(furniture_sheet(theme, page)))
        wanted = [
            _Wanted(key_of("furniture", block, same), "the running heads", (block, theme, page))
            for block in blocks
        ]
        _raise_first(self._make(Furniture, furniture, wanted).values())
        return tuple(self._made[each.key] for each in wanted)

    def chapters(self, markups: Sequence[Markup], theme: Theme) -> tuple[Chapter, ...]:
        """Each part as a chapter of an EPUB, in order."""
        css = reader_css(theme)
        return tuple(self._chapter(markup, css) for markup in markups)

    def fonts(self, chapters: Sequence[Chapter], theme: Theme) -> tuple[Font, ...]:
        """As `compile.chapters.embedded_fonts`."""
        used: dict[Setting, frozenset[str]] = {}
        for each in chapters:
            for setting, characters in each.characters.items():
                used[setting] = used.get(setting, frozenset()) | characters
        return self._fonts(used, theme, reader_css(theme))

    def picture(self, asset: Asset, max_px: int, quality: int) -> bytes:
        """As `compile.pictures.prepare`."""
        wanted = (asset.sha256, asset.media_type, max_px, quality)
        key = key_of("picture", made_with("screen"), wanted)
        return remembered(self._memo, bytes, key, lambda: prepare(asset, max_px, quality))

    def remembered(self, kind: type[T], made_from: object, make: Callable[[], T]) -> T:
        """What an edition makes of parts, by a pure function of `made_from`."""
        key = key_of(kind.__name__, made_with("edition"), made_from)
        return remembered(self._memo, kind, key, make)

    def _make(
        self, kind: type, function: Function, wanted: Sequence[_Wanted]
    ) -> dict[str, BaseException | None]:
        """See that all that is wanted is made. Returns the keys that were in no cache, and what
        went wrong with each."""
        missing = []
        for each in wanted:
            if each.key not in self._made:
                kept = recall(self._memo, kind, each.key)
                if kept is None:
                    missing.append(each)
                else:
                    self._made[each.key] = kept
        faults: dict[str, BaseException | None] = {each.key: None for each in missing}
        for done in self._crew.run(function, [each.task for each in missing]):
            each = missing[done.index]
            faults[each.key] = _explained(each, done.fault)
            if not done.fault:
                self._made[each.key] = done.value
                self._memo.put(each.key, encode(done.value))
        return faults

    def _chapter(self, markup: Markup, css: str) -> Chapter:
        self.tally.found.add(markup.key)
        key = key_of("chapter", made_with("screen"), markup.document, css)
        found = recall(self._memo, Anatomy, key)
        if found is None:
            self.tally.compiled.add(markup.key)
            found = anatomy(markup, css)
            self._memo.put(key, encode(found))
        return chapter(markup, found)

    def _fonts(
        self, used: Mapping[Setting, frozenset[str]], theme: Theme, css: str
    ) -> tuple[Font, ...]:
        faces = [face for family in theme.families for face in family.faces]
        files = [(str(face.path), self._digest(face.path)) for face in faces]
        key = key_of("fonts", made_with("screen"), used, css, theme.families, files)
        return remembered(self._memo, _Fonts, key, lambda: _Fonts(embed(theme, [used], css))).fonts

    def _markup_keys(self, publication: Publication) -> _MarkupKeys:
        if self._markup is None or self._markup.publication is not publication:
            self._markup = _MarkupKeys(publication)
        return self._markup

    def _sheet(self, sheet: PaperSheet) -> tuple[str, tuple[str, ...]]:
        """What a sheet says, and its fonts by what is in them."""
        return sheet.css, tuple(self._digest(path) for _, path in sheet.fonts)

    def _digest(self, path: Path) -> str:
        if path not in self._digests:
            try:
                self._digests[path] = sha256(path.read_bytes()).hexdigest()
            except OSError:
                self._digests[path] = ""  # whoever needs it will say so
        return self._digests[path]


_OF_ARTICLES = {"article.xhtml.jinja", "document.xhtml.jinja"}  # templates, but for mastheads


class _MarkupKeys:
    """The keys of a publication's markup: of an article, that knows of the publication only where
    its links lead; of the publication's own pages, that know everything."""

    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        names = {each.key: publication.name_of(each) for each in publication.articles}
        folders = publication.theme.templates
        own = [path for folder in folders for path in sorted(folder.rglob("*"))]
        self._around = key_of(
            made_with("markup"),
            str(publication.folder),  # markup knows where its pictures are
            publication.slug,
            names,
            publication.elsewhere,
            [(path.name, path.read_bytes()) for path in own if path.is_file()],
        )
        self._whole = fingerprint(publication)
        self._reserved = not {path.name for path in own} & _OF_ARTICLES

    def of(self, part: Part, medium: Medium, pages: Mapping[str, str], links: WebLinks) -> str:
        """The key of a part's markup."""
        said = article_fingerprint(part.article) if part.article else ""
        # a masthead shows the publication; what a theme's own template shows is not known
        reserved = part.article and not part.masthead and self._reserved
        whole = "" if reserved else self._whole
        place = (part.id, part.kind, part.masthead, medium, pages, links)
        return key_of("markup", self._around, place, said, whole)


def _identity(markup: Markup) -> tuple[object, ...]:
    """All of a markup, its pictures by what is in them; not what it is called in this publication,
    so that another one that holds the article finds it."""
    pictures = sorted(
        (href, asset.sha256, asset.media_type) for href, asset in markup.pictures.items()
    )
    return replace(markup, part="", pictures={}), pictures


def _explained(wanted: _Wanted, fault: BaseException | None) -> BaseException | None:
    """A fault; of a worker that died, in words for the editor."""
    if not isinstance(fault, WorkerDiedError):
        return fault
    died = finding(
        "worker-died",
        f"the process that set {wanted.name} on pages was killed; perhaps memory ran out",
        hint="close other programs and build again, or make its pictures and tables smaller",
    )
    return ContentError((died,))


def _raise_first(faults: Iterable[BaseException | None]) -> None:
    """Raise the first fault; all those of content together."""
    raised = [fault for fault in faults if fault]
    findings = [
        each for fault in raised if isinstance(fault, ContentError) for each in fault.findings
    ]
    for fault in raised:
        raise ContentError(tuple(findings)) if isinstance(fault, ContentError) else fault
