"""Connection files checked against everything that they name: store, ledger, fields; every problem with its place."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar, get_args

from dotenv import dotenv_values
from pydantic import BaseModel, ValidationError

from connector import mapping
from connector.errors import ConfigError, MappingError
from connector.inventory.policy import Inventory
from connector.issuing.rules import AfterSale
from connector.ledgers import ledger_module, schemas_in, stock_module
from connector.mapping import ConnectionFile, Section
from connector.mapping.spots import did_you_mean, shown
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
    inventory: Inventory | None = None
    """None where the file has no `inventory:`."""


def check_file(file: ConnectionFile) -> tuple[Checked | None, list[str]]:
    """Settings of store and ledger, then the mapping against the ledger's fields: every problem, with its position."""
    problems: list[str] = []
    store = _checked(file.store, "store", "platform", lambda name: store_module(name).Settings, problems)
    ledger = _checked(file.ledger, "ledger", "system", lambda name: ledger_module(name).Settings, problems)
    if ledger is not None:
        module = ledger_module(str(file.ledger.values["system"]))
        schemas = schemas_in(module)
        problems += [text for text in mapping.lint(file, schemas) if not mapping.is_notice(text)]
        file = replace(file, schemas=schemas)
    after_sale = _validated(file.after_sale, "after_sale", AfterSale, problems)
    inventory = _validated(file.inventory, "inventory", Inventory, problems) if file.inventory else None
    if store is None or ledger is None or after_sale is None:
        return None, problems
    problems += _without_section(file, after_sale)
    problems += _without_stock(file, store, inventory)
    return Checked(file, store, ledger, after_sale, inventory), problems


def _without_stock(file: ConnectionFile, store: BaseModel, inventory: Inventory | None) -> Iterator[str]:
    """An inventory needs credentials of the shop, and a ledger that tells balances."""
    if file.inventory is None or inventory is None:
        return
    system = str(file.ledger.values["system"])
    if stock_module(system) is None:
        yield f"{file.inventory.at()}: inventory: {say('wiring.no_balances', system=system)}"
        return
    if not getattr(store, "has_credentials", True):
        yield f"{file.inventory.at()}: inventory: {say('wiring.no_stock_credentials')}"
    platform = str(file.store.values["platform"])
    if why := store_module(platform).stock_refusal(store, inventory.quantity):
        yield f"{file.inventory.at('quantity')}: inventory: {why}"


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
    unlike = list(unlike_siblings(good))
    wrong_files = {file.path for file, _ in unlike}
    return [one for one in good if one.file.path not in wrong_files], problems + [text for _, text in unlike]


def unlike_siblings(
    checked: Sequence[Checked], *, stand_ins: Sequence[str] = ()
) -> Iterator[tuple[ConnectionFile, str]]:
    """What a file says of its company otherwise than the first file of that company, where the ledger needs them to
    agree (`Settings.ALIKE`): the documents of one would be sent as the other says. `stand_ins` are alike to anything.
    """
    first: dict[tuple[object, object], Checked] = {}
    for one in checked:
        names: Sequence[str] = getattr(one.ledger, "ALIKE", ())
        company = getattr(one.ledger, "company", None)
        other = first.setdefault((one.file.ledger.values["system"], company), one)
        for name in names:
            mine, theirs = getattr(one.ledger, name), getattr(other.ledger, name)
            if mine != theirs and mine not in stand_ins and theirs not in stand_ins:
                words = say("wiring.unlike", company=company, there=other.file.ledger.at(name))
                yield one.file, f"{one.file.ledger.at(name)}: ledger.{name}: {words}"


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
        found = [dict(problem) for problem in error.errors()]
    for problem in found:
        where = _places(problem)
        if not _is_echo(problem, found):
            words = _in_words(problem, _words_at(settings, where[:-1]))
            problems.append(f"{section.at(*where)}: {_path(section, name, where)}: {words}")
    return None


def _places(problem: Mapping[str, object]) -> tuple[str | int, ...]:
    loc = problem["loc"]
    return tuple(part for part in loc if isinstance(part, str | int)) if isinstance(loc, tuple) else ()


def _path(section: Section, name: str, where: Sequence[str | int]) -> str:
    """`inventory.open_orders.states[1]`; of a list that the file writes as one value, the value itself."""
    named = where[:-1] if where and isinstance(where[-1], int) and tuple(where) not in section.spots else where
    return name + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in named)


def _is_echo(problem: Mapping[str, object], found: Sequence[Mapping[str, object]]) -> bool:
    """pydantic leaves a wrong element out of its list and then finds the list too short."""
    loc = _places(problem)
    return problem["type"] == "too_short" and any(_places(other)[:-1] == loc for other in found if other != problem)


def _words_at(settings: type[BaseModel], where: Sequence[str | int]) -> Sequence[str]:
    """The words that the section has at this place; none where the merchant chooses them."""
    model: type[BaseModel] | None = settings
    for part in where:
        field = model.model_fields.get(str(part)) if model else None
        kinds = (field.annotation, *get_args(field.annotation)) if field else ()
        model = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), None)
    return list(model.model_fields) if model else []


_KINDS = {
    "int": "whole",
    "decimal": "number",
    "finite": "number",
    "bool": "bool",
    "string": "text",
    "dataclass": "text",
    "tuple": "list",
    "list": "list",
    "dict": "lines",
    "model": "lines",
}
"""What was expected, by the beginning of pydantic's name of the problem: `int_parsing`, `int_from_float`."""

_SECRET_WORDS = ("secret", "password", "token", "key")


def _in_words(problem: Mapping[str, object], known: Sequence[str]) -> str:
    """A pydantic problem as a sentence in the language in force; `known` are the words that the place has."""
    kind, context = str(problem["type"]), problem.get("ctx")
    values = context if isinstance(context, dict) else {}
    match kind:
        case "missing":
            return say("wiring.missing")
        case "extra_forbidden":
            return say("wiring.unknown_field", near=did_you_mean(str(_places(problem)[-1]), known))
        case "string_pattern_mismatch":
            return say("wiring.pattern", pattern=values["pattern"])
        case "literal_error":
            choices = str(values["expected"]).replace(" or ", ", ").replace("'", "")
            return say("wiring.one_of", found=_found(problem), expected=choices)
        case "value_error":
            return str(values["error"])
        case "string_too_short" | "too_short":
            return say("wiring.empty")
        case "string_too_long" | "too_long":
            return say("wiring.too_long", most=values["max_length"])
        case "greater_than" | "greater_than_equal" | "less_than_equal":
            bound = next(values[name] for name in ("gt", "ge", "le") if name in values)
            return say(f"wiring.{kind}", found=_found(problem), bound=shown(bound))
        case _:
            expected = _KINDS.get(kind.partition("_")[0])
            words = say(f"wiring.kind_{expected}") if expected else kind
            return say("wiring.wrong_kind", found=_found(problem), expected=words)


def _found(problem: Mapping[str, object]) -> str:
    """What stands in the file; of a secret, only that there is something."""
    path = ".".join(str(part) for part in _places(problem)).lower()
    return "•••" if any(word in path for word in _SECRET_WORDS) else shown(problem.get("input"))
