"""How many pages a single folded sheet holds, and what to do when there are more."""

from __future__ import annotations

from packager.errors import UsageError
from packager.impose.checks import scheme_of
from packager.impose.schemes.accordion import PANELS
from packager.imposing.asked import scheme_asked
from packager.model.pamphlet import PamphletSettings

ACCORDION, FRENCH_FOLD, MINI_ZINE = "accordion", "french-fold", "mini-zine"
BOTH_SIDES = 2


def most_pages(asked: PamphletSettings) -> int:
    """How many pages the scheme holds; 0: any number."""
    if scheme_asked(asked) == ACCORDION and asked.panels:
        return BOTH_SIDES * asked.panels
    return scheme_of(scheme_asked(asked)).most


def panels_tried(asked: PamphletSettings) -> tuple[int, ...]:
    """The numbers of panels that an accordion may have, the fewest first; else what is asked."""
    sized = asked.page or asked.scale  # its pages are the same on any number of panels
    if scheme_asked(asked) != ACCORDION or asked.panels or sized:
        return (asked.panels,)
    return PANELS


def too_many(asked: PamphletSettings, pages: int) -> UsageError:
    """What to say of more pages than there is room for."""
    scheme, most = scheme_asked(asked), most_pages(asked)
    what = f"an accordion of {asked.panels} panels" if asked.panels else f"the scheme “{scheme}”"
    if scheme == ACCORDION and pages <= BOTH_SIDES * PANELS[-1]:
        enough = next(panels for panels in PANELS if BOTH_SIDES * panels >= pages)
        remedy = f"say panels = {enough}"
    elif scheme == FRENCH_FOLD and pages <= scheme_of(MINI_ZINE).most:
        remedy = f'say scheme = "{MINI_ZINE}", which holds {scheme_of(MINI_ZINE).most}'
    else:
        remedy = 'say scheme = "saddle", which holds any number'
    more, hint = pages - most, remedy
    if more <= most:  # else there is no hope
        hint += f", or shorten it by {more} page{'s' * (more > 1)}"
        if asked.parts is None:
            hint += ', or leave out pages of the publication’s own: parts = ["cover"]'
    return UsageError(f"{what} holds {most} pages at most, these are {pages}", hint=hint)
