"""Instructions of site makers: Hugo's shortcodes, Jekyll's Liquid, Kramdown's attributes.

What has a meaning here is mapped; of the rest, one finding a kind, and the words stay.
"""

from __future__ import annotations

import re

from packager.importers.site.arguments import Arguments, read_arguments
from packager.importers.site.boxes import BOXES, PULLED
from packager.importers.site.job import Job, Shown
from packager.importers.site.values import text_of

_QUOTED = r"(?:\"(?:\\.|[^\"\\])*\"|[^\"{}]|\{(?!\{)|\}(?!\}))*?"
_SHORTCODE = re.compile(
    rf"\{{\{{(?P<mark>[<%])\s*(?P<close>/)?\s*(?P<name>[\w./-]+)(?P<args>{_QUOTED})\s*/?\s*[>%]\}}\}}"
)
_TAG = re.compile(r"\{%-?\s*(?P<name>[\w-]+)(?P<args>(?:\"[^\"]*\"|[^\"%]|%(?!\}))*?)\s*-?%\}")
_OUTPUT = re.compile(r"\{\{-?\s*(?P<what>(?:\"[^\"]*\"|'[^']*'|[^\"'{}<%])+?)\s*-?\}\}")
_SPACE = r"(?:(?<=\S)[ \t])?"  # one of the two around it goes with it
_COMMENTS = (
    re.compile(
        _SPACE + r"\{%-?\s*comment\s*-?%\}(?P<text>.*?)\{%-?\s*endcomment\s*-?%\}", re.DOTALL
    ),
    re.compile(
        _SPACE + r"\{\{[<%]\s*comment\s*[>%]\}\}(?P<text>.*?)\{\{[<%]\s*/\s*comment\s*[>%]\}\}",
        re.DOTALL,
    ),
    re.compile(_SPACE + r"\{::comment\}(?P<text>.*?)\{:/(?:comment)?\}", re.DOTALL),
    re.compile(_SPACE + r"<!--(?P<text>.*?)-->", re.DOTALL),
)
_OBSIDIAN_COMMENT = re.compile(r"(?:(?<=\S)[ \t])?%%(?P<text>.*?)%%", re.DOTALL)
_MORE = re.compile(r"\s*(?:more|excerpt|pagebreak|truncate|readmore)\s*$", re.IGNORECASE)
_EMBEDS = {
    "youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/",
    "gist": "https://gist.github.com/", "tweet": "https://twitter.com/i/status/",
    "twitter": "https://twitter.com/i/status/", "x": "https://x.com/i/status/",
    "instagram": "https://www.instagram.com/p/", "soundcloud": "", "spotify": "", "video": "",
    "audio": "", "iframe": "", "codepen": "", "asciinema": "", "bandcamp": "", "peertube": "",
    "mastodon": "", "map": "", "googlemaps": "", "twitter_simple": "https://twitter.com/i/status/",
}  # fmt: skip
_PICTURES = {"figure", "img", "image", "picture", "fig", "imgproc", "responsive_image"}
_QUOTES = {"quote", "blockquote", "cite"}
_GONE = {
    "toc",
    "raw",
    "endraw",
    "rawhtml",
    "break",
    "clear",
    "section",
    "nomarkdown",
    "lightgallery",
}
_STANDFIRST = {"lead", "standfirst", "intro"}
_TOC = re.compile(
    r"^[ \t]*(?:[-*+]|\d+\.)[ \t]+\S[^\n]*\n\{:\s*toc\b[^}]*\}[ \t]*$"
    r"|^\[TOC\][ \t]*$|^\[\[_?TOC_?\]\][ \t]*$|^\{:\s*toc\b[^}]*\}[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_ATTRIBUTES = re.compile(
    r"(?P<before>^[ \t]*)?\{:(?P<inside>[^{}\n]*)\}(?P<after>[ \t]*$)?", re.MULTILINE
)
_HEADING_ID = re.compile(
    r"^(?P<heading>#{1,6}[ \t][^\n]*?)[ \t]*(?:\n|[ \t])\{:(?P<inside>[^{}\n]*)\}[ \t]*$",
    re.MULTILINE,
)
_ABBREVIATION = re.compile(r"^\*\[[^\]\n]+\]:[^\n]*$", re.MULTILINE)


