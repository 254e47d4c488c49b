"""packager: structured articles become a publication for e-reader, screen and paper.

The map, each room looking only at those before it:

    errors findings  what can go wrong
    memo watch       values remembered by what they are made from; what a build looks at
    report           what is asked of a build, and what it tells
    model            the nouns: Publication, Article, Text …
    load             a publication's folder ──▶ Publication (+ findings)
    importers        foreign files ──▶ articles in our format, with a report
    render           text tree × Medium × Theme ──▶ markup
    compile          markup ──▶ parts: EPUB chapters, PDF fragments with manifests
    link             parts ──▶ one PDF; no typesetting
    impose           pages ──▶ their places on sheets; arithmetic, no PDF
    imposing         a PDF, from here or elsewhere ──▶ sheets to print, fold and staple
    editions         parts ──▶ editions as {path: bytes}
    check            Publication, finished bytes ──▶ findings; knows formats, never builders
    output           the only writer to dist/
    pipeline         build(): the whole program on one screen
    themes           what each theme looks like: pictures of its pages
    record           build(): the same, unless nothing has changed since the last time
    rebuild          build(), again whenever something has changed
    cli              the commands

The public names: `build` and its `BuildOptions`, and the rooms `load` (`load.load(folder)`) and
`check` (`check.check_files(files)`, …). They are imported when they are first asked for, so that
`import packager` costs nothing.
"""

from __future__ import annotations

from importlib import import_module

__version__ = "0.1.0"
__all__ = ["BuildOptions", "__version__", "build", "check", "load"]


def __getattr__(name: str) -> object:
    if name in ("build", "BuildOptions"):
        return getattr(import_module("packager.record"), name)
    if name in ("check", "load"):
        return import_module(f"packager.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
