"""A connection file with settings added: moved into the place of the old one only when it loads as the old one did."""

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from connector.mapping.writing import with_settings
from connector.messages import say
from connector.system_errors import system_words

BOM = "\ufeff"


class NotSaved(Exception):
    """The file is as it was; `str()` says why."""


def save_settings(
    path: Path, section: tuple[str, ...], values: Mapping[str, str], is_right: Callable[[Path], bool]
) -> None:
    """Write these words into the section; `is_right` judges the new file before it takes the old one's place.

    Links are followed; owner and permissions stay. Raises NotSaved.
    """
    real = path.resolve()
    try:
        before = real.read_bytes()
        _replace(real, before, _edited(before, section, values), is_right)
    except OSError as error:
        raise NotSaved(say("doctor.not_written", why=system_words(error))) from None


def _edited(before: bytes, section: tuple[str, ...], values: Mapping[str, str]) -> bytes:
    try:
        text = before.decode("utf-8")
    except UnicodeDecodeError:
        raise NotSaved(say("doctor.not_editable")) from None
    mark = BOM if text.startswith(BOM) else ""
    edited = with_settings(text.removeprefix(BOM), section, values)
    if edited is None:
        raise NotSaved(say("doctor.not_editable"))
    return (mark + edited).encode("utf-8")


def _replace(real: Path, before: bytes, after: bytes, is_right: Callable[[Path], bool]) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{real.stem}-", suffix=".yaml", dir=real.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(after)
            stream.flush()
            os.fsync(stream.fileno())
        _as_owned(real, name)
        if not is_right(Path(name)):
            raise NotSaved(say("doctor.not_the_same"))
        if real.read_bytes() != before:
            raise NotSaved(say("doctor.changed_meanwhile"))
        os.replace(name, real)
    finally:
        Path(name).unlink(missing_ok=True)


def _as_owned(real: Path, name: str) -> None:
    """A file that its owner can no longer read would stop the connection."""
    stat = real.stat()
    shutil.copymode(real, name)
    if (stat.st_uid, stat.st_gid) != (os.geteuid(), os.getegid()):
        os.chown(name, stat.st_uid, stat.st_gid)
