"""Why a request is refused: code, message and the path of the field, and the bodies that say so."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from connector.sandbox.siigo_legacy.options import Options


@dataclass(frozen=True, slots=True)
class Problem:
    """One entry of an error body."""

    code: str
    message: str
    path: str = ""


class Refused(Exception):
    """The request is answered with an error. All problems of one stage come together."""

    def __init__(self, *problems: Problem, status: int = 400) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems
        self.status = status


def raise_any(found: Sequence[Problem]) -> None:
    if found:
        raise Refused(*found)


def body_of(error: Refused, options: Options) -> object:
    """A list of {Code, Message, Params}, an object that holds it, or the words alone."""
    rows = [
        {"Code": problem.code, "Message": problem.message, "Params": [problem.path] if problem.path else []}
        for problem in error.problems
    ]
    match options.errors:
        case "object":
            return {"Status": error.status, "Errors": rows}
        case "text":
            return str(error)
    return rows


def required(path: str) -> Problem:
    return Problem("parameter_required", f"The field {path} is required", path)


def wrong(path: str, found: object, expected: object, code: str = "invalid_value") -> Problem:
    """The field, what was found, what was expected."""
    return Problem(code, f"The field {path} is {shown(found)}; expected {shown(expected)}", path)


def unknown(path: str, found: object) -> Problem:
    return Problem("invalid_reference", f"The {path} doesn't exist: {shown(found)}", path)


def not_found(what: str, found: object) -> Refused:
    return Refused(Problem("not_found", f"The {what} was not found: {shown(found)}"), status=404)


def conflict(code: str, message: str, path: str = "") -> Refused:
    return Refused(Problem(code, message, path), status=409)


def shown(value: object) -> str:
    """A number plainly, anything else short."""
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)[:60]
