"""What moves, sounds or is filled in has no place in a publication: it is left out by name.
Drawings in the page are pictures."""

from __future__ import annotations

import base64
import re
from copy import deepcopy
from xml.etree.ElementTree import Element, tostring

from packager.importers.markup.elements import attribute, name_of, words_of
from packager.importers.markup.state import State
from packager.importers.pictures import Said, picture
from packager.load.svg import SvgError, svg_size
from packager.model.text import Inline

DROPPED = {
    "iframe": "frame", "video": "video", "audio": "audio", "object": "embedded object",
    "embed": "embedded object", "applet": "embedded object", "canvas": "drawing area",
    "form": "form", "input": "form field", "select": "form field", "textarea": "form field",
    "button": "button", "progress": "form field", "meter": "form field",
}  # fmt: skip
_FORM = "it is for filling in"
_FILM = re.compile(r"youtube|youtu\.be|vimeo|dailymotion|peertube|/videos?/", re.IGNORECASE)
_SOUND = re.compile(r"soundcloud|spotify|podcast|/audio/|deezer", re.IGNORECASE)


def media(element: Element, state: State) -> list[Inline]:
    """Leave an element out and say what it was and where it is to be found."""
    what = DROPPED[name_of(element)]
    if what in ("form", "form field", "button"):
        if what == "form" or words_of(element):
            state.drop(element, what, _FORM)
        return []
    found = address_of(element)
    if name_of(element) == "iframe":
        what = "video" if _FILM.search(found) else "audio" if _SOUND.search(found) else what
    where = f"it is at {found}" if found else "the page does not say where it is"
    state.drop(element, what, where)
    return []


def address_of(element: Element) -> str:
    """Where a film, a sound or a frame comes from."""
    for each in element.iter():
        for key in ("src", "data-src", "data-lazy-src", "data", "href"):
            if found := attribute(each, key):
                return found if len(found) <= 300 and not found.startswith("data:") else ""
    return ""


def drawing(element: Element, state: State) -> list[Inline]:
    """A drawing in the page: kept as a picture when it is one and is safe."""
    title = next((words_of(e) for e in element.iter() if name_of(e) == "svg:title"), "")
    label = attribute(element, "aria-label") or title
    if attribute(element, "aria-hidden") == "true" or _is_icon(element):
        if words := words_of(element):
            state.drop(element, "icon", "it belongs to the page, not to the text", words)
        return []
    data = _svg(element)
    try:
        svg_size(data)
    except SvgError as error:
        state.drop(element, "drawing", f"{error.message}")
        return []
    address = "data:image/svg+xml;base64," + base64.b64encode(data).decode()
    name = state.context.picture(address, element)
    if not name:
        return []
    if words := words_of(element):
        state.drop(element, "drawing's words", "they are in the picture", words)
    return [picture(name, Said(alt=label))]


def _is_icon(element: Element) -> bool:
    if any(name_of(each) == "svg:use" and not attribute(each, "href").startswith("#") and
           "#" in "".join(each.attrib.values()) for each in element.iter()):  # fmt: skip
        return True
    sizes = [attribute(element, key).removesuffix("px") for key in ("width", "height")]
    if not any(sizes):
        box = attribute(element, "viewBox").replace(",", " ").split()
        sizes = box[2:4]
    numbers = [float(size) for size in sizes if re.fullmatch(r"\d+(?:\.\d+)?", size)]
    return bool(numbers) and max(numbers) <= 64


def _svg(element: Element) -> bytes:
    """The drawing as a file of its own, without what this room has noted in it."""
    copied = deepcopy(element)
    copied.tail = None
    for each in copied.iter():  # HTML knows prefixes of attributes without a declaration
        for key in [key for key in each.attrib if ":" in key and not key.startswith("{")]:
            del each.attrib[key]
    data: bytes = tostring(copied, encoding="utf-8")
    return data
