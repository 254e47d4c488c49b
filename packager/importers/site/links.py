"""Pictures and links: each finds its file or article, or says that it cannot."""

from __future__ import annotations

import re

from packager.findings import finding
from packager.importers.site.holdings import Manuscript
from packager.importers.site.job import Job, Shown, is_picture
from packager.load.markdown.identifiers import slug

_LABEL = r"(?:[^\[\]]|\[(?:[^\[\]]|\[[^\[\]]*\])*\])*?"
_ENDS = r"[^()<>\"\n]+?\.(?:png|jpe?g|gif|webp|svg|tiff?|avif|heic|PNG|JPE?G)"
_DEST = rf"(?P<dest><[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*|{_ENDS})"
_TITLE = r"(?:\s+(?P<title>\"[^\"]*\"|'[^']*'|\([^()]*\)))?"
_ATTRS = r"(?:\{:?(?P<attrs>[^{}\n]*)\})?"
_PICTURE = re.compile(
    rf"!\[(?P<label>{_LABEL})\]\(\s*{_DEST}{_TITLE}\s*\){_ATTRS}"
    r"(?:[ \t]*\n[ \t]*(?P<em>[*_])(?![*_])(?P<caption>[^*_\n]+)(?P=em)[ \t]*(?=\n[ \t]*\n|\n?\Z))?"
)
_LINK = re.compile(rf"(?<!!)\[(?P<label>{_LABEL})\]\(\s*{_DEST}{_TITLE}\s*\){_ATTRS}")
_REFERENCE = re.compile(
    r"^ {0,3}\[(?P<id>(?!\^)[^\[\]\n]+)\]:[ \t]*(?P<dest><[^<>\n]*>|\S+)"
    r"(?:[ \t]+(?P<title>\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$",
    re.MULTILINE,
)
_WIKI = re.compile(
    r"(?P<embed>!)?\[\[(?P<target>[^\[\]|#\n\\]*)(?P<anchor>#[^\[\]|\n\\]*)?(?:\\?\|(?P<words>[^\[\]\n]*))?\]\]"
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_KEY = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
_LONELY = re.compile(r"(?:\A|\n)[ \t]*\Z")

_LINE_ENDS = re.compile(r"[ \t]*(?:\n|\Z)")
_NEAR = 4_000  # characters before and after that tell where something stands
_IN_LIST = re.compile(r"\n[ \t]*[-*+][ \t][^\n]*\n\s*\Z")
_LIST_GOES_ON = re.compile(r"[ \t]*\n\s*[-*+][ \t]")


def pictures(job: Job) -> None:
    """`![alt](path "caption"){.class}` and what is called by reference."""
    job.page.sub(_PICTURE, lambda found, number: _picture(job, found, number))


def references(job: Job) -> None:
    """`[words][id]`: where `id` leads into the site it is written in place."""
    kept: dict[str, str] = {}

    def take(found: re.Match[str], number: int) -> str:
        dest = job.page.whole(found["dest"]).strip("<>")
        key = " ".join(found["id"].lower().split())
        if re.match(r"https?://|mailto:", dest) and not is_picture(dest):
            return found[0]
        kept.setdefault(key, found["dest"] + (f" {found['title']}" if found["title"] else ""))
        return ""

    job.page.sub(_REFERENCE, take)
    if not kept:
        return
    pattern = re.compile(rf"(?P<mark>!?)\[(?P<label>{_LABEL})\](?:\[(?P<id>[^\[\]]*)\])?(?![(\[:])")

    def put(found: re.Match[str], number: int) -> str:
        key = " ".join((found["id"] or found["label"]).lower().split())
        if key not in kept:
            return found[0]
        return f"{found['mark']}[{found['label']}]({kept[key]})"

    job.page.sub(pattern, put)


def links(job: Job) -> None:
    """`[words](address)`."""
    job.page.sub(_LINK, lambda found, number: _link(job, found, number))


def wikilinks(job: Job) -> None:
    """`[[note|words]]`, `![[picture.png|300]]`."""
    job.page.sub(_WIKI, lambda found, number: _wikilink(job, found, number))


def resolved(job: Job, written: str, number: int) -> str:
    """Where a link leads in the result; "" after a finding when it leads nowhere."""
    dest = job.page.whole(written).strip().strip("<>").replace("\n", "")
    dest = re.sub(r"^(?:\{(?:filename|static|attach|index)\}|\|filename\|)", "", dest)
    if dest.startswith("//"):
        dest = f"https:{dest}"
    scheme = _SCHEME.match(dest)
    if scheme and scheme[1].lower() in {"http", "https", "mailto", "tel"}:
        return _own(job, dest) or dest
    if scheme:
        return _lost(job, dest, number, f"leads to “{scheme[1]}:”")
    if dest.startswith("#"):
        return dest if len(dest) > 1 else _lost(job, dest, number, "leads nowhere")
    if article := job.holdings.find(dest, job.item):
        return _to(article, dest, job.item)
    path, _, anchor = dest.partition("#")
    if not path.strip("./") and anchor:
        return f"#{anchor}"
    return _on_the_web(job, dest) or _lost(job, dest, number, "leads to nothing that is imported")


def _own(job: Job, dest: str) -> str:
    """An address of the site itself may be that of an article."""
    address = job.holdings.settings.address
    if address and dest.startswith(address + "/"):
        article = job.holdings.find(dest, job.item)
        return _to(article, dest, job.item) if article else ""
    return ""


def _to(article: Manuscript, dest: str, here: Manuscript) -> str:
    anchor = dest.partition("#")[2]
    if article is here:
        return f"#{anchor}" if anchor else "#title"
    return f"{article.name}.md" + (f"#{anchor}" if anchor else "")


def _on_the_web(job: Job, dest: str) -> str:
    """The whole address of a page of the site, where the site says its own."""
    settings = job.holdings.settings
    if not settings.address:
        return ""
    if not dest.startswith("/"):
        return ""
    base = settings.base
    path = dest if not base or not dest.startswith(base + "/") else dest[len(base) :]
    return settings.address + path.replace(" ", "%20")


def _lost(job: Job, dest: str, number: int, why: str) -> str:
    message = f"the link {dest[:200] or '()'} {why}: its words stay"
    hint = "write its whole address, https://…, or import the page too"
    job.account.findings.append(finding("import-link-lost", message, job.place(number), hint))
    return ""


def _link(job: Job, found: re.Match[str], number: int) -> str:
    label = found["label"]
    if re.fullmatch(r"\s*!\[[^\]]*\]\([^)]*\)(?:\{[^}]*\})?\s*", label):  # a picture that is a link
        dest = job.page.whole(found["dest"])
        if not is_picture(dest):
            job.kinds.simplified("a link around a picture was taken off", job.place(number))
        return label.strip()
    if not label.strip():
        return ""
    dest = resolved(job, found["dest"], number)
    if not dest:
        return label
    title = f" {found['title']}" if found["title"] and dest.startswith("http") else ""
    written = f"<{dest}>" if re.search(r"[\s()]", dest) else dest
    if dest == job.page.whole(found["dest"]).strip().strip("<>") and not found["attrs"]:
        return found[0]
    return f"[{label}]({written}{title})"


def _picture(job: Job, found: re.Match[str], number: int) -> str:
    if found["dest"] in job.made:
        return found[0]
    alone = bool(_LONELY.search(job.page.text[max(0, found.start() - _NEAR) : found.start()])) and (
        _LINE_ENDS.match(job.page.text, found.end()) is not None
    )
    said = {key: a or b or c for key, a, b, c in _KEY.findall(job.page.whole(found["attrs"] or ""))}
    attributes = re.findall(r"(?<![\w=\"])[.#][\w:-]+", found["attrs"] or "")
    alt, caption = found["label"], (found["title"] or "")[1:-1]
    if job.tool == "quarto" or "fig-alt" in said or job.item.path.endswith(".qmd"):
        alt, caption = said.get("fig-alt", ""), said.get("fig-cap") or caption or alt
    below = ""
    if found["caption"] is not None:
        below = f"\n\n*{found['caption']}*" if caption else ""
        caption = caption or found["caption"].strip()
    side = re.search(r"\bfloat:\s*(left|right)", said.get("style", "")) or re.match(
        r"(left|right)$", said.get("align", "")
    )
    attributes += [f".{side[1]}"] if side else []
    if caption and not alone and found["caption"] is None and not _line_of_its_own(job, found):
        job.drop("title of a picture", "a picture among words has no caption", caption, number)
        caption = ""
    source = found["dest"]
    shown = Shown(source, alt, caption, tuple(attributes))
    made = job.picture(shown, number)
    before, after = _near(job, found)
    if not made and alone and _IN_LIST.search(before) and _LIST_GOES_ON.match(after):
        job.merged += 1
    return made + below


def _near(job: Job, found: re.Match[str]) -> tuple[str, str]:
    text = job.page.text
    return text[max(0, found.start() - _NEAR) : found.start()], text[
        found.end() : found.end() + _NEAR
    ]


def _line_of_its_own(job: Job, found: re.Match[str]) -> bool:
    line = _near(job, found)[0].rpartition("\n")[2]
    return not line.strip(" \t>") or line.rstrip().endswith("[")


def _wikilink(job: Job, found: re.Match[str], number: int) -> str:
    target, words = found["target"].strip(), found["words"]
    anchor = (found["anchor"] or "").lstrip("#").strip()
    if found["embed"]:
        return _embed(job, target, words or "", number)
    shown = (words or target.rpartition("/")[2] or anchor.lstrip("^")).strip()
    place = "" if anchor.startswith("^") else slug(anchor.rpartition("#")[2]) if anchor else ""
    if not target:
        return f"[{shown}](#{place})" if place else shown
    article = job.holdings.find(target, job.item)
    if article is None:
        _lost(job, f"[[{target}]]", number, "names no note that is imported")
        return shown
    return f"[{shown}]({_to(article, f'x#{place}' if place else '', job.item)})"


def _embed(job: Job, target: str, words: str, number: int) -> str:
    if is_picture(target):
        alt = "" if re.fullmatch(r"\d+(?:x\d+)?", words) else re.sub(r"\|\d+(?:x\d+)?$", "", words)
        return job.picture(Shown(target, alt), number)
    article = job.holdings.find(target, job.item)
    if article is not None:
        job.kinds.add(
            "import-directive",
            "a note embedded in another (`![[…]]`) became a link to it",
            job.place(number),
            "copy its text to this place, if it belongs here",
        )
        return f"[{words or target}]({_to(article, '', job.item)})"
    return job.drop("embed", f"{target}: it is neither a picture nor a note", words, number)
