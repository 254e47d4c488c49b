"""The fields of a file's head ──▶ those of an article."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from packager.findings import finding
from packager.importers.common import Guess, guess
from packager.importers.imported import Account, Certainty, Recognised
from packager.importers.site.front import Front
from packager.importers.site.settings import Settings
from packager.importers.site.values import (
    address_of,
    date_of,
    licence_and_statement,
    people_of,
    text_of,
    texts_of,
    truth,
)
from packager.model.article import Source
from packager.model.dates import PartialDate
from packager.model.languages import direction_of, normal_tag
from packager.model.people import Contributor
from packager.model.rights import Rights

_PEOPLE = {
    "aut": ("authors", "author", "by", "byline", "creator", "creators", "writer"),
    "trl": ("translator", "translators", "translated_by", "translation_by"),
    "edt": ("editor", "editors"),
    "ill": ("illustrator", "illustrators", "illustration"),
    "pht": ("photographer", "photographers", "photos_by"),
    "ivr": ("interviewer",),
    "ive": ("interviewee",),
    "ctb": ("contributors", "contributor"),  # ours too: each says its role
}
TITLE = ("title",)
SUBTITLE = ("subtitle", "sub_title", "subheading", "deck")
KICKER = ("kicker", "surtitle", "overline", "eyebrow")
STANDFIRST = ("standfirst", "lead", "lede", "chapo", "intro", "teaser")
DATE = ("date", "published", "publishdate", "pubdate", "date_published", "issued", "created")
UPDATED = ("lastmod", "updated", "modified", "last_modified_at", "date-modified", "last_updated")
LANGUAGE = ("lang", "language", "locale")
LICENCE = ("license", "licence", "copyright_license", "rights")
COPYRIGHT = ("copyright", "copyright_holder", "rights_holder")
SUBJECTS = ("tags", "categories", "category", "keywords", "subjects", "topics", "tag")
DESCRIPTION = ("description", "summary", "excerpt", "abstract", "seo_description")
ADDRESS = ("url", "canonical_url", "canonical", "canonicalurl", "permalink", "source_url")
SLUG = ("slug", "permalink", "url", "path", "id")
SECTION = ("section", "part", "column", "rubric")
PICTURE = ("image", "cover", "featured", "featured_image", "thumbnail", "hero", "header", "images")
PICTURE_ALT = ("image_alt", "alt", "cover_alt", "image-alt", "featured_image_alt")
PICTURE_CAPTION = ("image_caption", "caption", "cover_caption")
SERIES, NUMBER = ("series", "journal", "magazine"), ("issue", "number", "volume")
ORDER = ("order", "weight", "nav_order", "menu_order", "chapter", "position")
WRITTEN, SOURCE = ("written",), ("source", "original")
SAME = ("ref", "translationkey", "translation_key", "i18n_ref")
_USED = {
    *TITLE, *SUBTITLE, *KICKER, *STANDFIRST, *DATE, *UPDATED, *LANGUAGE, *LICENCE, *COPYRIGHT,
    *SUBJECTS, *DESCRIPTION, *ADDRESS, *SLUG, *SECTION, *PICTURE, *PICTURE_ALT, *PICTURE_CAPTION,
    *SERIES, *NUMBER, *ORDER, *SAME, *WRITTEN, *SOURCE,
    *(key for keys in _PEOPLE.values() for key in keys),
    "dir", "direction", "draft", "status", "aliases", "translation", "unsigned",
}  # fmt: skip


@dataclass(slots=True)
class Fields:
    """What the head of one file says, by keys in lower case."""

    front: Front
    settings: Settings
    account: Account
    _data: dict[str, tuple[str, object]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        data = self.front.data
        for table in ("params", "extra", "book"):  # Hugo's own place for keys of one's own
            if isinstance(inner := data.get(table), dict):
                data = {**inner, **{key: value for key, value in data.items() if key != table}}
        self._data = {key.lower(): (key, value) for key, value in data.items()}

    def value(self, keys: Iterable[str]) -> object:
        """The first of these keys that says something."""
        for key in keys:
            if (found := self._data.get(key)) and found[1] not in (None, "", [], {}):
                return found[1]
        return None

    def text(self, keys: Iterable[str]) -> str:
        """Likewise, as one text."""
        return text_of(self.value(keys))

    def told(self, what: str, value: object, keys: Iterable[str]) -> None:
        """Write down that a field was recognised."""
        key = next((self._data[key][0] for key in keys if key in self._data), "")
        text = str(value)
        if text:
            self.account.recognised.append(
                Recognised(what, text, Certainty.STATED, self.front.place(key))
            )

    def language(self) -> str:
        """BCP 47, or nothing."""
        return normal_tag(self.text(LANGUAGE).replace("_", "-").partition(".")[0]) or ""

    def direction(self) -> str:
        """Only where the language does not say it by itself."""
        written = self.text(("dir", "direction")).lower()
        usual = direction_of(self.language() or "en")
        return written if written in {"rtl", "ltr"} and written != usual else ""

    def date(self) -> PartialDate | None:
        """When it was published: the first key that holds a date (`published` may be a truth)."""
        for key in DATE:
            value = self.value((key,))
            if value is not None and truth(value) is None and (date := self._date(key, value)):
                return date
        return None

    def updated(self) -> PartialDate | None:
        """When it was last changed."""
        for key in UPDATED:
            if (value := self.value((key,))) is not None and (date := self._date(key, value)):
                return date
        return None

    def _date(self, key: str, value: object) -> PartialDate | None:
        date = date_of(value, self.language())
        if date:
            self.told("date" if key in DATE else "updated", date, (key,))
        elif (written := text_of(value)) not in {"today", "now", "last-modified"}:
            message = f"{key}: “{written[:60]}” is no date that can be told for certain: left out"
            place = self.front.place(self._data[key][0])
            hint = "write date: YYYY-MM-DD into the article"
            self.account.findings.append(finding("import-guessed", message, place, hint))
        return date

    def people(self) -> tuple[Contributor, ...]:
        """Everybody who is named, with what they did."""
        known = self.settings.value("authors", "data.authors")
        sites = known if isinstance(known, dict) else {}
        found: list[Contributor] = []
        for role, keys in _PEOPLE.items():
            value = self.value(keys)
            here = [each for each in people_of(value, role, sites) if each.name]
            self.told({"aut": "author", "trl": "translator"}.get(role, role),
                      ", ".join(each.name for each in here), keys)  # fmt: skip
            found += [each for each in here if each not in found]
        return tuple(found)

    def source(self) -> Source | None:
        """What it was translated or reprinted from: a table such as ours, an address, a title."""
        value = self.value(SOURCE)
        table = value if isinstance(value, dict) else {}
        text = text_of(value) if not table else ""
        address = address_of(table.get("url") or text)
        title = text_of(table.get("title")) or ("" if address else text)
        language = normal_tag(text_of(table.get("language") or table.get("lang"))) or ""
        self.told("source", title or address, SOURCE)
        date = date_of(table.get("date"), language) if table.get("date") else None
        return Source(title, address, language, date) if title or address else None

    def rights(self, holder: str = "") -> Rights:
        """Licence and statement; a licence without its version stays words."""
        licence, statement = licence_and_statement(self.value(LICENCE))
        if statement.startswith("CC "):
            why = f"“{self.text(LICENCE)}” names no version; it is kept as words"
            place = self.front.place(self._key(LICENCE))
            told = Guess("licence", statement, why, place)
            guess(self.account, told, "write rights: { licence: CC-…-4.0 } with its version")
        else:
            self.told("licence", licence or statement, LICENCE)
        copyright_ = self.text(COPYRIGHT)
        if copyright_ and not licence:
            licence, _ = licence_and_statement(copyright_)
        if copyright_:
            self.told("copyright", copyright_, COPYRIGHT)
        return Rights("; ".join(filter(None, (copyright_, statement))), holder, licence)

    def subjects(self) -> tuple[str, ...]:
        """Tags, categories, keywords; each once. Obsidian's `a/b` stay whole."""
        found: list[str] = []
        for key in SUBJECTS:
            value = self.value((key,))
            if key in {"tags", "category", "categories"} and isinstance(value, str) and (
                "," not in value and self.settings.tool == "jekyll"):  # fmt: skip
                value = list(value.split())
            found += [text.lstrip("#") for text in texts_of(value)]
        self.told("subjects", ", ".join(dict.fromkeys(found)), SUBJECTS)
        return tuple(dict.fromkeys(found))

    def url(self) -> str:
        """Where it stands on the web: a whole address."""
        for key in ADDRESS:
            if address := address_of(self.value((key,))):
                return address
        return ""

    def slug(self) -> str:
        """The last part of the path that it says it has; "" when it names none."""
        for key in SLUG:
            text = self.text((key,))
            if text and ":" not in text.partition("/")[0] and not text.startswith("http"):
                last = text.rstrip("/").rpartition("/")[2]
                if not (key == "id" and last.isdigit()):
                    return posixpath.splitext(last)[0] if "." in last else last
        return ""

    def order(self) -> float | None:
        """A number that says where it stands among others."""
        found = re.match(r"-?\d+(?:\.\d+)?", self.text(ORDER))
        return float(found[0]) if found else None

    def is_draft(self) -> bool:
        """`draft: true`, `published: false`, `status: draft`."""
        if truth(self.value(("draft",))) or truth(self.value(("published",))) is False:
            return True
        return self.text(("status",)).lower() in {"draft", "hidden", "private"}

    def section(self) -> str:
        """The title of its section in the contents: `end_users` is “End users”."""
        words = self.text(SECTION)
        plain = re.sub(r"[_-]+", " ", words) if re.fullmatch(r"[a-z0-9_-]+", words) else words
        if plain:
            self.told("section", plain[:1].upper() + plain[1:], SECTION)
        return plain[:1].upper() + plain[1:]

    def unused(self) -> list[str]:
        """The keys that mean something to their site only."""
        return [written for key, (written, _) in self._data.items() if key not in _USED]

    def _key(self, keys: Iterable[str]) -> str:
        return next((self._data[key][0] for key in keys if key in self._data), "")
