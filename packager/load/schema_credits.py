"""What `credits.toml` may say: whose the pictures of a home are."""

from __future__ import annotations

from packager.load.fields import LicenceId, Table, Words


class PictureCredit(Table):
    """What a picture shows and whose it is."""

    alt: Words = ""
    credit: Words = ""
    licence: LicenceId | None = None
    source: Words = ""
