"""What is wrong with one row by itself: its fields, their types and values, its dates, what it refers to. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from connector.sandbox.siigo_pyme.envelope import Envelope
from connector.sandbox.siigo_pyme.options import Options
from connector.sandbox.siigo_pyme.table import BASIC, CENTS, DATES, FIELDS, MANDATORY, MEASURES, YES_OR_NO

Row = Mapping[str, Any]
Complaint = tuple[str, str]
"""Field and message."""

CENT = Decimal("0.01")
LARGEST = Decimal(10) ** 13

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What rows are judged by."""

    envelope: Envelope
    options: Options


def complaints(row: Row, case: Case) -> list[Complaint]:
    """Everything; a field of the wrong type is not looked at any further."""
    found = [*_unknown(row), *_missing(row, case), *_mistyped(row)]
    spoiled = {name for name, _ in found}
    sound = {name: value for name, value in row.items() if name not in spoiled}
    return [
        *found,
        *_out_of_set(sound),
        *_dates(sound),
        *_year(sound, case),
        *_strangers(sound, case),
        *_vat(sound, case),
    ]


def day_of(row: Row, names: tuple[str, str, str]) -> date | None:
    """None when it is absent: not there, or zeros. Raises ValueError for a day that no calendar has."""
    parts = [row.get(name, 0) for name in names]
    if not any(parts):
        return None
    return date(*(int(part) for part in parts))


def _unknown(row: Row) -> Iterator[Complaint]:
    for name in row:
        if name not in FIELDS:
            yield name, "No es un campo de movimientos contables"


def _missing(row: Row, case: Case) -> Iterator[Complaint]:
    for name in MANDATORY:
        if row.get(name, "") == "":
            yield name, "Es obligatorio"
    for name in BASIC if case.envelope.is_basic else ():
        if not row.get(name):
            yield name, "Es obligatorio en una factura básica"


def _mistyped(row: Row) -> Iterator[Complaint]:
    for name, value in row.items():
        match FIELDS.get(name):
            case "string" if not isinstance(value, str):
                yield name, "Debe ser texto"
            case "number" if isinstance(value, bool) or not isinstance(value, int | Decimal):
                yield name, "Debe ser un número"
            case "number" if words := _unfit(name, Decimal(value)):
                yield name, words


def _unfit(name: str, number: Decimal) -> str:
    if not 0 <= number < LARGEST:
        return "Debe ser un número de 0 en adelante, de máximo 13 enteros"
    if name.endswith("_percentage") and number > 100:
        return "El porcentaje va de 0 a 100"
    places = 2 if name in CENTS else 5 if name in MEASURES else 0
    if number != number.quantize(Decimal(1).scaleb(-places)):
        return f"Acepta máximo {places} decimales"
    return ""


def _out_of_set(row: Row) -> Iterator[Complaint]:
    if row.get("debit_or_credit", "D") not in ("D", "C"):
        yield "debit_or_credit", "Debe ser D o C"
    if not re.fullmatch("[A-Z]", row.get("voucher_type", "F")):
        yield "voucher_type", "Debe ser una letra mayúscula"
    if not 1 <= row.get("voucher_code", 1) <= 999:
        yield "voucher_code", "Debe estar entre 1 y 999"
    for name in YES_OR_NO:
        if row.get(name, "N") not in ("S", "N"):
            yield name, "Debe ser S o N"
    if row.get("establishment_data_local_or_office", "L") not in ("L", "O"):
        yield "establishment_data_local_or_office", "Debe ser L o O"


def _dates(row: Row) -> Iterator[Complaint]:
    for names in DATES:
        try:
            day_of(row, names)
        except ValueError:
            yield names[2], "La fecha no existe"
    if (text := row.get("document_update_date")) and not _is_date(text):
        yield "document_update_date", "Debe ser una fecha, AAAA-MM-DD"
    if (text := row.get("document_update_time")) and not _TIME.fullmatch(text):
        yield "document_update_time", "Debe ser una hora, HH:MM:SS"


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _year(row: Row, case: Case) -> Iterator[Complaint]:
    year = row.get("document_year", 0)
    if case.options.year_must_match and year and year != case.envelope.year:
        yield "document_year", f"El documento no es del año {case.envelope.year}"


def _strangers(row: Row, case: Case) -> Iterator[Complaint]:
    accounts, nits = case.options.accounts, case.options.nits
    account = row.get("accounting_account")
    if account is not None and not (4 <= len(str(int(account))) <= 10 if accounts is None else account in accounts):
        yield "accounting_account", "La cuenta contable no existe"
    if nits is not None and row.get("nit", 0) and row["nit"] not in nits:
        yield "nit", "El tercero no existe"


def _vat(row: Row, case: Case) -> Iterator[Complaint]:
    """The base is the row's own value, as in the published example, or the base that it names beside it."""
    if not {"sequence_vat_percentage", "sequence_vat_value", "sequence_value"} <= set(row):
        return
    rate, vat = Decimal(row["sequence_vat_percentage"]), Decimal(row["sequence_vat_value"])
    bases = [Decimal(row[name]) for name in ("sequence_value", "withholding_base") if name in row]
    off = min(abs((base * rate / 100).quantize(CENT, ROUND_HALF_UP) - vat) for base in bases)
    if off > (0 if case.options.vat_strict else 1):
        yield "sequence_vat_value", "El valor de IVA no corresponde a su porcentaje"
