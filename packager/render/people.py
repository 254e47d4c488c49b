"""Who did what, in words: bylines and lists of people by role."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from packager.model.article import Article
from packager.model.people import Contributor
from packager.model.relators import RELATORS
from packager.render.labels import Labels
from packager.render.pictures import linked
from packager.render.xhtml import Html

AUTHOR, TRANSLATOR = "aut", "trl"
_INTERVIEW = ("ive", "ivr")

PHRASES = {  # what a role is called in a sentence; the others are listed: "Draftsman: A"
    AUTHOR: "Written by {names}",
    TRANSLATOR: "Translated by {names}",
    "ive": "Interview with {names}",
    "ivr": "Interview by {names}",
    "pht": "Photographs by {names}",
    "ill": "Illustrations by {names}",
    "art": "Art by {names}",
    "egr": "Engravings by {names}",
    "cll": "Calligraphy by {names}",
    "ctg": "Maps by {names}",
    "edt": "Edited by {names}",
    "edc": "Edited by {names}",
    "edd": "Editorial direction by {names}",
    "pbd": "Publishing director: {names}",
    "adi": "Art direction by {names}",
    "com": "Compiled by {names}",
    "ctb": "With contributions by {names}",
    "abr": "Abridged by {names}",
    "adp": "Adapted by {names}",
    "aui": "Introduction by {names}",
    "win": "Introduction by {names}",
    "wfw": "Foreword by {names}",
    "wpr": "Preface by {names}",
    "waw": "Afterword by {names}",
    "aft": "Afterword by {names}",
    "ann": "Annotated by {names}",
    "cmm": "Commentary by {names}",
    "cwt": "Commentary by {names}",
    "mod": "Moderated by {names}",
    "rev": "Reviewed by {names}",
    "nrt": "Read by {names}",
    "cmp": "Music by {names}",
    "lyr": "Words by {names}",
    "cre": "Created by {names}",
    "res": "Research by {names}",
    "rpt": "Reported by {names}",
    "trc": "Transcribed by {names}",
    "dsr": "Designed by {names}",
    "bkd": "Designed by {names}",
    "cov": "Cover by {names}",
    "cmt": "Typeset by {names}",
    "tyg": "Typeset by {names}",
    "pfr": "Proofread by {names}",
    "crr": "Proofread by {names}",
    "bkp": "Produced by {names}",
    "prt": "Printed by {names}",
    "bnd": "Bound by {names}",
    "pbl": "Published by {names}",
    "dst": "Distributed by {names}",
    "fnd": "Funded by {names}",
    "spn": "Supported by {names}",
}


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """The people of one role, in the order given."""

    role: str
    people: tuple[Contributor, ...]


def by_role(contributors: Iterable[Contributor]) -> tuple[RoleGroup, ...]:
    """Contributors grouped by role; the roles in the order in which each first appears."""
    groups: dict[str, list[Contributor]] = {}
    for contributor in contributors:
        groups.setdefault(contributor.role, []).append(contributor)
    return tuple(RoleGroup(role, tuple(people)) for role, people in groups.items())


def phrase(group: RoleGroup, labels: Labels, *, links: bool = False) -> Html:
    """One role's people in a sentence: "Translated by A and B"."""
    names = labels.names([linked(who.name, who.url) if links else who.name for who in group.people])
    if group.role in PHRASES:
        return labels.say(PHRASES[group.role], names=names)
    role = RELATORS.get(group.role, group.role)
    return labels.say("{what}: {name}", what=role[:1].upper() + role[1:], name=names)


def bylines(article: Article, labels: Labels) -> tuple[tuple[str, Html], ...]:
    """The lines beneath the title, each with its role.

    A translator whose source is named stands with it in the colophon, not here as well.
    """
    lines = []
    for group in by_role(article.contributors):
        if group.role == AUTHOR:
            names = labels.names([who.name for who in group.people])
            lines.append((group.role, labels.say("by {names}", names=names)))
        elif group.role != TRANSLATOR or not article.source:
            lines.append((group.role, phrase(group, labels)))
    return tuple(lines)


def contents_byline(article: Article, labels: Labels) -> Html:
    """The names in the contents: the authors, else those who talk to each other."""
    groups = {group.role: group for group in by_role(article.contributors)}
    if AUTHOR in groups:
        return labels.names([who.name for who in groups[AUTHOR].people])
    talk = [phrase(groups[role], labels) for role in _INTERVIEW if role in groups]
    return labels.names(talk[:1])