def comments(job: Job) -> None:
    """What only its author was to see."""
    patterns = (*_COMMENTS, _OBSIDIAN_COMMENT) if job.tool == "obsidian" else _COMMENTS
    for pattern in patterns:
        job.page.sub(pattern, lambda found, number: _comment(job, found["text"], number))


def _comment(job: Job, text: str, number: int) -> str:
    if _MORE.match(text) or not text.strip():
        job.account.drop("mark of the site", f"`<!--{text.strip()}-->`", place=job.place(number))
    else:
        job.drop("comment", "it is not shown on the page", text, number)
    return ""


def directives(job: Job) -> None:
    """Shortcodes, tags, outputs and attribute lists."""
    page = job.page
    page.sub(_TOC, lambda found, n: _contents(job, found[0], n))
    page.sub(
        _ABBREVIATION, lambda found, n: job.drop("abbreviation", "not shown here", found[0], n)
    )
    page.sub(_SHORTCODE, lambda found, n: _shortcode(job, found, n))
    page.sub(_TAG, lambda found, n: _tag(job, found, n))
    page.sub(_OUTPUT, lambda found, n: _output(job, found, n))
    page.sub(_HEADING_ID, lambda found, n: _heading_id(job, found, n))
    page.sub(_ATTRIBUTES, lambda found, n: _attributes(job, found, n))


def _contents(job: Job, text: str, number: int) -> str:
    words = re.sub(r"\{:[^}]*\}|\[\[?_?TOC_?\]?\]", "", text, flags=re.IGNORECASE)
    return job.drop("list of contents", "one is made", words, number)


def _shortcode(job: Job, found: re.Match[str], number: int) -> str:
    name = found["name"].lower()
    arguments = read_arguments(job.page.whole(found["args"]))
    if name in {"ref", "relref"}:
        return arguments.at(0) or arguments.first("path")
    made = _known(job, name, arguments, (bool(found["close"]), number))
    if made is not None:
        return made
    return job.kept_as_text(f"the shortcode `{{{{< {name} >}}}}`", found[0], number)


def _tag(job: Job, found: re.Match[str], number: int) -> str:
    name, args = found["name"].lower(), job.page.whole(found["args"]).strip()
    if name in {"post_url", "link"}:
        return "/" + args.strip("\"'").lstrip("/")
    if name in {"include", "include_relative"}:
        template, _, args = args.partition(" ")
        name = re.sub(r"^.*/|\.\w+$", "", template).lower()
        what = f"the include `{template}`"
    else:
        what = f"the tag `{{% {name} %}}`"
    close = name.startswith("end")
    made = _known(job, name.removeprefix("end") if close else name, read_arguments(args),
                  (close, number))  # fmt: skip
    return made if made is not None else job.kept_as_text(what, found[0], number)


def _known(job: Job, name: str, said: Arguments, where: tuple[bool, int]) -> str | None:
    """What a directive means here; None when nothing."""
    close, number = where
    base = re.split(r"[-_/]", name)[0]
    if name in _PICTURES or base in _PICTURES:
        return "" if close else _figure(job, said, number)
    if name in _EMBEDS or base in _EMBEDS:
        return "" if close else _embed(job, name if name in _EMBEDS else base, said, number)
    if name in _GONE:
        return ""
    part = _part(name)
    if part:
        return job.end() if close else job.begin(part, _title(said) if part == "box" else "")
    return None


def _part(name: str) -> str:
    if name in PULLED:
        return "pullquote"
    if name in _STANDFIRST:
        return "standfirst"
    if name in BOXES:
        return "box"
    if name in _QUOTES:
        return "quote"
    return name if name in {"gallery", "verse"} else ""


def _title(said: Arguments) -> str:
    named = said.first("title", "heading", "header", "summary", "caption")
    words = [word for word in said.plain if word.lower() not in BOXES]
    return named or next((word for word in words if word[:1].isupper() or " " in word), "")


