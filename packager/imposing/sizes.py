"""Pages that are to lie in each other are of one size; which are not, and what to do."""

from __future__ import annotations

from packager.errors import UsageError
from packager.impose import Size, name_of
from packager.impose.papers import NEAR
from packager.imposing.numbers import listed
from packager.imposing.pages import SourcePage, odd_pages
from packager.imposing.sheets import single_sizes
from packager.model.page import MM, PAGE_SIZES


def check_alike(pages: tuple[SourcePage, ...], name: str, poster: bool) -> None:
    """`UsageError` for pages of another size than the others; a poster (the last) may have one."""
    if not pages:
        return
    frame, single = single_sizes(pages, poster)
    odd = odd_pages(pages[:-1] if single else pages, frame)
    if not odd:
        return
    first = pages[odd[0]]
    one, most = told(first.size, frame), told(frame, first.size)
    number = f"page {odd[0] + 1}"
    hint = f"--page {size_word(frame)} makes all of them that large"
    if is_turned(first, frame):
        hint = f"turn {'it' if len(odd) == 1 else 'them'} upright, or {hint}"
        what = f"{number} of {name} is turned: it is shown {one}, the others {most}"
    else:
        what = f"{number} of {name} is {one}, the others {most}"
    if len(odd) > 1:
        shown = "turned, shown" if is_turned(first, frame) else ""
        what = f"{listed(odd)} not of the size of the others in {name}, {most}: {number} is"
        what = f"{what} {shown}{' ' if shown else ''}{one}"
    raise UsageError(what, hint=hint)


def is_turned(page: SourcePage, frame: Size) -> bool:
    """Whether a page is of that size (pt) but for its being turned."""
    size = page.size
    lying = abs(size.height - frame.width) <= NEAR and abs(size.width - frame.height) <= NEAR
    return lying and page.rotation % 180 != 0


def told(size: Size, other: Size) -> str:
    """A size in mm, to a tenth where it would look like the other one else."""
    if str(size) != str(other):
        return str(size)
    return f"{size.width / MM:.1f} × {size.height / MM:.1f} mm"


def size_word(size: Size) -> str:
    """A size (pt) as `--page` takes it: by its name where it has one."""
    for name, (width, height) in PAGE_SIZES.items():
        if abs(size.width - width) <= NEAR and abs(size.height - height) <= NEAR:
            return name
    if size.width <= size.height and name_of(size):
        return name_of(size)
    return f"{size.width / MM:.4g}x{size.height / MM:.4g}mm"
