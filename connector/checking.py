"""Connection files checked against everything that they name: store, ledger, fields; every problem with its place."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from dotenv import dotenv_values
from pydantic import BaseModel, ValidationError

from connector import mapping
from connector.errors import ConfigError, MappingError
from connector.issuing.rules import AfterSale
from connector.ledgers import ledger_module
from connector.mapping import ConnectionFile, Section
from connector.messages import say
from connector.stores import store_module


def environment() -> dict[str, str]:
    """The process's environment over `.env`, for the `${NAME}` of connection files."""
    return {**{key: value or "" for key, value in dotenv_values(".env").items()}, **os.environ}


AnyModel = TypeVar("AnyModel", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Checked:
    """A connection file that holds together, and its checked sections."""

    file: ConnectionFile
    store: BaseModel
    ledger: BaseModel
    after_sale: AfterSale


def check_file(file: ConnectionFile) -> tuple[Checked | None, list[str]]:
    """Settings of store and ledger, then the mapping against the ledger's fields: every problem, with its position."""
    problems: list[str] = []
    store = _checked(file.store, "store", "platform", lambda name: store_module(name).Settings, problems)
    ledger = _checked(file.ledger, "ledger", "system", lambda name: ledger_module(name).Settings, problems)
    if ledger is not None:
        module = ledger_module(str(file.ledger.values["system"]))
        schemas = {str(kind): schema for kind, schema in module.SCHEMAS.items()}
        problems += [text for text in mapping.lint(file, schemas) if not mapping.is_notice(text)]
        file = replace(file, schemas=schemas)
    after_sale = _validated(file.after_sale, "after_sale", AfterSale, problems)
    if store is None or ledger is None or after_sale is None:
        return None, problems
    problems += _without_section(file, after_sale)
    return Checked(file, store, ledger, after_sale), problems


def _without_section(file: ConnectionFile, after_sale: AfterSale) -> Iterator[str]:
    """What is to be made by itself needs its section: without one every such order would be held."""
    for name, section in (("credit_notes", "credit_note"), ("receipts", "receipt"), ("advances", "receipt")):
        if getattr(after_sale, name) == "auto" and section not in file.rules:
            yield f"{file.after_sale.at(name)}: after_sale.{name}: {say('wiring.no_section', section=section)}"


def read_folder(folder: Path, environ: Mapping[str, str]) -> tuple[list[Checked], list[str]]:
    """Every connection file of the folder that is right, and the problems of those that are not."""
    if not folder.is_dir():
        return [], [say("wiring.no_folder", folder=folder)]
    files, problems = mapping.load_all(folder, environ=environ)
    good: list[Checked] = []
    for file in files:
        checked, wrong = check_file(file)
        problems += wrong
        if checked and not wrong:
            good.append(checked)
    return good, problems


def check_folder(folder: Path) -> None:
    """Raises MappingError with every problem of every file, ConfigError when there is no connection."""
    checked, problems = read_folder(folder, environment())
    if problems:
        raise MappingError(problems)
    if not checked:
        raise ConfigError([say("wiring.no_connections", folder=folder)])


def _checked(
    section: Section, name: str, chooser: str, settings_of: Callable[[str], type[BaseModel]], problems: list[str]
) -> BaseModel | None:
    chosen = section.values.get(chooser)
    if not isinstance(chosen, str):
        problems.append(f"{section.at()}: {name}.{chooser}: {say('wiring.missing')}")
        return None
    try:
        settings = settings_of(chosen)
    except ConfigError as error:
        problems += [f"{section.at(chooser)}: {name}.{chooser}: {text}" for text in error.problems]
        return None
    return _validated(section, name, settings, problems)


def _validated(section: Section, name: str, settings: type[AnyModel], problems: list[str]) -> AnyModel | None:
    try:
        given = {key: value for key, value in section.values.items() if value != ""}  # `${NAME:-}`: not given
        return settings.model_validate(given)
    except ValidationError as error:
        for problem in error.errors():
            where = [part for part in problem["loc"] if isinstance(part, str | int)]
            path = ".".join([name, *(str(part) for part in where)])
            problems.append(f"{section.at(*where)}: {path}: {_in_words(dict(problem))}")
    return None


def _in_words(problem: Mapping[str, object]) -> str:
    """A pydantic problem as a sentence in the language in force."""
    kind, context = str(problem["type"]), problem.get("ctx")
    values = context if isinstance(context, dict) else {}
    match kind:
        case "missing":
            return say("wiring.missing")
        case "extra_forbidden":
            return say("wiring.unknown_field")
        case "string_pattern_mismatch":
            return say("wiring.pattern", pattern=values["pattern"])
        case "literal_error":
            return say("wiring.one_of", expected=values["expected"])
        case "value_error":
            return str(values["error"])
        case "string_too_short" | "too_short":
            return say("wiring.empty")
        case "greater_than_equal" | "less_than_equal":
            return say("wiring.range", bound=values.get("ge", values.get("le")))
        case _:
            return say("wiring.wrong_kind", expected=kind.removesuffix("_type").removesuffix("_parsing"))
