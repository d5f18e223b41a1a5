"""The parts of an invoice's body from what was read and computed, in the order of the tables of seed 000. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from connector.ledgers.composed import with_marker
from connector.ledgers.siigo_legacy.amounts import NONE, DocumentAmounts, Rate, Retention, discount_percentage
from connector.ledgers.siigo_legacy.customer_schema import ACCOUNT_ON_INVOICE, CONTACT_ON_INVOICE
from connector.ledgers.siigo_legacy.pricing import Priced
from connector.ledgers.siigo_legacy.schema import OBSERVATIONS_MAX
from connector.ledgers.values import Fields
from connector.model.documents import DocumentLine
from connector.model.money import ZERO

AUTOMATIC = 0
"""`Number` of a document that the system numbers (seen in public code)."""


def header_body(
    header: Fields, customer: Mapping[str, object], amounts: DocumentAmounts, dated_on: date, marker: str
) -> Fields:
    """Account, Contact and cost centers stand inside the header (seen in public code)."""
    filled: Fields = {
        "DocCode": header["DocCode"],
        "Number": header.get("Number", AUTOMATIC),
        "DocDate": day(dated_on),
        **_picked(header, ("MoneyCode", "ExchangeValue")),
        "DiscountValue": amounts.discount,
        "VATTotalValue": amounts.vat,
        "ConsumptionTaxTotalValue": amounts.consumption,
        "TaxDiscTotalValue": amounts.withheld_on_lines,
        **_retention("RetVATTotalID", "RetVATTotalPercentage", "RetVATTotalValue", amounts.rete_iva),
        **_retention("RetICATotalID", "RetICATotaPercentage", "RetICATotalValue", amounts.rete_ica),
        "TotalValue": amounts.total,
        "TotalBase": amounts.before,
        "SalesmanIdentification": header["SalesmanIdentification"],
        "Observations": with_marker(header.get("Observations"), marker, OBSERVATIONS_MAX),
        "Account": coded(_picked(customer, ACCOUNT_ON_INVOICE)),
        "Contact": _picked(_contact(customer), CONTACT_ON_INVOICE),
        **_picked(header, ("CostCenterCode", "SubCostCenterCode")),
    }
    return filled


def item_body(priced: Priced) -> Fields:
    """The row with its numbers; taxes that are not there go as -1."""
    item, amounts, row = priced.item, priced.amounts, priced.row.body
    discount: Fields = {}
    if item.discount:
        percentage = priced.row.discount_percentage or discount_percentage(item.discount, amounts.before)
        discount = {"DiscountValue": item.discount, "DiscountPercentage": percentage}
    return {
        "ProductCode": row["ProductCode"],
        "Description": row["Description"],
        "GrossValue": amounts.before,
        "BaseValue": amounts.base,
        "Quantity": item.quantity,
        "UnitValue": item.unit,
        **discount,
        **_tax("TaxAdd", item.add, amounts.add),
        **_tax("TaxDiscount", item.withheld, amounts.withheld),
        "TotalValue": amounts.total,
        **_tax("TaxAdd2", item.add_2, amounts.add_2),
        **_picked(row, ("WareHouseCode", "SalesmanIdentification")),
    }


def document_line(priced: Priced) -> DocumentLine:
    """The item beside the order's line, as `explain` shows it."""
    item, amounts, line = priced.item, priced.amounts, priced.row.line
    return DocumentLine(
        code=str(priced.row.body.get("ProductCode", "")),
        line_id=line.id if line else "",
        quantity=item.quantity,
        unit_price=item.unit,
        base=amounts.base,
        tax=amounts.add + amounts.add_2,
        total=amounts.total,
        order_gross=priced.paid,
        moved=priced.off,
        note=priced.note,
    )


def coded(account: Fields) -> Fields:
    """`IdTypeCode` is Numérico, but annex 1 has R-00-PN, which stays text."""
    code = account.get("IdTypeCode")
    return {**account, "IdTypeCode": int(code)} if isinstance(code, str) and code.isdecimal() else account


def day(of: date) -> str:
    """yyyymmdd"""
    return of.strftime("%Y%m%d")


def _retention(id_: str, percentage: str, value: str, retention: Retention) -> Fields:
    rate = retention.rate
    if rate is None:
        return {id_: NONE, percentage: NONE, value: ZERO}
    return {id_: rate.id, percentage: rate.percentage, value: retention.value}


def _tax(name: str, rate: Rate | None, value: Decimal) -> Fields:
    """Without a tax its name is left out: an empty text is no name."""
    if rate is None:
        return {f"{name}Id": NONE, f"{name}Value": ZERO, f"{name}Percentage": ZERO}
    return {
        f"{name}Name": rate.name,
        f"{name}Id": rate.id,
        f"{name}Value": value,
        f"{name}Percentage": rate.percentage,
    }


def _contact(customer: Mapping[str, object]) -> Mapping[str, object]:
    contact = customer.get("Contact")
    return contact if isinstance(contact, Mapping) else {}


def _picked(fields: Mapping[str, object], names: Sequence[str]) -> Fields:
    return {name: fields[name] for name in names if name in fields}
