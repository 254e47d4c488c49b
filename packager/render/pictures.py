"""Pictures: their names in every medium, and what is written of their credit."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath

from packager.model.assets import Asset
from packager.model.licences import LICENCES, RESERVED
from packager.model.text import Inline, Picture, plain
from packager.render.scope import Scope
from packager.render.xhtml import Html, address, escape, join, tag

_COLUMN = 420  # px: as wide as decoration may be on the smallest page
_SUFFIXES = {  # by media type; EPUBCheck wants a file's name and content to agree (PKG-022)
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    "image/svg+xml": (".svg",),
}
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+|^\.+")


def picture_href(asset: Asset) -> str:
    """Where a picture lies in every edition: `images/HOME/NAME`, in safe characters only.

    A name that had to be changed carries a piece of the picture's hash, so that no two meet. So
    does one whose ending does not tell what the picture is in editions.
    """
    name = PurePosixPath(asset.name.removeprefix("images/"))
    safe = PurePosixPath(*(_UNSAFE.sub("-", part) for part in name.parts))
    suffixes = _SUFFIXES[asset.media_type]
    fits = safe.suffix.lower() in suffixes
    if safe != name or not fits:
        stem = safe.stem.strip("-") or "picture"
        suffix = safe.suffix if fits else suffixes[0]
        safe = safe.with_name(f"{stem}-{asset.sha256[:8]}{suffix}")
    return f"images/{_UNSAFE.sub('-', asset.home)}/{safe}"


def resolved(picture: Picture) -> Picture:
    """The picture with what its file says of itself where the article says nothing."""
    asset = picture.asset
    return replace(
        picture,
        alt="" if picture.decorative else picture.alt or asset.alt,
        credit=picture.credit or asset.credit,
        licence=picture.licence or asset.licence,
        source=picture.source or asset.source,
    )


def image(picture: Picture, scope: Scope, caption: tuple[Inline, ...] = ()) -> Html:
    """The `img`, always with a text in its place unless it only decorates."""
    picture = resolved(picture)
    src = picture_href(picture.asset)
    scope.pictures[src] = picture.asset
    if picture.decorative:
        if scope.paper:
            return _decoration(picture.asset, src)
        return tag("img", "", {"src": src, "alt": "", "role": "presentation"})
    words = picture.alt or plain(caption).strip() or str(scope.labels.say("Picture"))
    return tag("img", "", {"src": src, "alt": " ".join(words.split())})


def _decoration(asset: Asset, src: str) -> Html:
    """Decoration on paper: a background, since PDF/UA knows no picture with an empty alt."""
    width = min(asset.width or _COLUMN, _COLUMN)
    height = round(width * asset.height / asset.width) if asset.width else width // 4
    style = (
        f"display:inline-block;max-width:100%;width:{width}px;height:{height}px;"
        f"background:url({src}) center/contain no-repeat"
    )
    return tag("span", "", {"class": "decoration", "style": style})


def credit_line(picture: Picture) -> Html:
    """Whose the picture is and its licence, as printed beneath it; maybe empty.

    That all rights are reserved goes without saying there, and so does whose a decoration is: the
    credits page says it.
    """
    picture = resolved(picture)
    if picture.decorative:
        return Html("")
    licence = LICENCES.get(picture.licence)
    parts = [escape(picture.credit)] if picture.credit else []
    if licence and licence.id != RESERVED:
        parts.append(linked(licence.short, licence.url))
    return join(parts, " · ")


def linked(words: str | Html, url: str) -> Html:
    """Words as a link to a web address, if it is one."""
    href = address(url)
    return tag("a", words, {"href": href}) if href else escape(words)
