"""Connection files for commands that need no secret: an absent `${NAME}` gets a stand-in and is only noted."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Never

from connector import mapping
from connector.checking import Checked, check_file
from connector.errors import ConfigError, MappingError
from connector.ledgers import ledger_module, schemas_in
from connector.mapping import ConnectionFile, Placeholders, Section
from connector.messages import say
from connector.model.schema import Schema

ADDRESS = "https://ejemplo.myshopify.com"
"""Stands in for an address: every store and every ledger takes it for one. Nobody is called."""

WORD = "PENDIENTE"
"""Stands in for any other setting."""

_PLACEHOLDER = re.compile(r"<([A-Za-z_][A-Za-z0-9_]*)>")
_PLACE = re.compile(r"(.*?):(\d+):(\d+): ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offline:
    """A connection file read without secrets. `checked` is None when its settings are wrong."""

    file: ConnectionFile
    checked: Checked | None
    problems: tuple[str, ...]
    notices: tuple[str, ...]


def read_files(files: Sequence[Path], folder: Path, environ: Mapping[str, str]) -> tuple[list[Offline], list[str]]:
    """These files, or every connection of the folder, and the problems of those that could not be read."""
    given = Placeholders(environ)
    if files:
        loaded, problems = _load_each(files, given)
    elif not folder.is_dir():
        return [], [say("wiring.no_folder", folder=folder)]
    else:
        loaded, problems = mapping.load_all(folder, environ=given)
        if not loaded and not problems:
            problems = [say("wiring.no_connections", folder=folder)]
    return [_offline(file, environ) for file in loaded], problems


def read_one(path: Path, environ: Mapping[str, str]) -> Checked:
    """Raises MappingError with every problem of the file."""
    offline, problems = read_files([path], path.parent, environ)
    return usable(offline[0]) if offline else _refuse(problems)


def usable(offline: Offline) -> Checked:
    """Raises MappingError with every problem of the file."""
    if offline.problems or offline.checked is None:
        _refuse(offline.problems)
    return offline.checked


def in_order(sentences: Iterable[str]) -> list[str]:
    """By file, line and column; each once."""
    return sorted(dict.fromkeys(sentences), key=_place)


def _load_each(files: Sequence[Path], environ: Mapping[str, str]) -> tuple[list[ConnectionFile], list[str]]:
    loaded: list[ConnectionFile] = []
    problems: list[str] = []
    for path in files:
        try:
            loaded.append(mapping.load(path, environ=environ, presets=path.parent))
        except MappingError as error:
            problems += error.problems
    return loaded, problems


def _offline(file: ConnectionFile, environ: Mapping[str, str]) -> Offline:
    notes: dict[str, str] = {}
    for section in (file.store, file.ledger):
        for name, place in _absent(section, environ):
            notes.setdefault(name, f"{place}: {say('cli.absent', name=name)}")
    stood_in = replace(file, store=_with_stand_ins(file.store), ledger=_with_stand_ins(file.ledger))
    checked, problems = check_file(stood_in)
    found = [*problems, *mapping.lint(stood_in, schemas_of(stood_in))]
    absent = {f"<{name}>" for name in (*notes, *_absent_in_tables(file, environ))}
    about_file = [text for text in found if not any(name in text for name in absent)]
    return Offline(
        file=stood_in,
        checked=checked,
        problems=tuple(in_order(text for text in about_file if not mapping.is_notice(text))),
        notices=tuple(in_order([*(text for text in about_file if mapping.is_notice(text)), *notes.values()])),
    )


def _refuse(problems: Sequence[str]) -> Never:
    raise MappingError(problems)


def schemas_of(file: ConnectionFile) -> Mapping[str, Schema]:
    """The fields of the file's ledger; none when it names a system that we do not know."""
    try:
        return schemas_in(ledger_module(str(file.ledger.values.get("system"))))
    except ConfigError:
        return {}


def _absent(section: Section, environ: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Names without a value that the section's top level asks for, and where."""
    for key, value in section.values.items():
        for name in _PLACEHOLDER.findall(str(value)):
            if not environ.get(name):
                yield name, section.at(key)


def _absent_in_tables(file: ConnectionFile, environ: Mapping[str, str]) -> set[str]:
    constants = [constant.value for table in file.tables.values() for constant in table.rows.values()]
    return {name for value in constants for name in _PLACEHOLDER.findall(str(value)) if not environ.get(name)}


def _with_stand_ins(section: Section) -> Section:
    return replace(section, values={key: _stand_in(key, value) for key, value in section.values.items()})


def _stand_in(key: str, value: object) -> object:
    match value:
        case str() if _PLACEHOLDER.search(value):
            return ADDRESS if "url" in key else WORD
        case list():
            return [_stand_in(key, element) for element in value]
        case _:
            return value


def _place(sentence: str) -> tuple[str, int, int, str]:
    found = _PLACE.match(sentence)
    return (found[1], int(found[2]), int(found[3]), sentence) if found else (sentence, 0, 0, "")
