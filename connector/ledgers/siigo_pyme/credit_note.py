"""A refund, its invoice and a draft in; the reversing document as balanced rows out, or every problem at once. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from connector.colombia.sale_refunds import of_the_sale
from connector.errors import OrderHeld
from connector.ledgers.problems import Problems
from connector.ledgers.siigo_pyme.heading import check_currency, dated, series_of
from connector.ledgers.siigo_pyme.left import Left, left_of, not_ours
from connector.ledgers.siigo_pyme.limits import read_fields
from connector.ledgers.siigo_pyme.money_back import MoneyBack, money_back
from connector.ledgers.siigo_pyme.returns import Back, BackLine, back_of
from connector.ledgers.siigo_pyme.reversing import common, copied, of_money, of_units
from connector.ledgers.siigo_pyme.rows import Movement, day_of, own_fields, rows_of
from connector.ledgers.siigo_pyme.schema import CREDIT_NOTE, HEADER
from connector.ledgers.values import Fields
from connector.messages import say
from connector.model.documents import Document, DocumentLine, Draft, GivenBack
from connector.model.money import ZERO, half_up, money_of
from connector.model.order import Order

IS_ELECTRONIC = "S"
"""Of the invoice that a note reverses: every seller who gives notes has them (colombia.md 4.2)."""


def compose_credit_note(draft: Draft, order: Order, given_back: GivenBack, *, today: date, marker: str) -> Document:
    """Composing twice from the same input gives an equal note. Raises OrderHeld with every problem found."""
    if name := not_ours(given_back):
        raise OrderHeld(say("siigo_pyme.rows_unknown", name=name))
    left = left_of(given_back)
    problems = Problems(draft.origins)
    fields = read_fields(draft.values, CREDIT_NOTE, problems)
    dated_on = dated(fields, today, problems)
    check_currency({**common(left), **fields}, order, problems)
    number = _number(given_back, problems)
    refund = of_the_sale(given_back.refund, order.gift_cards, left.total)
    back = back_of(refund, left, problems)
    mapped = {name: value for name, value in fields.items() if name in HEADER and name != "date"}
    money = money_back(fields, mapped, order, refund, left, back.amount, number=number, problems=problems)
    problems.raise_if_any()
    movements = [*_sale_back(back, left, fields, mapped, number), *money.movements]
    header = {**_header(given_back, left, number), **mapped, **day_of(dated_on)}
    return Document(
        kind="credit_note",
        order_id=order.id,
        dated_on=dated_on,
        body=_body(fields, rows_of(movements, header, marker), back, money),
        total=back.amount - money.withheld,
        order_total=back.stated,
        withheld=money.withheld,
        receivable=-sum((each.amount for each in money.movements if each.is_receivable), ZERO),
        marker=marker,
        lines=tuple(_line(each, left) for each in back.lines),
        warnings=(*draft.warnings, *problems.warnings),
    )


def _number(given_back: GivenBack, problems: Problems) -> int:
    number = given_back.invoice.name.rpartition("-")[2]
    if not number.isdecimal():
        problems.add("", "siigo_pyme.odd_name", name=given_back.invoice.name)
        return 0
    return int(number)


def _header(given_back: GivenBack, left: Left, number: int) -> Fields:
    return {
        **common(left),
        "electronic_invoice_to_debit_or_credit": IS_ELECTRONIC,
        "number_electronic_invoice_to_debit_or_credit": number,
        "return_reason_code": given_back.reason,
    }


def _sale_back(
    back: Back, left: Left, fields: Mapping[str, object], mapped: Mapping[str, object], number: int
) -> list[Movement]:
    """In the order of the invoice's rows; money without goods on the merchant's account of allowances, if mapped."""
    amounts: dict[int, Decimal] = {}
    for place, amount in (part for each in back.lines for part in each.parts.items()):
        amounts[place] = amounts.get(place, ZERO) + amount
    of_place = {next(iter(each.parts)): each for each in back.lines}
    allowance = fields.get("allowance")
    is_allowed = isinstance(allowance, Mapping) and not back.has_goods
    found = [
        _reversed(left, place, amounts[place], of_place.get(place), {**_base(back, left, place), **mapped}, number)
        for place in sorted(amounts)
        if (amounts[place] or _moves(of_place.get(place))) and not (is_allowed and left.roles[place] != "tax")
    ]
    if is_allowed and isinstance(allowance, Mapping):
        amount = sum((amount for place, amount in amounts.items() if left.roles[place] != "tax"), ZERO)
        return [Movement(role="income", fields={**mapped, **own_fields(allowance)}, amount=amount), *found]
    return found


def _base(back: Back, left: Left, place: int) -> Fields:
    """Of a tax: what comes back of the lines that were taxed with it, without tax."""
    if left.roles[place] != "tax" or "withholding_base" not in left.rows[place]:
        return {}
    parts = [part for each in back.lines if place in each.parts for part in each.parts.items()]
    return {"withholding_base": abs(sum((amount for other, amount in parts if left.roles[other] != "tax"), ZERO))}


def _moves(back: BackLine | None) -> bool:
    """Whether units of it come back: of a gift, without money."""
    return back is not None and back.units > ZERO


def _reversed(
    left: Left, place: int, amount: Decimal, back: BackLine | None, mapped: Mapping[str, object], number: int
) -> Movement:
    row = of_money(copied(left, place, number), abs(amount), money_of(left.rows[place]["sequence_value"]))
    if back is not None:
        row = of_units(row, back.units, back.line.quantity)
    return Movement(role="income", fields={**row, **mapped}, amount=amount)


def _body(fields: Fields, rows: Sequence[Fields], back: Back, money: MoneyBack) -> Fields:
    """With what of the invoice came back, which the next note must know."""
    return {
        "_series": series_of(fields),
        **({"_number": fields["document_number"]} if "document_number" in fields else {}),
        "rows": list(rows),
        "_own_crosses": [],
        "_lines": [_parts(each) for each in back.lines],
        "_money": [[place, amount] for place, amount in money.taken.items() if amount],
        **({"_received": money.received} if money.received else {}),
    }


def _parts(back: BackLine) -> Fields:
    parts = [[place, amount] for place, amount in back.parts.items() if amount]
    return {"line_id": back.line.line_id, "quantity": back.units, "parts": parts}


def _line(back: BackLine, left: Left) -> DocumentLine:
    tax = sum((amount for place, amount in back.parts.items() if left.roles[place] == "tax"), ZERO)
    gross = sum(back.parts.values(), ZERO)
    row = left.rows[next(iter(back.parts))]
    units = back.units or Decimal(1)
    return DocumentLine(
        code=str(row.get("product_code") or row["accounting_account"]),
        line_id=back.line.line_id,
        quantity=units,
        unit_price=half_up((gross - tax) / units),
        base=gross - tax,
        tax=tax,
        total=gross,
        order_gross=gross,
    )
