"""What linking alone costs: `python -m tests.bench.linking FOLDER`, with the cache that is set.

Prints the CPU seconds of the best of three links of the publication's PDF, all parts at hand.
"""

from __future__ import annotations

import sys
import time
from contextlib import closing
from pathlib import Path
from unittest import mock

from packager.compile.cache import Cache, cache_folder
from packager.compile.compiler import Compiler
from packager.compile.workers import Crew
from packager.editions import paper
from packager.link import LinkJob, link
from packager.load import load

_TIMES = 3


def main() -> None:
    """Link, and say what it took."""
    took: list[float] = []

    def timed(job: LinkJob) -> bytes:
        for _ in range(_TIMES):
            start = time.process_time()
            pdf = link(job)
            took.append(time.process_time() - start)
        return pdf

    cache = Cache(cache_folder())
    publication = load(Path(sys.argv[1]), memo=cache).publication
    assert publication is not None
    with closing(Crew()) as crew, mock.patch.object(paper, "link", timed):
        paper.CITED.make(publication, Compiler(cache, crew))
    print(f"{min(took):.2f}")


if __name__ == "__main__":
    main()
