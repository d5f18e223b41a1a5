"""A child that dies is started again, later each time; one broken file keeps nobody from starting."""

import sys
from pathlib import Path

import pytest

from connector.cli import exits, serving
from connector.cli.serving import _Child
from tests.cli.conftest import Run


class Clock:
    """Stands in for the module `time`."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(serving, "time", found)
    return found


def restarts_after(child: _Child, clock: Clock) -> float:
    """Seconds from its death to its next life."""
    dead, died_at = child.process, clock.now
    dead.wait(10)
    while child.process is dead:
        child.look()
        clock.now += 0.5
    return clock.now - 0.5 - died_at


def test_a_child_that_keeps_dying_is_started_less_and_less_often(clock: Clock) -> None:
    child = _Child("web", [sys.executable, "-c", ""])
    assert [restarts_after(child, clock) for _ in range(7)] == [1, 2, 4, 8, 16, 30, 30]
    clock.now += serving.SETTLED
    assert restarts_after(child, clock) == 1
    child.process.wait(10)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What `serve` and `web` would have run."""
    found: list[str] = []
    monkeypatch.setattr(serving._Group, "run", lambda _self: found.append("group"))
    monkeypatch.setattr(
        serving, "_serve_web", lambda installation: found.append(f"web of {installation.connections.names()}")
    )
    return found


def with_a_broken_file(mappings: Path) -> None:
    (mappings / "otra.yaml").write_text("mapping: 1\nconnection: [\n")


@pytest.mark.usefixtures("secrets")
def test_web_starts_with_the_files_that_are_right(run: Run, mappings: Path, started: list[str]) -> None:
    with_a_broken_file(mappings)
    assert run("web").exit_code == exits.OK
    assert started == ["web of ['tienda']"]


@pytest.mark.usefixtures("secrets")
def test_serve_before_somebody_who_reads_refuses_a_broken_file(
    run: Run, mappings: Path, started: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_a_broken_file(mappings)
    monkeypatch.setattr(serving, "_is_watched", lambda: True)
    result = run("serve")
    assert result.exit_code == exits.CONFIG
    assert "otra.yaml:" in result.stderr
    assert started == []


@pytest.mark.usefixtures("secrets")
def test_serve_after_a_restart_of_the_machine_starts_with_what_is_right(
    run: Run, mappings: Path, started: list[str]
) -> None:
    with_a_broken_file(mappings)
    assert run("serve").exit_code == exits.OK
    assert started == ["group"]


@pytest.mark.usefixtures("secrets")
def test_nothing_starts_without_one_good_file(run: Run, mappings: Path, started: list[str]) -> None:
    (mappings / "tienda.yaml").unlink()
    with_a_broken_file(mappings)
    assert run("web").exit_code == exits.CONFIG
    assert started == []