def _figure(job: Job, said: Arguments, number: int) -> str:
    source = said.first("src", "url", "link", "path", "image", "image_path", "file", "img")
    caption = said.first("caption", "title")
    plain = [word for word in said.plain if word]
    if not source and plain:
        source = next((word for word in plain if "." in word), plain[0])
        rest = [word for word in plain if word != source]
        caption = caption or (rest[0] if rest else "")
    attributes = [f'credit="{credit}"' for credit in [said.first("attr", "credit")] if credit]
    attributes += [f".{side}" for side in ("left", "right") if side in said.named.values()]
    shown = Shown(source, said.first("alt") or "", _words(caption), tuple(attributes))
    made = job.picture(shown, number)
    return f"\n\n{made}\n\n" if made else ""


def _words(caption: str) -> str:
    """A caption's Markdown: tags of HTML in it are taken out."""
    return re.sub(r"<[^<>]*>", "", caption)


def _embed(job: Job, name: str, said: Arguments, number: int) -> str:
    what = said.first("id", "src", "url", "file", "link") or "/".join(said.plain[:2])
    address = what if what.startswith("http") else f"{_EMBEDS[name]}{what}"
    words = said.first("title", "caption")
    return job.drop("embed", f"{name}: {address}; nothing is fetched, and paper cannot play it",
                    words, number)  # fmt: skip


def _output(job: Job, found: re.Match[str], number: int) -> str:
    """`{{ site.baseurl }}`, `{{ page.title }}`, `{{ "/x.png" | relative_url }}`."""
    what = job.page.whole(found["what"]).strip()
    value, *filters = [part.strip() for part in what.split("|")]
    names = {each.partition(":")[0].strip() for each in filters}
    if value in {"site.baseurl", "site.url", "site.github.url", "SITEURL", "site.baseURL"}:
        return ""
    if re.fullmatch(r"(['\"]).*\1", value) and names <= {
        "relative_url",
        "absolute_url",
        "prepend",
        "url",
    }:
        return value[1:-1]
    if value.startswith("page.") and not names:
        told = text_of(job.item.fields.front.data.get(value[5:]))
        if told:
            return told
    if (
        re.fullmatch(r"site\.\w+", value)
        and not names
        and (told := job.holdings.settings.text(value[5:]))
    ):
        return told
    return job.kept_as_text("the output `{{ … }}`", found[0], number)


def _heading_id(job: Job, found: re.Match[str], number: int) -> str:
    name = re.search(r"#([^\s.#]+)", found["inside"])
    return f"{found['heading']} {{#{name[1]}}}" if name else found["heading"]


def _attributes(job: Job, found: re.Match[str], number: int) -> str:
    """Kramdown's attributes: an id and the place of a picture mean something here."""
    inside = found["inside"].strip()
    said = [word for word in inside.split() if word.startswith("#") or word in {".left", ".right"}]
    if found["before"] is None and job.page.text[max(0, found.start() - 1)] in ")]":
        return f"{{{' '.join(said)}}}" if said else ""
    if inside not in {"", "toc", ".no_toc"}:
        job.kinds.simplified("Kramdown's attributes `{: …}` were taken off", job.place(number))
    return ""


_MAGAZINE = re.compile(r"^=(?P<name>[A-Z][A-Z_]{2,30})=(?P<rest>[^\n]*?)=?[ \t]*$", re.MULTILINE)


def magazine(job: Job) -> None:
    """Directives between signs of equality, each in a line of its own: `=ZOOM=words=`."""
    job.page.sub(_MAGAZINE, lambda found, number: _magazine(job, found, number))


def _magazine(job: Job, found: re.Match[str], number: int) -> str:
    rest = found["rest"].strip()
    match found["name"]:
        case "ZOOM" | "PULLQUOTE" | "QUOTE":
            return f"{job.begin('pullquote')}{rest}{job.end()}"
        case "IMAGE" | "FIGURE":
            source, _, caption = rest.partition("=")
            made = job.picture(Shown(source, "", caption), number)
            return f"\n{made}\n" if made else ""
        case "TEXTBOX_START" | "BOX_START":
            return job.begin("box", rest)
        case "TEXTBOX_END" | "BOX_END":
            return job.end()
        case "TABLE_CAPTION":
            return f"Table: {rest}"
    name = found["name"]
    return job.kept_as_text(f"the directive `={name}=`", found[0], number)
