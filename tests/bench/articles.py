"""Articles for the bench: made up, always the same, of a length and a kind that magazines print.

An article has about 2,200 words in five sections, and five notes a section. There is some emphasis,
a list, a quotation and a table now and then. The Markdown is what packager and pandoc both read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

SECTIONS = 5
NOTES = 5  # in each section
_PARAGRAPHS = 5  # in each section, each with a note
_SENTENCES = 5  # in a paragraph, or one more


def _listed(text: str, between: str | None = None) -> list[str]:
    return [each.strip() for each in text.split(between)]


_THINGS = _listed("""
    harbour ferry quay crane rope lantern tide channel warehouse customs ledger captain pilot
    engine boiler winter morning evening letter archive newspaper printer editor paper press
    union strike meeting committee neighbour kitchen bakery bread market price wage contract
    railway station platform timetable bridge river mountain village school teacher lesson
    library catalogue shelf reader translation language sentence margin drawing photograph
    camera negative exhibition museum curator visitor ticket garden orchard harvest weather
    newcomer passport border office signature stamp envelope parliament minister election
    hospital nurse medicine laboratory instrument measurement theory mathematics astronomy
""")
_QUALITIES = _listed("""
    old new long short quiet loud early late narrow wide public private ordinary remarkable
    municipal temporary permanent invisible careful reluctant generous stubborn northern
    southern handwritten unsigned forgotten official accidental previous following entire
    approximate considerable industrial seasonal regional international
""")
_DEEDS = _listed("""
    carried opened described measured repaired remembered refused published translated copied
    counted delivered postponed discovered questioned explained photographed collected returned
    abandoned organised inherited interrupted calculated reconstructed compared distributed
    recommended underestimated illustrated
""")
_OPENINGS = _listed(
    """
    Meanwhile, | In those years | According to the ledger, | Nobody knows why | On the other side |
    Even so, | By the end of the month | It is said that | At the time | A year later |
    As far as we know, | For the first time | Not everyone agreed: | In the meantime |
    Strangely enough, | Before the war
""",
    "|",
)
_NAMES = _listed(
    """
    Amalia Berger, Tomás Ferreira, Ilse Lindqvist, Karim Haddad, Nora Whitfield, Jun Watanabe,
    Petra Novák, Samuel Okoye, Élise Marchand, Daniel Roth, Marta Kowalska, Luis Ortega
""",
    ",",
)


@dataclass(frozen=True, slots=True)
class BenchArticle:
    """One article; `body` is Markdown without front matter."""

    number: int
    title: str
    author: str
    body: str

    @property
    def name(self) -> str:
        """The stem of its file."""
        return f"article-{self.number:04}"


def article(number: int) -> BenchArticle:
    """The article of this number, the same each time."""
    chance = Random(number)
    title = _title(chance)
    body = "\n\n".join(
        block for section in range(SECTIONS) for block in _section(number, section, chance)
    )
    return BenchArticle(number, title, _NAMES[number % len(_NAMES)], f"{body}\n")


def _title(chance: Random) -> str:
    words = f"The {chance.choice(_QUALITIES)} {chance.choice(_THINGS)}"
    return f"{words} and the {chance.choice(_THINGS)}"


def _section(number: int, section: int, chance: Random) -> Iterator[str]:
    """A section's blocks. Labels of notes are of the whole bench, for pandoc reads all as one."""
    labels = [f"a{number}-{section}-{note}" for note in range(NOTES)]
    if section:
        yield f"## {_title(chance)}"
    for paragraph in range(_PARAGRAPHS):
        yield _paragraph(chance, labels[paragraph])
    if section == 1 and number % 3 == 0:
        yield "\n".join(f"- {_sentence(chance)}" for _ in range(4))
    if section == 2 and number % 4 == 1:
        yield f"> {_sentence(chance)} {_sentence(chance)}"
    if section == 3 and number % 5 == 2:
        yield _table(chance)
    yield from (f"[^{label}]: {_sentence(chance)} {_sentence(chance)}" for label in labels)


def _paragraph(chance: Random, label: str) -> str:
    sentences = [_sentence(chance) for _ in range(_SENTENCES + chance.randrange(2))]
    called = chance.randrange(_SENTENCES)
    sentences[called] += f"[^{label}]"
    return " ".join(sentences)


def _sentence(chance: Random) -> str:
    opening = chance.choice(_OPENINGS)
    first, second, third = (_noun(chance) for _ in range(3))
    middle = f"{first} {chance.choice(_DEEDS)} {second}"
    if chance.random() < 0.15:
        middle = f"{first} *{chance.choice(_DEEDS)}* {second}"
    end = chance.choice((f", and {third} was there", f" with {third}", f", although {third} was"))
    more = f" {chance.choice(_DEEDS)}" if "although" in end else ""
    return f"{opening} {middle}{end}{more}."


def _noun(chance: Random) -> str:
    return f"the {chance.choice(_QUALITIES)} {chance.choice(_THINGS)}"


def _table(chance: Random) -> str:
    rows = [
        f"| {chance.choice(_THINGS).title()} | {chance.randrange(1900, 2000)} "
        f"| {chance.randrange(10, 9999)} |"
        for _ in range(6)
    ]
    head = ["| Place | Year | Number |", "|-------|-----:|-------:|"]
    return "\n".join([*head, *rows])
