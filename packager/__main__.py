"""`packager` and `python -m packager`."""

from __future__ import annotations

import sys

INTERRUPTED = 130


def main() -> None:
    """Run the command line and leave with its exit status."""
    try:
        from packager.cli.gate import run  # noqa: PLC0415 - Ctrl-C may come while it is read

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        print("error: interrupted", file=sys.stderr)
        status = INTERRUPTED
    sys.exit(status)


if __name__ == "__main__":
    main()
