"""Readers that behave badly, for `test_import_confined`: a source's text says how."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

from packager.importers.imported import Imported, ImportedArticle
from packager.importers.source import Source, refusal


def read(source: Source) -> Imported:
    """Do what the source says."""
    how = source.read().decode().strip()
    if how == "hang":
        # what a reader starts goes on in another process, and must end with it
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        source.path.with_name("child").write_text(str(child.pid))
        time.sleep(600)
    if how == "grow":
        hoard = [bytes(100_000_000) + b"x" for _ in range(40)]
        return Imported((), source_text=str(len(hoard)))
    if how == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "fail":
        raise ZeroDivisionError("a bug")
    if how == "refuse":
        raise refusal(source.name, "is not to be read", "read another")
    return Imported((ImportedArticle("x", "X", how),), source_text=how)
