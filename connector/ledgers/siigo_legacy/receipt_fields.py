"""Mapped values of a receipt against its schema and the company's catalogues, in the form that goes out. Pure."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import cast

from connector.ledgers.problems import Problems
from connector.ledgers.siigo_legacy.facts import FOR_SALES, CatalogueName, CompanyFacts, Entry
from connector.ledgers.siigo_legacy.fields import keys_named, shelf_name
from connector.ledgers.siigo_legacy.limits import AMOUNT_MAX
from connector.ledgers.siigo_legacy.receipt_rows import compact
from connector.ledgers.siigo_legacy.receipt_schema import ADVANCED, RECEIPT, TO_DEBT
from connector.ledgers.values import FieldReader, Fields, Limits, Wrong
from connector.model.documents import Draft

_BRANCH = (Decimal(0), Decimal(999))

LIMITS = Limits(
    amount_max=AMOUNT_MAX,
    bounds={
        "Header.BranchOffice": _BRANCH,
        "customer.BranchOffice": _BRANCH,
        "Header.VoucherType": (Decimal(TO_DEBT), Decimal(ADVANCED)),
        "Header.ExchangeValue": (Decimal("0.000001"), AMOUNT_MAX),
        "Items.DueConsecutive": (Decimal(1), Decimal(99_999_999_999)),
        "Items.DueQuote": (Decimal(1), Decimal(999)),
        "Items.Order": (Decimal(1), Decimal(9_999)),
    },
    cleaned=frozenset({"Items.LongDescription"}),
    judged_later=frozenset({"Header.Observations"}),
)


def receipt_keys_named(draft: Draft) -> dict[CatalogueName, set[str]]:
    """The catalogue keys that the draft names: to compose it needs to know them, and no others."""
    return keys_named(draft.values, RECEIPT)


def read_receipt(draft: Draft, company: CompanyFacts, problems: Problems) -> Fields:
    """`Header`, `Items` and `customer`; what cannot be is a problem."""
    read = FieldReader(LIMITS, problems, entry_check(company)).fields(draft.values, RECEIPT)
    header = cast(Fields, read.get("Header", {}))
    _check_type(header, company, problems)
    _check_means(header, company, problems)
    rows = [_row(row) for row in cast(list[Fields], read.get("Items", []))]
    return {"Header": {**header}, "Items": rows, "customer": read.get("customer", {})}


def entry_check(company: CompanyFacts) -> Callable[[int, str], None]:
    """Raises `Wrong` for an id that the catalogue does not have, or has and does not use."""

    def check(id_: int, catalogue: str) -> None:
        entries: Mapping[str, Entry] = getattr(company, catalogue)
        entry = entries.get(str(id_))
        if entry is None:
            raise Wrong("siigo.not_in_catalogue", id=id_, catalogue=shelf_name(catalogue))
        if not entry.active:
            raise Wrong("siigo.inactive", id=id_, name=entry.name, catalogue=shelf_name(catalogue))

    return check


def _check_type(header: Fields, company: CompanyFacts, problems: Problems) -> None:
    """What the document type demands; 0 is no number."""
    if "SubCostCenterCode" in header and "CostCenterCode" not in header:
        problems.add("Header.CostCenterCode", "siigo_legacy.center_of_part")
    kind = company.receipt_types.get(str(header.get("DocCode", "")))
    if kind is None:
        return
    name = kind.name or kind.id
    if kind.automatic_number and header.get("Number"):
        problems.add("Header.Number", "siigo_legacy.number_is_automatic", document=name)
    elif not kind.automatic_number and not header.get("Number"):
        problems.add("Header.Number", "siigo_legacy.number_is_manual", document=name)
    if kind.cost_center_mandatory and "CostCenterCode" not in header:
        problems.add("Header.CostCenterCode", "siigo_legacy.center_is_mandatory", document=name)


def _check_means(header: Fields, company: CompanyFacts, problems: Problems) -> None:
    """Money comes in by means of receivables that are no promise of money, nor Siigo's own (seed 000)."""
    means = company.payment_means.get(str(header.get("PaymentMeanCode", "")))
    if means is None:
        return
    shown = {"id": means.id, "name": means.name}
    if means.is_credit:
        problems.add("Header.PaymentMeanCode", "siigo_legacy_receipt.means_of_credit", **shown)
    elif means.type not in FOR_SALES or means.is_system:
        problems.add("Header.PaymentMeanCode", "siigo_legacy_receipt.means_not_for_sales", **shown)


def _row(row: Fields) -> Fields:
    """As Siigo wants it: a number that may be below zero, days without dashes."""
    found = {**row}
    if "DC" in row:
        found["DC"] = int(cast(str, row["DC"]))
    if "DueDate" in row:
        found["DueDate"] = compact(cast(str, row["DueDate"]))
    return found
