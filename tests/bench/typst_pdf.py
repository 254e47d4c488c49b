"""pandoc and Typst in one process: `python -m tests.bench.typst_pdf PANDOC TARGET SOURCE…`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import typst


def main() -> None:
    """Markdown to Typst's language by pandoc, from there to a PDF of A5 pages."""
    pandoc, target, *sources = sys.argv[1:]
    text = Path(target).with_suffix(".typ")
    settings = ["--variable=papersize:a5", "--variable=fontsize:9.6pt"]
    subprocess.run(
        [pandoc, "--standalone", "--to=typst", *settings, f"--output={text}", *sources], check=True
    )
    typst.compile(text, output=target)


if __name__ == "__main__":
    main()
