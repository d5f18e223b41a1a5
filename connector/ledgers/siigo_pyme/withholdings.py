"""What the buyer keeps back to pay as tax in the seller's name: debits that leave less to be paid. Pure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import cast

from connector.colombia.sale import VAT_RATES
from connector.ledgers.siigo_pyme.rows import Movement, own_fields
from connector.ledgers.siigo_pyme.sold import SoldLine, total_of
from connector.ledgers.values import Fields
from connector.model.money import ZERO, percent_of


def withholding_rows(fields: Fields, lines: Sequence[SoldLine]) -> list[Movement]:
    """Each with its base; half up to cents, as Siigo's own samples are."""
    bases = _bases(lines)
    rows = cast(list[Fields], fields.get("withholdings", []))
    found = [_row(row, bases) for row in rows if "percentage" in row and "base" in row]
    return [movement for movement in found if movement.amount]


def withheld_of(movements: Sequence[Movement]) -> Decimal:
    return sum((movement.amount for movement in movements if movement.role == "withholding"), ZERO)


def _row(row: Fields, bases: Mapping[str, Decimal]) -> Movement:
    base = bases[str(row["base"])]
    filled: Fields = {"withholding_base": base}
    if row["base"] == "vat":
        filled["vat_withholding_base_for_marked_accounts"] = base
    filled |= own_fields(row)
    return Movement(role="withholding", fields=filled, amount=percent_of(base, cast(Decimal, row["percentage"])))


def _bases(lines: Sequence[SoldLine]) -> Mapping[str, Decimal]:
    vat = sum((amount for line in lines for rate, amount in line.taxes if rate in VAT_RATES), ZERO)
    return {"net": sum((line.net for line in lines), ZERO), "vat": vat, "total": total_of(lines)}
