"""All articles of a site: their names, their order, which translate one another, and who is meant
by an address."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import unquote

from packager.findings import finding
from packager.importers.common import Names
from packager.importers.imported import Account
from packager.importers.site.fields import DATE, SAME, TITLE, Fields
from packager.importers.site.folder import Folder
from packager.importers.site.settings import Settings
from packager.importers.site.values import date_of
from packager.load.markdown.identifiers import slug as anchor
from packager.load.names import is_file_name, slugify
from packager.model.dates import PartialDate
from packager.model.languages import normal_tag

_DATED = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})-(?P<rest>.+)$")
_NUMBERED = re.compile(r"(?P<number>\d{1,3})[-_. ]+(?P<rest>\D.*)$")
_HEAD = re.compile(
    r"\A\s*(?:#[ \t]+(?P<atx>[^\n]+?)[ \t#]*(?:\n|\Z)|(?P<setext>\S[^\n]*)\n=+[ \t]*\n)"
)
_BARE = {"index", "_index", "readme", "default", "post"}


@dataclass(slots=True)
class Manuscript:
    """One file of a site, before its body is read."""

    path: str
    fields: Fields
    stem: str  # without date, number and language
    language: str  # of its name, or its head
    date: PartialDate | None
    number: int | None  # `03-harbour.md`
    title: str = ""
    name: str = ""  # in the publication
    original: str = ""  # name of what it translates
    heading: str = ""  # the body's own first heading, when the title was taken from it


@dataclass(slots=True)
class Library:
    """The manuscripts in their order, and ways to find one."""

    folder: Folder
    settings: Settings
    account: Account
    items: list[Manuscript] = field(default_factory=list)
    _by_key: dict[str, list[Manuscript]] = field(default_factory=lambda: defaultdict(list))

    def fill(self, fields: dict[str, Fields]) -> None:
        """Name and order the manuscripts."""
        self.items = [self._manuscript(path, each) for path, each in fields.items()]
        self.items.sort(key=self._order)
        groups = self._translations()
        names = Names()
        for item in self.items:
            item.name = names.name(self._wanted(item, groups)) if not is_file_name(
                wanted := self._wanted(item, groups)) else _free(names, wanted)  # fmt: skip
        self._link_translations(groups)
        written = [item for item in self.items if item.fields.front.body.strip()]
        keys = [(rank, key, item) for item in written for rank, key in enumerate(_keys(item))]
        for _, key, item in sorted(keys, key=lambda each: each[0]):
            self._by_key[key].append(item)

    def find(self, written: str, page: Manuscript) -> Manuscript | None:
        """The manuscript that an address or the name of a note leads to."""
        path = unquote(written.partition("?")[0].partition("#")[0]).strip()
        if not path:
            return None
        for prefix in (self.settings.address, self.settings.base):
            if prefix and path.startswith(prefix + "/"):
                path = path[len(prefix) :]
                break
        here = posixpath.dirname(page.path)
        for each in (posixpath.join(here, path), posixpath.join(page.path, path), path):
            if found := self._best(_key(each), page):
                return found
        return None

    def _best(self, key: str, page: Manuscript) -> Manuscript | None:
        found = self._by_key.get(key, [])
        own = page.language or own_language(self.settings)
        same = [each for each in found if (each.language or own) == own]
        return next(iter([*same, *found]), None)

    def _manuscript(self, path: str, fields: Fields) -> Manuscript:
        name = posixpath.splitext(path.rpartition("/")[2])[0]
        language, date, number = fields.language(), None, None
        head, _, last = name.rpartition(".")
        if head and (tag := _language(last)):
            name, language = head, language or tag
        for part in path.split("/")[:-1]:
            if not language and len(part) in {2, 5} and (tag := _language(part)):
                language = tag
        if found := _DATED.match(name):
            date, name = date_of(found["date"]), found["rest"]
        elif (found := _NUMBERED.match(name)) and self.settings.tool != "pelican":
            number, name = int(found["number"]), found["rest"]
        item = Manuscript(path, fields, name, language, date, number)
        item.title = fields.text(TITLE)
        if not item.title and (head_line := _HEAD.match(fields.front.body)):
            item.title = item.heading = _plain(head_line["atx"] or head_line["setext"])
        if not item.title:
            item.title = self._title_from_name(item)
        return item

    def _title_from_name(self, item: Manuscript) -> str:
        stem = item.stem if item.stem not in _BARE else ""
        stem = stem or posixpath.dirname(item.path).rpartition("/")[2] or self.folder.source.stem
        words = " ".join(re.split(r"[-_ ]+", stem)) if self.settings.tool != "obsidian" else stem
        title = words[:1].upper() + words[1:]
        if self.settings.tool != "obsidian":  # there the name of a note is its title
            message = f"title: “{title}” is a guess: no title is stated; it is the file's name"
            place = item.fields.front.place("title")
            self.account.findings.append(
                finding("import-guessed", message, place, "see whether it is right")
            )
        return title

    def _order(self, item: Manuscript) -> tuple[object, ...]:
        chapters = self.settings.chapters
        place = chapters.index(item.path) if item.path in chapters else len(chapters)
        weight = item.fields.order()
        date = item.date or date_of(item.fields.value(DATE)) if weight is None else None
        number = item.number if item.number is not None else 10**6
        folder = posixpath.dirname(item.path)
        is_index = posixpath.basename(item.path).startswith(("index.", "_index."))
        bundle = posixpath.dirname(folder) if is_index and folder else folder
        return (
            place,
            weight is None or weight == 0,
            weight or 0.0,
            number,
            date is None and weight is None and number == 10**6 and is_index is False,
            str(date or ""),
            bundle,
            item.path,
        )

    def _wanted(self, item: Manuscript, groups: dict[str, list[Manuscript]]) -> str:
        """The stem of its file here: what the site calls it."""
        stem = slugify(item.fields.slug()) or (slugify(item.stem) if item.stem not in _BARE else "")
        if item.stem in _BARE and not stem and not self.folder.alone:
            stem = slugify(posixpath.dirname(item.path).rpartition("/")[2])
        group = groups.get(_group(item), [])
        if stem and len(group) > 1 and item is not _original(group, self.settings):
            stem = f"{stem}-{slugify(item.language)}" if item.language else stem
        return stem or item.title

    def _translations(self) -> dict[str, list[Manuscript]]:
        """Manuscripts that say or show by their names that they are the same in other languages."""
        groups: dict[str, list[Manuscript]] = defaultdict(list)
        for item in self.items:
            groups[_group(item)].append(item)
        return {
            key: group
            for key, group in groups.items()
            if len(group) > 1 and len({each.language for each in group}) == len(group)
        }

    def _link_translations(self, groups: dict[str, list[Manuscript]]) -> None:
        for group in groups.values():
            original = _original(group, self.settings)
            if original is None:
                named = ", ".join(f"{each.name} ({each.language or '?'})" for each in group)
                message = (
                    f"these are one article in several languages, and none is the original: {named}"
                )
                hint = "write translation_of: into the translations, or import the original too"
                place = group[0].fields.front.place("title")
                self.account.findings.append(finding("import-guessed", message, place, hint))
                continue
            for item in group:
                if item is not original:
                    item.original = original.name


def _original(group: list[Manuscript], settings: Settings) -> Manuscript | None:
    """The one in the site's own language; without a language in its name; in English."""
    own = own_language(settings).partition("-")[0].lower()
    for item in group:
        if own and item.language.lower().partition("-")[0] == own:
            return item
    bare = [each for each in group if not _language(_last_part(each.path))]
    if len(bare) == 1:
        return bare[0]
    return next((each for each in group if each.language.lower().startswith("en")), None)


