"""packager: structured articles become a publication for e-reader, screen and paper.

The map, each room looking only at those before it:

    errors findings  what can go wrong
    model            the nouns: Publication, Article, Text …
    load             a publication's folder ──▶ Publication (+ findings)
    render           text tree × Medium × Theme ──▶ markup
    compile          markup ──▶ parts: EPUB chapters, PDF fragments with manifests
    link             parts ──▶ one PDF; no typesetting
    editions         parts ──▶ editions as {path: bytes}
    check            Publication, finished bytes ──▶ findings; knows formats, never builders
    output           the only writer to dist/
    pipeline         build(): the whole program on one screen
    cli              the commands
"""

__version__ = "0.1.0"
