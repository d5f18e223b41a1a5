"""The arithmetic that the caller must have done, item by item and in the header, to the cent (seed 000).

Every value is rounded half up on its own. A cent too much or too little is refused.
"""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from connector.sandbox.siigo_legacy.catalogue import Entry
from connector.sandbox.siigo_legacy.company import Company
from connector.sandbox.siigo_legacy.fields import Body
from connector.sandbox.siigo_legacy.invoice_references import NONE
from connector.sandbox.siigo_legacy.refusals import Problem, required, unknown, wrong

CENT = Decimal("0.01")
ZERO = Decimal(0)
CODE = "invalid_amount"


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def share(base: Decimal, percentage: Decimal) -> Decimal:
    return cents(base * percentage / 100)


def problems_of(company: Company, sent: Body) -> list[Problem]:
    """Items first; the header only when they are right."""
    items = sent["Items"]
    found = [problem for at, row in enumerate(items) for problem in _item(row, f"Items[{at}]")]
    if not found:
        found += _header(company, sent["Header"], items)
    if not found:
        found += _payments(sent)
    return found


def _item(row: Body, path: str) -> Iterator[Problem]:
    gross, discount = cents(row["UnitValue"] * row["Quantity"]), row.get("DiscountValue", ZERO)
    yield from _same(row, f"{path}.GrossValue", gross)
    yield from _discount(row, path, gross)
    yield from _same(row, f"{path}.BaseValue", gross - discount)
    if discount > gross:
        yield wrong(f"{path}.DiscountValue", discount, f"at most {gross}", CODE)
    taxes = {name: _tax(row, name, gross - discount) for name in ("TaxAdd", "TaxAdd2", "TaxDiscount")}
    for name, value in taxes.items():
        yield from _same(row, f"{path}.{name}Value", value)
    total = gross - discount + taxes["TaxAdd"] + taxes["TaxAdd2"] - taxes["TaxDiscount"]
    yield from _same(row, f"{path}.TotalValue", total)


def _tax(row: Body, name: str, base: Decimal) -> Decimal:
    return ZERO if row[f"{name}Id"] == NONE else share(base, row[f"{name}Percentage"])


def _discount(row: Body, path: str, gross: Decimal) -> Iterator[Problem]:
    """The two agree when either gives the other, the percentage in the decimals it was sent with, at least two."""
    percentage, value = row.get("DiscountPercentage"), row.get("DiscountValue", ZERO)
    if percentage is None or share(gross, percentage) == value:
        return
    exponent = percentage.as_tuple().exponent
    step = Decimal(1).scaleb(min(exponent, -2)) if isinstance(exponent, int) else CENT
    if not gross or (value * 100 / gross).quantize(step, rounding=ROUND_HALF_UP) != percentage:
        yield wrong(f"{path}.DiscountValue", value, f"{percentage} % of {gross}: {share(gross, percentage)}", CODE)


def _header(company: Company, header: Body, items: list[Body]) -> Iterator[Problem]:
    vat, consumption = (_charges(company, items, kind) for kind in ("IVA", "Impoconsumo"))
    yield from _same(header, "Header.TotalBase", _sum(items, "GrossValue"))
    yield from _same(header, "Header.DiscountValue", _sum(items, "DiscountValue"))
    yield from _same(header, "Header.VATTotalValue", vat)
    yield from _same(header, "Header.ConsumptionTaxTotalValue", consumption)
    yield from _same(header, "Header.TaxDiscTotalValue", _sum(items, "TaxDiscountValue"))
    names = ("RetVATTotalID", "RetVATTotalPercentage", "RetVATTotalValue")
    yield from _retention(company, header, names, "ReteIVA", vat)
    # the printed name lacks an l: RetICATotaPercentage
    names = ("RetICATotalID", "RetICATotaPercentage", "RetICATotalValue")
    yield from _retention(company, header, names, "ReteICA", _sum(items, "BaseValue"))
    held = header.get("RetVATTotalValue", ZERO) + header.get("RetICATotalValue", ZERO)
    yield from _same(header, "Header.TotalValue", _sum(items, "TotalValue") - held)


def _retention(
    company: Company, header: Body, names: tuple[str, str, str], kind: str, base: Decimal
) -> Iterator[Problem]:
    """Id and percentage −1 and no value, or the tax's percentage of the base."""
    id_name, percentage_name, value_name = names
    id_, value = header.get(id_name), header.get(value_name, ZERO)
    if id_ is None:
        yield wrong(f"Header.{id_name}", "missing", "-1 where nothing is withheld", "parameter_required")
    elif id_ == NONE:
        if header.get(percentage_name) != NONE:
            yield wrong(f"Header.{percentage_name}", header.get(percentage_name, "missing"), "-1 where the id is -1")
        if value:
            yield wrong(f"Header.{value_name}", value, "0 where the id is -1", CODE)
    elif (tax := company.taxes.get(id_)) is None:
        yield unknown(f"Header.{id_name}", id_)
    elif tax["TaxType"] != kind:
        yield wrong(f"Header.{id_name}", f"{id_} ({tax['TaxType']})", f"a tax of kind {kind}")
    elif header.get(percentage_name) != tax["Percentage"]:
        yield wrong(f"Header.{percentage_name}", header.get(percentage_name, "missing"), tax["Percentage"])
    elif value_name not in header:
        yield required(f"Header.{value_name}")
    elif value != (expected := share(base, _per_cent(company, tax))):
        yield wrong(f"Header.{value_name}", value, expected, CODE)


def _per_cent(company: Company, tax: Entry) -> Decimal:
    """The tariff of ReteICA is told in thousandths."""
    is_per_mille = tax["TaxType"] == "ReteICA" and company.options.reteica == "per_mille"
    percentage: Decimal = tax["Percentage"]
    return percentage / 10 if is_per_mille else percentage


def _payments(sent: Body) -> Iterator[Problem]:
    paid, total = _sum(sent["Payments"], "Value"), sent["Header"]["TotalValue"]
    if paid != total:
        yield wrong("Payments", paid, f"{total}, the TotalValue", "invalid_total_payments")


def _charges(company: Company, items: list[Body], kind: str) -> Decimal:
    return sum(
        (
            row[f"{name}Value"]
            for row in items
            for name in ("TaxAdd", "TaxAdd2")
            if row[f"{name}Id"] != NONE and company.taxes[row[f"{name}Id"]]["TaxType"] == kind
        ),
        ZERO,
    )


def _sum(rows: list[Body], name: str) -> Decimal:
    return sum((row.get(name, ZERO) for row in rows), ZERO)


def _same(body: Body, path: str, expected: Decimal) -> Iterator[Problem]:
    """A value that is not obligatory may be left out; what is sent must be right."""
    found = body.get(path.rpartition(".")[2])
    if found is not None and found != expected:
        yield wrong(path, found, expected, CODE)