def own_language(settings: Settings) -> str:
    """The language that the site says it is in, or nothing."""
    written = settings.text("lang", "language", "languageCode", "defaultContentLanguage",
                            "DEFAULT_LANG", "locale", "book.lang")  # fmt: skip
    return normal_tag(written.replace("_", "-").partition(".")[0]) or ""


def _last_part(path: str) -> str:
    return posixpath.splitext(path)[0].rpartition("/")[2].rpartition(".")[2]


def _group(item: Manuscript) -> str:
    """What manuscripts have in common that are translations of one another."""
    if same := item.fields.text(SAME):
        return f"ref {same}"
    parts = [part for part in item.path.split("/")[:-1] if part != item.language]
    stem = item.fields.slug() if item.fields.front.kind == "pelican" else item.stem
    return "/".join([*parts, stem or item.stem])


def _language(text: str) -> str:
    """A language's tag as names of files bear it: two letters, maybe a region."""
    found = re.fullmatch(r"[a-z]{2,3}(?:[-_](?:[A-Za-z]{2}|[A-Z][a-z]{3}))?", text)
    return normal_tag(text.replace("_", "-")) or "" if found and text not in {"md"} else ""


def _free(names: Names, wanted: str) -> str:
    return names.name(wanted.replace(":", "-"))


