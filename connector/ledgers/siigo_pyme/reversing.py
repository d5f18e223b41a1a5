"""Rows of an invoice the other way round, for what of them comes back: copied, measured, crossed with it. Pure."""

from collections.abc import Mapping
from decimal import Decimal

from connector.ledgers.siigo_pyme.fields import MOVEMENT
from connector.ledgers.siigo_pyme.left import Left
from connector.ledgers.siigo_pyme.rows import OF_THIRD_PARTY
from connector.ledgers.siigo_pyme.schema import OF_DOCUMENT, OF_ROW
from connector.ledgers.values import Fields
from connector.model.money import ZERO, half_up, money_of

OF_STOCK = frozenset(
    {"product_line", "product_group", "product_code", "quantity", "quantity_two", "warehouse_code", "location_code"}
    | {"conversion_factor_quantity", "conversion_factor_operator", "conversion_factor_value"}
    | {"lot", "year_lot_expiration", "month_lot_expiration", "day_lot_expiration", "net_weight", "gross_weight"}
)
"""What moves units: money alone moves none."""

_COUNTED = frozenset({"quantity", "quantity_two", "conversion_factor_quantity", "net_weight", "gross_weight"})
"""In proportion to the units."""

_VALUED = frozenset(
    name
    for name, field in MOVEMENT.items()
    if field.kind == "money" and name not in OF_STOCK and not name.endswith(("_percentage", "_hours"))
)
"""In proportion to the money."""

_OF_THE_NOTE = frozenset(
    {"electronic_invoice_to_debit_or_credit", "number_electronic_invoice_to_debit_or_credit", "cufe"}
    | {"return_reason_code", "comments_description", "canceled_voucher", "document_update_date", "document_update_time"}
)
"""What a credit note says for itself and never after its invoice."""

NOT_COPIED = OF_DOCUMENT | _OF_THE_NOTE | (OF_ROW - {"accounting_account"})


def copied(left: Left, place: int, number: int) -> Fields:
    """What a row of the invoice says, whole; what crossed with the invoice itself does so by its number."""
    found = {name: value for name, value in left.rows[place].items() if name not in NOT_COPIED}
    return {**found, "cross_document_number": number} if place in left.own_crosses else found


def of_money(fields: Mapping[str, object], amount: Decimal, whole: Decimal) -> Fields:
    """With the bases and values of the part."""
    if amount == whole or not whole:
        return dict(fields)
    return {
        name: half_up(money_of(value) * amount / whole) if name in _VALUED else value for name, value in fields.items()
    }


def of_units(fields: Mapping[str, object], units: Decimal, sold: Decimal) -> Fields:
    """With the measures of the units; without stock where no unit comes back."""
    if units <= ZERO or not sold:
        return {name: value for name, value in fields.items() if name not in OF_STOCK}
    if units == sold:
        return dict(fields)
    return {
        name: half_up(money_of(value) * units / sold, MOVEMENT[name].decimals or 0) if name in _COUNTED else value
        for name, value in fields.items()
    }


def common(left: Left) -> Fields:
    """What every row of the invoice says in the same words: its salesperson, its cost center; and whom it was sold to,
    though money may have come from somebody else."""
    first, *others = left.rows.values()
    sold = next((row for place, row in left.rows.items() if left.roles[place] == "income"), first)
    third_party = {name: sold[name] for name in OF_THIRD_PARTY if name in sold}
    return third_party | {
        name: value
        for name, value in first.items()
        if name not in NOT_COPIED and name != "accounting_account" and all(row.get(name) == value for row in others)
    }
