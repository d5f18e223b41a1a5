"""Where a run spends its time and what holds its memory, of our own functions and lines, as lines of text."""

import cProfile
import pstats
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import connector

OURS = str(Path(connector.__file__).parent)
MOST = 10
GROWTH = 1.08
"""A picture of the memory is taken when it is so many times that of the last picture."""


@contextmanager
def profiled(report: list[str]) -> Iterator[None]:
    """Appends the dearest functions by their own time and by that of all that they call."""
    profile = cProfile.Profile()
    with profile:
        yield
    stats = pstats.Stats(profile)
    rows = stats.stats.items()  # type: ignore[attr-defined]  # its only interface but printing
    ours = [(where, figures) for where, figures in rows if where[0].startswith(OURS)]
    for title, at in (("cumulative", 3), ("own", 2)):
        report.append(f"  seconds, {title} (with the profiler on):")
        ordered = sorted(ours, key=lambda row: -row[1][at])[: MOST + 4]
        report += [f"    {figures[at]:7.2f}  {figures[1]:8d} x  {_named(where)}" for where, figures in ordered]
    report.append("  seconds, own, of everybody's functions:")
    for where, figures in sorted(rows, key=lambda row: -row[1][2])[:MOST]:
        report.append(f"    {figures[2]:7.2f}  {figures[1]:8d} x  {_named(where)}")


@contextmanager
def held(report: list[str], phase: Callable[[], str]) -> Iterator[None]:
    """Appends what holds the memory when most is held."""
    tracemalloc.start(1)
    over, best = threading.Event(), [0]
    pictures: list[tuple[str, tracemalloc.Snapshot]] = []

    def look() -> None:
        while not over.wait(0.02):
            now, _ = tracemalloc.get_traced_memory()
            if now > best[0] * GROWTH:
                best[0] = now
                pictures[:] = [(phase(), tracemalloc.take_snapshot())]

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        _, peak = tracemalloc.get_traced_memory()
        report.append(
            f"  most held by Python objects: {peak / 1e6:.0f} MB; the last picture, of {best[0] / 1e6:.0f} MB:"
        )
        for where, picture in pictures:
            report.append(f"  in the phase {where!r}")
            for one in picture.statistics("lineno")[:16]:
                frame = one.traceback[0]
                report.append(
                    f"    {one.size / 1e6:6.1f} MB  {one.count:7d} x  {_short(frame.filename)}:{frame.lineno}"
                )
        tracemalloc.stop()


def _named(where: tuple[str, int, str]) -> str:
    file, line, name = where
    return f"{_short(file)}:{line} {name}"


def _short(file: str) -> str:
    return "/".join(Path(file).parts[-3:])