def _key(path: str) -> str:
    """A path as sites spell it in many ways, in one: `/2026/05/harbour/`, `harbour.html` …"""
    path = posixpath.normpath("/" + path.strip("/")).lower().replace(" ", "-")
    path = re.sub(r"\.(?:html?|md|markdown|qmd|mkd)$", "", path)
    path = re.sub(r"/(?:index|_index)(?:\.[a-z]{2})?$", "", path)
    return path.strip("/")


def _keys(item: Manuscript) -> list[str]:
    """The ways in which other pages may call this one, the surest first."""
    path = re.sub(r"^(?:content|docs|src|pages)/", "", item.path)
    stem, folder = item.stem, posixpath.dirname(path)
    keys = [item.path, path, re.sub(r"\.[a-z]{2}(?=\.\w+$)", "", path)]
    keys += [item.fields.text((key,)) for key in ("permalink", "url", "path", "save_as")]
    slug = item.fields.slug() or stem
    folder = re.sub(r"^_(?:posts|drafts)/?", "", re.sub(r"/_(?:posts|drafts)\b", "", folder))
    keys += [f"{folder}/{slug}", f"{folder}/{stem}"]
    keys += [f"{item.date}-{stem}"] if item.date else []
    if item.date:
        dated = str(item.date).replace("-", "/")
        categories = "/".join(item.fields.text(("categories", "category")).split())
        keys += [f"{base}/{slug}" for base in (dated, f"{categories}/{dated}", f"blog/{dated}")]
    keys += _by_pattern(item, slug)
    if stem not in _BARE:
        keys += [slug, stem, f"posts/{slug}", f"blog/{slug}"]
    aliases = item.fields.front.data.get("aliases")
    keys += [str(each) for each in aliases] if isinstance(aliases, list) else []
    keys += [item.title, anchor(item.title)]
    return list(dict.fromkeys(_key(key) for key in keys if key and not key.startswith("http")))


def _by_pattern(item: Manuscript, slug: str) -> list[str]:
    """The address that Jekyll's pattern gives a page: `/:year/:title/`."""
    settings = item.fields.settings
    pattern = settings.text("permalink") if settings.tool == "jekyll" else ""
    if ":" not in pattern or not item.date:
        return []
    year, month, day = (*str(item.date).split("-"), "", "")[:3]
    categories = "/".join(item.fields.text(("categories", "category")).split())
    known = {"year": year, "month": month, "day": day, "title": slug, "slug": slug,
             "name": slug, "categories": categories, "output_ext": ""}  # fmt: skip
    filled = re.sub(r":(\w+)", lambda found: known.get(found[1], found[0]), pattern)
    return [] if ":" in filled else [filled]


def _plain(heading: str) -> str:
    """The words of a heading without marks of emphasis and attributes."""
    heading = re.sub(r"\s*\{[^{}]*\}\s*$", "", heading)
    heading = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading)
    return re.sub(r"(?<!\\)[*_`]+", "", heading).strip()
