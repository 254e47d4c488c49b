"""What a build read and what it wrote: while neither has changed, there is nothing to build.

This is the way in for whoever wants a publication built. `pipeline` is imported when there is work
to do: that takes longer than to see that there is none.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from packager.compile.cache import Cache, cache_folder
from packager.findings import Finding
from packager.memo import encode, key_of, recall
from packager.report import BuildOptions, Report, Written
from packager.versions import everything
from packager.watch import CONTENT, KIND, Sight, again, look, watching

if TYPE_CHECKING:
    from packager.compile.workers import Crew

_MANIFEST = "manifest.json"
_OF_ONE_BUILD = ("cache-", "print-spine-changed")  # findings that are no longer so the next time
_STAGING = ".packager"  # in an output folder: of a build that was interrupted


@dataclass(frozen=True, slots=True)
class Record:
    """What a build looked at, what it left in the output folder, and what it said."""

    seen: tuple[Sight, ...]
    left: tuple[Sight, ...]
    written: tuple[Written, ...]
    findings: tuple[Finding, ...]
    parts: int


def same(sights: Iterable[Sight]) -> bool:
    """Whether everything looks as it did."""
    return all(sight.holds() for sight in sights)


def build(
    folder: Path,
    options: BuildOptions,
    progress: Callable[[str], None] | None = None,
    crew: Crew | None = None,
) -> Report:
    """Build a publication's editions, unless they are there already; as `pipeline.build`."""
    cache = Cache(cache_folder() if options.cache else None)
    target = options.output or folder / "dist"
    key = _key(folder, target, options)
    record = recall(cache, Record, key)
    if record and same((*record.left, *record.seen)):
        again(record.seen)
        said = (*record.findings, *cache.findings())
        written = tuple(replace(each, status="unchanged", because=()) for each in record.written)
        return Report(target, written, said, reused=record.parts, unchanged=True)

    from packager.compile.workers import warm_up  # noqa: PLC0415 - see above

    if record and options.jobs > 1 and not options.executor and not crew and not same(record.seen):
        warm_up()  # something was edited, which will have to be set
    from packager import pipeline  # noqa: PLC0415 - see above

    with watching() as sights:
        report = pipeline.build(folder, options, progress, crew)
    made = target.resolve()
    left = [(KIND, made / _STAGING), (CONTENT, made / _MANIFEST)]
    left += [(CONTENT, made / each.path) for each in report.written]
    record = Record(
        seen=tuple(sights),
        left=tuple(Sight(aspect, str(path), look(aspect, str(path))) for aspect, path in left),
        written=report.written,
        findings=tuple(each for each in report.findings if not each.code.startswith(_OF_ONE_BUILD)),
        parts=report.compiled + report.reused,
    )
    cache.put(key, encode(record))
    return report


def _key(folder: Path, target: Path, options: BuildOptions) -> str:
    asked = (options.editions, options.variant, options.drafts, options.strict)
    places = (str(folder.resolve()), str(target.resolve()))
    return key_of("record", everything(), places, asked, os.environ.get("SOURCE_DATE_EPOCH", ""))
