"""The bot under test: `python -m bot run`, with the probe standing by."""

from __future__ import annotations

import sys

from benchmarks import probe
from bot.__main__ import main

if __name__ == "__main__":
    probe.install()
    sys.exit(main(["run"]))
