"""What ends the program: one class for each exit status (`0` is fine, `130` interrupted)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from packager.findings import Finding


class PackagerError(Exception):
    """Cannot go on. `message` says what is wrong, `hint` what to do about it."""

    status: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ContentError(PackagerError):
    """The publication has errors; nothing is written. Carries all findings (status 1)."""

    def __init__(self, findings: tuple[Finding, ...], message: str = "") -> None:
        super().__init__(message)
        self.findings = findings


class BuildError(PackagerError):
    """An edition could not be made or written (status 1)."""


class UsageError(PackagerError):
    """The command or the configuration is wrong (status 2)."""

    status = 2


class MissingError(PackagerError):
    """This system lacks something: a library, a font, a program (status 3)."""

    status = 3


class CheckError(PackagerError):
    """The edition was built but fails its checks (status 4)."""

    status = 4

    def __init__(self, findings: tuple[Finding, ...], message: str = "") -> None:
        super().__init__(message)
        self.findings = findings
