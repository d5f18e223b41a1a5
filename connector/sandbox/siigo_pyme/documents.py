"""Rows gathered into documents, and what is wrong with a document as a whole: balance, places, dates, twins. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from connector.sandbox.clock import bogota_date
from connector.sandbox.siigo_pyme.rows import LARGEST, Case, Row, complaints, day_of
from connector.sandbox.siigo_pyme.table import DATES

Key = tuple[str, int, int]
"""Voucher type, voucher code, number."""

Error = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document in the books."""

    key: Key
    day: date
    rows: Sequence[Row]

    @property
    def name(self) -> str:
        """`F-1-1001`."""
        return name_of(self.key)

    @property
    def canceled(self) -> bool:
        return self.rows[0].get("canceled_voucher") == "S"

    def side(self, letter: str) -> Decimal:
        """The sum of its debits, D, or credits, C."""
        return sum(
            (Decimal(row["sequence_value"]) for row in self.rows if row["debit_or_credit"] == letter), Decimal(0)
        )


Books = Mapping[Key, Paper]


def name_of(key: Key) -> str:
    return "-".join(map(str, key))


def judged(case: Case, books: Books) -> tuple[list[Paper], list[Error]]:
    """The documents that may be inserted, and everything that is wrong with the others, by row."""
    rows = case.envelope.rows
    papers: list[Paper] = []
    errors: list[Error] = []
    for key, places in _gathered(rows, books).items():
        wrong = list(_alone(rows, places, case))
        if not wrong:
            paper = _paper(key, [rows[place] for place in places], case)
            wrong = list(_together(paper, places, case, books))
            if not wrong:
                papers.append(paper)
        errors += [_error(place, field, message, key) for place, field, message in wrong]
    return papers, sorted(errors, key=lambda error: int(error["index"]))


Wrong = tuple[int, str, str]
"""Place in the list, field, message."""


def _error(place: int, field: str, message: str, key: Key) -> Error:
    return {"index": place, "field": field, "message": message, "document": name_of(key) if key[0] else None}


def _gathered(rows: Sequence[Row], books: Books) -> dict[Key, list[int]]:
    """Places by document. Rows without a number are the next document of their kind; a row that fits none is alone."""
    found: dict[Key, list[int]] = {}
    for place, row in enumerate(rows):
        kind, code, number = (row.get(name, 0) for name in ("voucher_type", "voucher_code", "document_number"))
        if not isinstance(kind, str) or not kind or not _is_whole(code) or not code or not _is_whole(number):
            found["", 0, place] = [place]
        else:
            key = (kind, int(code), int(number) or _next(kind, int(code), rows, books))
            found.setdefault(key, []).append(place)
    return found


def _is_whole(number: object) -> bool:
    if isinstance(number, bool) or not isinstance(number, int | Decimal):
        return False
    return -LARGEST < number < LARGEST and number == int(number)


def _next(kind: str, code: int, rows: Sequence[Row], books: Books) -> int:
    taken = [number for a, b, number in books if (a, b) == (kind, code)]
    sent = [
        row.get("document_number", 0)
        for row in rows
        if (row.get("voucher_type"), row.get("voucher_code")) == (kind, code)
    ]
    return max([0, *taken, *(int(number) for number in sent if _is_whole(number))]) + 1


def _paper(key: Key, rows: Sequence[Row], case: Case) -> Paper:
    """Of today when its rows have no date."""
    day = day_of(rows[0], DATES[0]) or bogota_date(case.options.clock())
    return Paper(key=key, day=day, rows=rows)


def _alone(rows: Sequence[Row], places: list[int], case: Case) -> Iterator[Wrong]:
    for place in places:
        for field, message in complaints(rows[place], case):
            yield place, field, message


def _together(paper: Paper, places: list[int], case: Case, books: Books) -> Iterator[Wrong]:
    """In the order of importance; a document that is already there is told of on each of its rows."""
    old = books.get(paper.key)
    if old is not None and not case.envelope.modifies:
        yield from ((place, "document_number", "El documento ya existe") for place in places)
        return
    closed = case.options.closed_until
    if closed and min(paper.day, old.day if old else paper.day) <= closed:
        yield places[0], "document_month", "El periodo está cerrado"
    yield from _unlike(paper, places)
    yield from _misplaced(paper, places)
    debit, credit = paper.side("D"), paper.side("C")
    if case.options.must_balance and debit != credit:
        yield places[0], "sequence_value", f"Débitos {debit} y créditos {credit} no son iguales"


def _unlike(paper: Paper, places: list[int]) -> Iterator[Wrong]:
    first = paper.rows[0]
    for place, row in zip(places, paper.rows, strict=True):
        if day_of(row, DATES[0]) != day_of(first, DATES[0]):
            yield place, "document_day", "Las secuencias de un documento tienen fechas distintas"
        if row.get("canceled_voucher", "N") != first.get("canceled_voucher", "N"):
            yield place, "canceled_voucher", "Las secuencias de un documento no están todas anuladas"


def _misplaced(paper: Paper, places: list[int]) -> Iterator[Wrong]:
    """1 to n, each once and in any order; or no numbers at all."""
    numbers = [row.get("sequence", 0) for row in paper.rows]
    if any(numbers) and sorted(numbers) != list(range(1, len(numbers) + 1)):
        yield places[0], "sequence", f"Las secuencias deben ir de 1 a {len(numbers)} sin saltos"
