"""What an EPUB says of its accessibility, computed from what is in it (EPUB Accessibility 1.1, §2).

The words are those of the Schema.org accessibility vocabulary. Nothing is claimed that the chapters
and the pictures do not bear out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from packager.compile.chapters import Chapter
from packager.model.inventory import inventory
from packager.model.parts import PartKind
from packager.model.publication import Publication
from packager.render.labels import Labels, labels_for
from packager.render.pictures import resolved

CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"
CERTIFIER = "packager (automatic checks)"

_MOVING = re.compile(rb"<(?:animate\w*|set)\b|@keyframes")


@dataclass(frozen=True, slots=True)
class Accessibility:
    """The claims, in the words of their vocabulary; `conforms_to` is empty when not all hold."""

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    summary: str
    language: str = ""  # of the summary, where it is not the publication's
    conforms_to: str = ""
    certified_by: str = CERTIFIER


def assess(
    publication: Publication, chapters: Sequence[Chapter], seen: Sequence[bytes]
) -> Accessibility:
    """The claims that hold for these chapters; `seen`: their stylesheet and pictures."""
    labels = labels_for(publication.language)
    alts = _alts(publication)
    described = all(alts)
    headed = all(chapter.headings for chapter in chapters if not _is_cover(chapter))
    paged = any("doc-pagebreak" in chapter.roles for chapter in chapters)
    adaptable = not any(b"!important" in file for file in seen)  # the reader's settings win
    still = not any(_MOVING.search(file) for file in seen)
    features = {
        "tableOfContents": True,
        "readingOrder": True,
        "pageBreakMarkers": paged,
        "pageNavigation": paged,
        "structuralNavigation": headed,
        "displayTransformability": adaptable,
        "alternativeText": bool(alts) and described,
        "MathML": any("mathml" in chapter.properties for chapter in chapters),
        "ARIA": any(role.startswith("doc-") for chapter in chapters for role in chapter.roles),
    }
    conforms = described and headed and adaptable and still
    return Accessibility(
        modes=("textual", "visual") if alts else ("textual",),
        sufficient=_sufficient(bool(alts), described),
        features=tuple(name for name, holds in features.items() if holds),
        hazards=("none",) if still else ("unknown",),
        summary=_summary(labels, alts, headed),
        language="" if labels.known else "en",
        conforms_to=CONFORMANCE if conforms else "",
    )


def _alts(publication: Publication) -> list[str]:
    """What stands for each picture that shows something, empty where nothing does."""
    texts = (article.text for article in publication.articles)
    pictures = [shown.picture for text in texts for shown in inventory(text).pictures]
    alts = [resolved(picture).alt for picture in pictures if not picture.decorative]
    return [*alts, publication.cover.alt] if publication.cover else alts


def _sufficient(pictures: bool, described: bool) -> tuple[str, ...]:
    """Each set of senses that is enough to read the whole."""
    if not pictures:
        return ("textual",)
    return ("textual", "textual,visual") if described else ("textual,visual",)


def _is_cover(chapter: Chapter) -> bool:
    return chapter.markup.kind is PartKind.COVER


def _summary(labels: Labels, alts: Sequence[str], headed: bool) -> str:
    say = labels.say
    sentences = [say("The text is in reading order and adapts to the reader’s settings.")]
    if headed:
        sentences.append(say("Contents, headings and landmarks lead through it."))
    if alts and all(alts):
        sentences.append(say("Every picture has a description."))
    elif alts:
        sentences.append(say("Not every picture has a description."))
    else:
        sentences.append(say("There are no pictures."))
    return " ".join(sentence.unescape() for sentence in sentences)
