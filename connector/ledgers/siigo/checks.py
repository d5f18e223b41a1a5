"""What the document type allows and demands, checked before Siigo has to refuse (siigo-api.md 9, 12.1, 21). Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import cast

from connector.ledgers.problems import Problems
from connector.ledgers.siigo.amounts import WITHHELD_ON_DOCUMENT, Rate
from connector.ledgers.siigo.facts import CompanyFacts, DocumentType, Entry
from connector.ledgers.values import Fields, integer_of
from connector.model.money import HUNDRED, ZERO, plain
from connector.model.order import Order

LOCAL_CURRENCY = "COP"


def document_type_of(fields: Mapping[str, object], company: CompanyFacts) -> DocumentType | None:
    """The mapped document type; None when it is missing, unknown or inactive, which has been reported already."""
    document = fields.get("document")
    id_ = integer_of(document.get("id")) if isinstance(document, Mapping) else None
    return company.document_types.get(id_) if id_ is not None else None


def check_document(fields: Fields, kind: DocumentType, *, today: date, problems: Problems) -> None:
    """Every flag of the document type against the fields that are sent."""
    _check_number(fields, kind, problems)
    _check_sellers(fields, kind, problems)
    _check_cost_center(fields, kind, problems)
    _check_stamp(fields, kind, problems)
    _check_date(fields, kind, today, problems)
    _check_advance(fields, kind, problems)
    _check_sectors(fields, kind, problems)
    _check_globals(fields, kind, problems)


def check_receipt(fields: Fields, kind: DocumentType, problems: Problems) -> None:
    """All that the document type of a receipt says of its fields."""
    _check_number(fields, kind, problems)
    _check_cost_center(fields, kind, problems)


def check_currency(fields: Fields, order: Order, problems: Problems) -> None:
    """Another currency only when the merchant configured it (siigo-api.md 21, rule 27)."""
    currency = fields.get("currency")
    code = currency.get("code") if isinstance(currency, dict) else None
    if order.currency != LOCAL_CURRENCY and currency is None:
        problems.add("currency", "siigo.foreign_order", found=order.currency)
    elif code == LOCAL_CURRENCY:
        problems.add("currency.code", "siigo.currency_is_local")
    elif code and code != order.currency:
        problems.add("currency.code", "siigo.currency_differs", mapped=code, found=order.currency)


def retentions_of(
    fields: Fields, kind: DocumentType | None, company: CompanyFacts, problems: Problems
) -> tuple[Rate, ...]:
    """The document's retentions as rates; each must be enabled in the document type (`invalid_retentions`)."""
    rates = []
    for index, row in enumerate(cast(list[Fields], fields.get("retentions", []))):
        tax = company.taxes.get(cast(int, row.get("id", 0)))
        path = f"retentions[{index}].id"
        if tax is None:
            continue
        if tax.type not in WITHHELD_ON_DOCUMENT:
            problems.add(path, "siigo.not_a_retention", id=tax.id, name=tax.name, type=tax.type)
        elif kind and not _is_enabled(tax.type, kind):
            problems.add(path, "siigo.retention_off", id=tax.id, name=tax.name, type=tax.type, document=kind.name)
        rates.append(Rate(type=tax.type, percentage=tax.percentage))
    return tuple(rates)


def check_advance(fields: Fields, total: Decimal, problems: Problems) -> None:
    advance = fields.get("advance_payment")
    if isinstance(advance, Decimal) and advance > total:
        problems.add("advance_payment", "siigo.advance_too_big", found=plain(advance), total=plain(total))


def _is_enabled(tax_type: str, kind: DocumentType) -> bool:
    return {"ReteIVA": kind.reteiva, "ReteICA": kind.reteica, "Autorretencion": kind.self_withholding}[tax_type]


def _check_number(fields: Fields, kind: DocumentType, problems: Problems) -> None:
    if not kind.automatic_number and "number" not in fields:
        problems.add("number", "siigo.number_is_manual", document=kind.name)


