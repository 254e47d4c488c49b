"""The schemes, in the order of `--help`: each one module and one line here."""

from __future__ import annotations

from packager.impose.plan import Scheme
from packager.impose.schemes.accordion import ACCORDION
from packager.impose.schemes.four_up import FOUR_UP
from packager.impose.schemes.french_fold import FRENCH_FOLD
from packager.impose.schemes.mini_zine import MINI_ZINE
from packager.impose.schemes.poster_zine import POSTER_ZINE
from packager.impose.schemes.saddle import SADDLE
from packager.impose.schemes.signatures import SIGNATURES
from packager.impose.schemes.stacks import STACKS
from packager.impose.schemes.two_up import TWO_UP

__all__ = ["SCHEMES"]

SCHEMES: tuple[Scheme, ...] = (
    SADDLE,
    SIGNATURES,
    STACKS,
    TWO_UP,
    FOUR_UP,
    MINI_ZINE,
    POSTER_ZINE,
    FRENCH_FOLD,
    ACCORDION,
)
