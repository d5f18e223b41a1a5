"""Siigo's error envelope: codes, messages and params exactly as siigo-api.md 5 and 21 have them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

SITE = "https://developer.siigo.com/introduction/codigos-de-error"


@dataclass(frozen=True, slots=True)
class Problem:
    """One entry of `Errors`."""

    code: str
    message: str
    params: tuple[str, ...] = ()


class Refused(Exception):
    """The request is answered with an error. All problems of one stage come together."""

    def __init__(self, *problems: Problem, status: int = 400) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems
        self.status = status


def envelope(status: int, problems: Sequence[Problem]) -> dict[str, Any]:
    """The body of an error answer."""
    return {
        "Status": status,
        "Errors": [
            {
                "Code": problem.code,
                "Message": problem.message,
                "Params": list(problem.params),
                "Detail": f"Check the API documentation: {SITE}/{problem.code}",
            }
            for problem in problems
        ],
    }


def leaf(path: str) -> str:
    """The name that Siigo prints in a message: `code` for `items[1].code`; the parameter keeps the whole path."""
    return path.rpartition(".")[2].partition("[")[0]


def required(path: str) -> Problem:
    # the live service writes this one field with a capital letter
    name = "Document" if path == "document" else leaf(path)
    return Problem("parameter_required", f"The field {name} is required", (path,))


def wrong_type(path: str) -> Problem:
    return Problem("invalid_type", f"Invalid data type: {leaf(path)}", (path,))


def too_long(path: str, limit: int) -> Problem:
    message = f"The field {leaf(path)} only allows a maximum length of {limit} characters"
    return Problem("length_max", message, (path,))


def too_short(path: str, limit: int) -> Problem:
    message = f"The field {leaf(path)} only allows a minimum length of {limit} characters"
    return Problem("length_min", message, (path,))


def invalid(code: str, path: str) -> Problem:
    return Problem(code, f"The field {leaf(path)} is invalid", (path,))


def unknown(path: str, value: object, name: str = "") -> Problem:
    return Problem("invalid_reference", f"The {name or leaf(path)} doesn't exist: {value}", (path,))


def inactive(path: str, value: object) -> Problem:
    return Problem("parameter_inactive", f"The {leaf(path)} is inactive: {value}", (path,))


def not_in_settings(path: str) -> Problem:
    # seen live: "The send cannot be used" for stamp.send, but "The document.id cannot be used"
    name = path if path == "document.id" else leaf(path)
    message = f"The {name} cannot be used, you must verify the document settings"
    return Problem("document_settings", message, (path,))


def not_found() -> Refused:
    return Refused(Problem("not_found", "The resource was not found", ("id",)), status=404)
