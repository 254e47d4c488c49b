"""What leads about: links, named destinations, the outline, page labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf, String

from packager.link.job import LinkJob
from packager.link.numbering import Leaf
from packager.link.outline import Entry
from packager.link.targets import Spot, resolve

_NAMES_A_LEAF = 64  # of the name tree


def resolve_links(
    pages: Iterable[Object], places: Mapping[str, Spot], job: LinkJob
) -> list[Object]:
    """Links between articles lead to their place here, or to the web; those that lead nowhere are
    taken off, and returned."""
    gone = []
    for page in pages:
        links = list(page.get(Name.Annots, ()))
        lost = [link for link in links if not _resolve_link(link, places, job)]
        if lost:
            gone += lost
            page.Annots = Array([link for link in links if link not in lost])
            if not len(page.Annots):
                del page[Name.Annots]
    return gone


def _resolve_link(link: Object, places: Mapping[str, Spot], job: LinkJob) -> bool:
    action = link.get(Name.A)
    if action is None:
        return True
    target = resolve(str(action.URI), places, job.elsewhere)
    if target.destination:
        del link[Name.A]
        link.Dest = String(target.destination)
    elif target.address:
        action.URI = String(target.address)
    return bool(target.destination or target.address)


def name_destinations(document: Pdf, places: Mapping[str, Array]) -> None:
    """The name tree of destinations (7.9.6): sorted, in leaves of a size that is quick to read."""
    names = sorted(places)
    leaves = [names[at : at + _NAMES_A_LEAF] for at in range(0, len(names), _NAMES_A_LEAF)]
    kids = [
        document.make_indirect(
            Dictionary(
                Limits=Array([String(leaf[0]), String(leaf[-1])]),
                Names=Array([item for name in leaf for item in (String(name), places[name])]),
            )
        )
        for leaf in leaves
    ]
    document.Root.Names = Dictionary(Dests=Dictionary(Kids=Array(kids)))


def destination(page: Object, at: tuple[float, float] | None) -> Array:
    """A place on a page, in whatever magnification the reader has (12.3.2.2)."""
    x, y = at or (0, float(page.MediaBox[3]))
    return Array([page, Name.XYZ, x, y, None])


def write_outline(
    document: Pdf, entries: Iterable[Entry], copies: Sequence[Sequence[Object]]
) -> None:
    """The outline; `copies` are the pages of each part."""

    def item(entry: Entry) -> OutlineItem:
        mark = entry.bookmark
        page = copies[entry.part][mark.page if mark else 0]
        place = destination(page, (mark.x, mark.y) if mark else None)
        made = OutlineItem(entry.label, place)
        made.children.extend(item(child) for child in entry.children)
        made.is_closed = mark is None and all(child.bookmark for child in entry.children)
        return made

    with document.open_outline(max_depth=9) as tree:
        tree.root.extend(item(entry) for entry in entries)


def label_pages(document: Pdf, leaves: Sequence[Leaf]) -> None:
    """Page labels (12.4.2): a range begins where the way of counting changes."""
    ranges: list[object] = []
    style = None
    for index, leaf in enumerate(leaves):
        if leaf.style is not style:
            style = leaf.style
            ranges += [index, Dictionary(S=Name(f"/{style.value}"), St=leaf.number)]
    document.Root.PageLabels = Dictionary(Nums=Array(ranges))
