"""The body of one manuscript: the steps, in their order."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from packager.importers.imported import Counts
from packager.importers.site import boxes, code, directives, finish, judge, links, notes, rawhtml
from packager.importers.site.holdings import Manuscript
from packager.importers.site.job import Job

_TAGS_ONLY = re.compile(r"^[ \t]*#[^\W\d][\w/-]*(?:[ \t]+#[^\W\d][\w/-]*)*[ \t]*$", re.MULTILINE)
_TAG = re.compile(r"(?<![\w/#&(\[])#(?P<tag>[^\W\d][\w/-]*)")
_BLOCK_ID = re.compile(r"[ \t]+\^[A-Za-z0-9-]+[ \t]*$", re.MULTILINE)
_CITATION = re.compile(
    r"\[[^\[\]\n]*(?<![\w.])-?@[\w:.#$%&+?<>~/-]+[^\[\]\n]*\]|(?<![\w.@/`])@(?!fig-|sec-|tbl-|eq-)[A-Za-z][\w:-]*\d{2,4}[a-z]?\b"
)
_REFERENCE = re.compile(r"(?<![\w.])(?:\[)?@(?P<id>(?P<kind>fig|sec|tbl)-[\w-]+)(?:\])?")
_LABEL = re.compile(r"\{[^{}\n]*#(?P<id>(?P<kind>fig|tbl|sec)-[\w-]+)")
_NAMES = {
    "fig": {"en": "figure", "de": "Abbildung", "es": "figura", "it": "figura", "pt": "figura"},
    "tbl": {"en": "table", "fr": "tableau", "de": "Tabelle", "es": "tabla", "pt": "tabela"},
}

STEPS = (
    directives.comments,
    boxes.boxes,
    directives.magazine,
    directives.directives,
    links.references,
    links.wikilinks,
    links.pictures,
    links.links,
    rawhtml.raw_html,
    notes.real_notes,
    notes.numbered_notes,
    finish.small_things,
    finish.headings,
    finish.tables,
)


def rewrite(job: Job) -> tuple[str, str, Counts]:
    """The body in our dialect; and the words and counts of what it was."""
    source = job.page.text
    code.keep_code(job.page)
    finish.formulas(job)
    obsidian(job)
    for step in STEPS:
        step(job)
        if step is links.wikilinks:
            citations(job)
    body = finish.finished(job)
    words, counts = judge.told(source, job.noted, job.unheaded)
    return body, words, replace(counts, lists=counts.lists - job.merged)


def obsidian(job: Job) -> None:
    """Tags of a vault: they become subjects; lines of nothing else go."""
    if job.tool != "obsidian":
        return

    def line(found: re.Match[str], number: int) -> str:
        job.subjects += re.findall(r"#([\w/-]+)", found[0])
        return job.drop("line of tags", "they are among the subjects", found[0], number)

    def tag(found: re.Match[str], number: int) -> str:
        job.subjects.append(found["tag"])
        return found[0]

    job.page.sub(_TAGS_ONLY, line)
    job.page.sub(_TAG, tag)
    job.page.sub(
        _BLOCK_ID, lambda found, n: job.drop("mark of a block", "for links only", found[0], n)
    )


def citations(job: Job) -> None:
    """Quarto's and Pandoc's: figures are referred to by number, works stay as they are typed."""
    if job.tool != "quarto" and not job.item.path.endswith(".qmd"):
        return
    labels = _labels(job)

    def reference(found: re.Match[str], number: int) -> str:
        if label := labels.get(found["id"]):
            words, article = label
            file = "" if article is job.item else f"{article.name}.md"
            return f"[{words}]({file}#{found['id']})"
        return job.kept_as_text("references such as `@fig-…` to what is not there",
                                found[0], number)  # fmt: skip

    def citation(found: re.Match[str], number: int) -> str:
        return job.kept_as_text("citations such as `[@key]`", found[0], number)

    job.page.sub(_REFERENCE, reference)
    job.page.sub(_CITATION, citation)


def _labels(job: Job) -> dict[str, tuple[str, Manuscript]]:
    """What figures, tables and sections of the site are called where others refer to them."""
    found: dict[str, tuple[str, Manuscript]] = {}
    for item in job.holdings.items:
        counts: Counter[str] = Counter()
        language = item.language.partition("-")[0]
        for line in item.fields.front.body.split("\n"):
            for each in _LABEL.finditer(line):
                counts[each["kind"]] += 1
                words = re.sub(r"[#*_`]|\{.*", "", line).strip()
                if each["kind"] != "sec":
                    named = _NAMES[each["kind"]]
                    words = f"{named.get(language, named['en'])} {counts[each['kind']]}"
                found.setdefault(each["id"], (words, item))
    return found
