"""Who did what, in the words of JATS and CRediT, as MARC relators."""

from __future__ import annotations

from packager.model.relators import code_of

KINDS = {  # `contrib-type`, as journals use it, where the word itself is no MARC term
    "author": "aut",
    "authors": "aut",
    "corresp": "aut",
    "editor": "edt",
    "editors": "edt",
    "guest-editor": "edt",
    "academic-editor": "edt",
    "senior-editor": "edt",
    "series-editor": "edt",
    "translator": "trl",
    "trans": "trl",
    "assignee": "asg",
    "compiler": "com",
    "director": "drt",
    "guestauthor": "aut",
    "inventor": "inv",
    "research-assistant": "rtm",
    "reviewer": "rev",
    "referee": "rev",
    "photographer": "pht",
    "illustrator": "ill",
    "interviewer": "ivr",
    "interviewee": "ive",
    "collab": "aut",
    "group": "aut",
}

CREDIT = {  # the fourteen of CRediT (ANSI/NISO Z39.104-2022); "": MARC has none, a credit is kept
    "conceptualization": "ccp",  # conceptor: whose idea it was
    "data curation": "dtm",  # data manager: annotates, scrubs and keeps data
    "formal analysis": "anl",  # analyst: examines data
    "funding acquisition": "",  # not `fnd`: the funder is who gave the money, not who asked for it
    "investigation": "res",  # researcher: performs the experiments, gathers the evidence
    "methodology": "res",  # researcher, once more: MARC has no word for who made the method
    "project administration": "pdr",  # project director: coordinates plan and execution
    "resources": "",  # not `prv`: that provides electronic resources to readers
    "software": "swd",  # software developer
    "supervision": "rth",  # research team head: led the work, is not only a thesis advisor
    "validation": "",  # not `rev`: a reviewer judges the text, not whether results come out again
    "visualization": "ill",  # illustrator: made what is shown beside the text
    "writing original draft": "aut",
    "writing review editing": "aut",  # by the group itself: an `edt` would be somebody else
}


def role_of_kind(kind: str) -> str:
    """The MARC code for a `contrib-type`; empty when it is not known."""
    word = kind.strip().lower()
    return KINDS.get(word) or code_of(word.replace("-", " ")) or ""


def credit_role(text: str) -> str | None:
    """The MARC code for a role of CRediT, empty when MARC has none; None: it is not of CRediT."""
    plain = "".join(letter if letter.isalpha() else " " for letter in text.lower())
    term = " ".join(word for word in plain.split() if word not in ("and", "amp"))
    return CREDIT.get(term.replace("isation", "ization"))