def _check_sellers(fields: Fields, kind: DocumentType, problems: Problems) -> None:
    for index, item in _items(fields):
        if kind.seller_by_item and "seller" not in item:
            problems.add(f"items[{index}].seller", "siigo.seller_by_item", document=kind.name)
        elif not kind.seller_by_item and "seller" in item:
            problems.add(f"items[{index}].seller", "siigo.no_seller_by_item", document=kind.name)


def _check_cost_center(fields: Fields, kind: DocumentType, problems: Problems) -> None:
    if "cost_center" in fields and not kind.cost_center:
        problems.add("cost_center", "siigo.no_cost_center", document=kind.name)
    elif "cost_center" not in fields and kind.cost_center and kind.cost_center_mandatory:
        problems.add("cost_center", "siigo.cost_center_mandatory", document=kind.name)


def _check_stamp(fields: Fields, kind: DocumentType, problems: Problems) -> None:
    if _send(fields, "stamp") and not kind.is_electronic:
        problems.add("stamp.send", "siigo.not_electronic", document=kind.name)


def _check_date(fields: Fields, kind: DocumentType, today: date, problems: Problems) -> None:
    """DIAN rejects an electronic document that is dated another day than the one it is sent (colombia.md 0.1)."""
    mapped = fields.get("date")
    if isinstance(mapped, str) and kind.is_electronic and mapped != today.isoformat():
        problems.add("date", "siigo.date_not_today", found=mapped, today=today.isoformat())


def _check_advance(fields: Fields, kind: DocumentType, problems: Problems) -> None:
    if "advance_payment" in fields and not kind.advance_payment:
        problems.add("advance_payment", "siigo.no_advance", document=kind.name)


def _check_sectors(fields: Fields, kind: DocumentType, problems: Problems) -> None:
    health = fields.get("healthcare_company")
    if kind.healthcare_company and not health:
        problems.add("healthcare_company", "siigo.healthcare_missing", document=kind.name)
    elif health and not kind.healthcare_company:
        problems.add("healthcare_company", "siigo.no_healthcare", document=kind.name)
    if isinstance(health, dict) and health.get("operation_type") == "SS-CUFE":
        shares = ("copayment", "coinsurance", "cost_sharing", "recovery_charge")
        if not any(share in health for share in shares):
            problems.add("healthcare_company", "siigo.healthcare_share", shares=", ".join(shares))
    for index, item in _items(fields):
        if "customer" in item and not kind.customer_by_item:
            problems.add(f"items[{index}].customer", "siigo.no_customer_by_item", document=kind.name)
        if "transport" in item and not kind.cargo_transportation:
            problems.add(f"items[{index}].transport", "siigo.no_transport", document=kind.name)


def _check_globals(fields: Fields, kind: DocumentType, problems: Problems) -> None:
    for name, known in (("global_discounts", kind.global_discounts), ("global_charges", kind.global_charges)):
        for index, row in enumerate(cast(list[Fields], fields.get(name, []))):
            _check_global(row, known, kind, problems, f"{name}[{index}]")


def _check_global(row: Fields, known: Iterable[Entry], kind: DocumentType, problems: Problems, path: str) -> None:
    if isinstance(row.get("id"), int) and row["id"] not in {entry.id for entry in known if entry.active}:
        problems.add(f"{path}.id", "siigo.global_unknown", id=row["id"], document=kind.name)
    percentage = row.get("percentage")
    if isinstance(percentage, Decimal) and not ZERO < percentage < HUNDRED:
        problems.add(f"{path}.percentage", "siigo.global_percentage", found=plain(percentage))
    elif percentage is None and not row.get("value"):
        problems.add(path, "siigo.global_empty")


def _items(fields: Fields) -> list[tuple[int, Fields]]:
    return list(enumerate(cast(list[Fields], fields.get("items", []))))


def _send(fields: Fields, name: str) -> bool:
    part = fields.get(name)
    return isinstance(part, dict) and part.get("send") is True
