"""A PostgreSQL server of the tests' own, from the programs installed on the machine; loopback only, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

PLACES = ("/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/17/bin")


def programs() -> Path | None:
    """The folder of initdb and postgres; None where PostgreSQL is not installed."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += [Path(place) for place in PLACES]
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "postgres").exists()), None)


HASTY = " -c fsync=off -c full_page_writes=off"
"""Nobody cuts the power in a test: what a process of ours committed is there when that process is killed."""


@contextmanager
def server(*, hasty: bool = False) -> Iterator[str]:
    """A running server; yields `postgresql://postgres@127.0.0.1:port`. A hasty one does not wait for the disk."""
    folder = programs()
    assert folder is not None
    data = Path(tempfile.mkdtemp(prefix="connector-pg-"))
    owner = _owner()
    if owner:
        os.chown(data, owner.pw_uid, owner.pw_gid)
    port = _free_port()
    options = ["-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync", "-D", str(data / "db")]
    _run([str(folder / "initdb"), *options], owner)
    control = [str(folder / "pg_ctl"), "-D", str(data / "db")]
    settings = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={data} -c max_connections=200"
    settings += HASTY if hasty else ""
    _run([*control, "-w", "-l", str(data / "log"), "-o", settings, "start"], owner)
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}"
    finally:
        _run([*control, "-m", "immediate", "stop"], owner)
        shutil.rmtree(data, ignore_errors=True)


def new_database(server_url: str, name: str, *, template: str = "template1") -> str:
    """An empty database, or a copy of one that nobody is connected to; its URL."""
    with psycopg.connect(f"{server_url}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"{server_url}/{name}"


def drop_database(server_url: str, name: str) -> None:
    with psycopg.connect(f"{server_url}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _owner() -> pwd.struct_passwd | None:
    """PostgreSQL refuses to run as root; then its own user, or nobody, runs it."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _run(command: list[str], owner: pwd.struct_passwd | None) -> None:
    who = {"user": owner.pw_uid, "group": owner.pw_gid} if owner else {}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **who)  # type: ignore[call-overload]
    assert done.returncode == 0, done.stdout + done.stderr


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
