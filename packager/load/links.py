"""Links between articles: from a path as written to an article's key, and the anchors after."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from urllib.parse import unquote

from packager.findings import Place
from packager.load import files
from packager.load.homes import HomeFolder, Homes
from packager.load.manuscripts import Manuscript, read_manuscript
from packager.load.report import Report, did_you_mean
from packager.model.article import Article
from packager.model.inventory import inventory
from packager.model.text import Text


class Links:
    """Knows the articles that a publication holds, and reads the head of those it does not."""

    def __init__(
        self,
        held: Iterable[Manuscript],
        unread: Collection[Path],
        homes: Homes,
        report: Report,
    ) -> None:
        """`unread`: listed files that could not be read, which has been reported once already."""
        self._homes, self._report, self._unread = homes, report, unread
        self._held = {files.real(manuscript.path): manuscript for manuscript in held}
        self._keys = {manuscript.key for manuscript in self._held.values()}
        self._others: dict[Path, Manuscript | None] = {}  # what else is linked to
        self.elsewhere: dict[str, str] = {}  # key -> web address of articles not in the contents

    def key(self, written: str, folder: Path, place: Place) -> str | None:
        """The key of the article called `written` in a file of `folder`; None if there is none."""
        target = self._target(written, folder, place)
        if target is None:
            return None
        held = target.key in self._keys
        if not held and not target.front.url:
            message = f'"{written}" is not in the contents and has no web address: the link is lost'
            hint = "list it in the contents, or give it a url in its front matter"
            self._report.add("link-outside-edition", message, place, hint)
        return target.key

    def translation_of(self, manuscript: Manuscript) -> str:
        """The key of the article that a manuscript is a translation of; empty if it names none."""
        written = manuscript.front.translation_of
        if not written or written in self._keys:
            return written
        place = manuscript.document.place_of(("translation_of",))
        if not written.endswith(".md"):
            own = f"{manuscript.home.home.slug}/{written}"
            if own in self._keys:
                return own
            if manuscript.home is not self._homes.own:  # its own publication has it, or says so
                return written if "/" in written else own
            hint = (
                did_you_mean(written, self._keys)
                or "give the path of its file: articles/original.md"
            )
            message = f'"translation_of" names no article: "{written}"'
            self._report.add("link-broken", message, place, hint)
            return ""
        target = self._target(written, manuscript.path.parent, place)
        return target.key if target else ""

    def check_anchors(self, articles: Iterable[Article]) -> None:
        """Report links whose anchor the other article does not have."""
        by_key = {article.key: article for article in articles}
        known = {key: _anchors(article.text) for key, article in by_key.items()}
        for article in by_key.values():
            for link in inventory(article.text).references:
                if not link.anchor or link.article not in known:
                    continue
                if link.anchor not in known[link.article]:
                    path = by_key[link.article].path
                    message = f'{path} has no anchor "#{link.anchor}"'
                    hint = did_you_mean(link.anchor, known[link.article])
                    self._report.add(
                        "anchor-missing", message, Place(article.path, link.line), hint
                    )

    def _target(self, written: str, folder: Path, place: Place) -> Manuscript | None:
        path = files.join(folder, written)
        if not files.is_file(path):
            path = files.join(folder, unquote(written))
        real = files.real(path)
        if real in self._held or real in self._unread:
            return self._held.get(real)
        home = self._homes.near(real, folder)
        if home is None:
            message = f'the link "{written}" leads out of the publication'
            hint = "list the article in the contents, or link to its web address"
            self._report.add("path-outside", message, place, hint)
            return None
        wanted = files.Wanted(path, home.root, written, place, code="link-broken")
        if not files.is_file(path):
            files.read_bytes(wanted, self._report)  # which tells what is there instead
            return None
        if real not in self._others:
            self._others[real] = self._read_head(wanted, home)
        return self._others[real]

    def _read_head(self, wanted: files.Wanted, home: HomeFolder) -> Manuscript | None:
        """An article that is not in the contents. Its own faults do not count here, but it must be
        an article."""
        aside = Report()
        manuscript = read_manuscript(wanted, home, aside, self._homes.memo)
        if manuscript is None:
            reason = aside.sorted()[0].message
            message = f'the link "{wanted.name}" leads to a file that is no article: {reason}'
            self._report.add("link-broken", message, wanted.place)
        elif manuscript.front.url:
            self.elsewhere[manuscript.key] = manuscript.front.url
        return manuscript


def _anchors(text: Text) -> frozenset[str]:
    """The ids in a text, and that of every article's title."""
    return inventory(text).anchors | {"title"}
