"""What an invoice names must exist and fit: document type, number, sellers, products, taxes, means, centres."""

from collections.abc import Iterator

from connector.sandbox.siigo_legacy import accounts, products
from connector.sandbox.siigo_legacy.catalogue import Entry
from connector.sandbox.siigo_legacy.company import Company
from connector.sandbox.siigo_legacy.fields import Body
from connector.sandbox.siigo_legacy.papers import center_problems, money_problems, number_problems, type_problems
from connector.sandbox.siigo_legacy.refusals import Problem, required, unknown, wrong

NONE = -1
"""The id of a tax that is not there: it must be said (seed 000, Consideraciones)."""

CHARGES = ("IVA", "Impoconsumo")

ITEM_TAXES = (
    ("TaxAdd", CHARGES),
    ("TaxAdd2", CHARGES),
    ("TaxDiscount", ("Retefuente",)),
)


def problems_of(company: Company, sent: Body) -> list[Problem]:
    """Every one of them. What is found wrong here is not reckoned later."""
    header = sent["Header"]
    if found := list(type_problems(company, header, "FV")):
        return found
    type_ = company.document_types[header["DocCode"]]
    found += number_problems(company, header, type_)
    found += money_problems(header)
    found += _seller(company, header["SalesmanIdentification"], "Header.SalesmanIdentification")
    found += center_problems(company, header, must=type_["_strict"])
    found += accounts.problems_of(company, header["Account"], "Header.Account")
    found += accounts.contact_problems(company, header)
    for at, row in enumerate(sent["Items"]):
        found += _item(company, row, f"Items[{at}]", type_)
    found += _payments(company, sent)
    return found


def _seller(company: Company, identification: str, path: str) -> Iterator[Problem]:
    user = next((row for row in company.users.values() if row["Identification"] == identification), None)
    if user is None:
        yield unknown(path, identification)
    elif not user["IsActive"]:
        yield Problem("parameter_inactive", f"The {path} is inactive: {identification}", path)


def _item(company: Company, row: Body, path: str, type_: Entry) -> Iterator[Problem]:
    product = products.wanted(company, row)
    if product is None:
        yield unknown(f"{path}.ProductCode", row["ProductCode"])
    elif not product["State"]:
        yield Problem(
            "parameter_inactive", f"The {path}.ProductCode is inactive: {row['ProductCode']}", f"{path}.ProductCode"
        )
    yield from _warehouse(company, row, f"{path}.WareHouseCode", product)
    if "SalesmanIdentification" in row:
        yield from _seller(company, row["SalesmanIdentification"], f"{path}.SalesmanIdentification")
    elif type_["_strict"]:
        yield required(f"{path}.SalesmanIdentification")
    for name, kinds in ITEM_TAXES:
        yield from _item_tax(company, row, path, name, kinds)
    ids = {row.get("TaxAddId"), row.get("TaxAdd2Id")} - {NONE, None}
    if len({company.taxes[id_]["TaxType"] for id_ in ids if id_ in company.taxes}) < len(ids):
        yield Problem("duplicated_tax", f"The {path}.TaxAdd2Id is of the same kind as TaxAddId", f"{path}.TaxAdd2Id")
    elif row.get("TaxAdd2Id") == row.get("TaxAddId") != NONE:
        yield Problem("duplicated_tax", f"The {path}.TaxAdd2Id is the same tax as TaxAddId", f"{path}.TaxAdd2Id")


def _warehouse(company: Company, row: Body, path: str, product: Body | None) -> Iterator[Problem]:
    """Si aplica: an article whose stock is kept comes out of some warehouse."""
    code = row.get("WareHouseCode")
    if code is None:
        if product is not None and product["IsInventoryControl"]:
            yield required(path)
    elif code not in company.warehouses:
        yield unknown(path, code)
    elif not company.warehouses[code]["Active"]:
        yield Problem("parameter_inactive", f"The {path} is inactive: {code}", path)


def _item_tax(company: Company, row: Body, path: str, name: str, kinds: tuple[str, ...]) -> Iterator[Problem]:
    """Id −1 and nothing else, or an id of the kind with its name, percentage and value."""
    id_ = row.get(f"{name}Id")
    if id_ is None:
        yield wrong(f"{path}.{name}Id", "missing", "-1 where there is no tax", "parameter_required")
    elif id_ == NONE:
        if row.get(f"{name}Value", 0) != 0:
            yield wrong(f"{path}.{name}Value", row[f"{name}Value"], "0 where the id is -1")
        if row.get(f"{name}Percentage", 0) not in (0, NONE):
            yield wrong(f"{path}.{name}Percentage", row[f"{name}Percentage"], "0 or -1 where the id is -1")
    elif (tax := company.taxes.get(id_)) is None:
        yield unknown(f"{path}.{name}Id", id_)
    elif tax["TaxType"] not in kinds:
        yield wrong(f"{path}.{name}Id", f"{id_} ({tax['TaxType']})", f"a tax of kind {' or '.join(kinds)}")
    else:
        for part, expected in (("Name", tax["Description"]), ("Percentage", tax["Percentage"])):
            if f"{name}{part}" not in row:
                yield required(f"{path}.{name}{part}")
            elif row[f"{name}{part}"] != expected:
                yield wrong(f"{path}.{name}{part}", row[f"{name}{part}"], expected)
        if f"{name}Value" not in row:
            yield required(f"{path}.{name}Value")


def _payments(company: Company, sent: Body) -> Iterator[Problem]:
    """Cartera or both, not the system's own; a credit one says when and which quote."""
    quotes: set[int] = set()
    for at, row in enumerate(sent["Payments"]):
        path = f"Payments[{at}]"
        mean = company.payment_means.get(row["PaymentMeansCode"])
        if mean is None:
            yield unknown(f"{path}.PaymentMeansCode", row["PaymentMeansCode"])
        elif mean["Type"] not in (0, 2) or mean["IsSystem"]:
            yield wrong(f"{path}.PaymentMeansCode", mean["Name"], "a mean of Type 0 or 2 with IsSystem false")
        elif mean["_credit"]:
            yield from _quote(row, path, sent["Header"]["DocDate"], quotes)


def _quote(row: Body, path: str, day: str, quotes: set[int]) -> Iterator[Problem]:
    for name in ("DueDate", "DueQuote"):
        if name not in row:
            yield required(f"{path}.{name}")
    if row.get("DueDate", day) < day:
        yield wrong(f"{path}.DueDate", row["DueDate"], f"{day} or later", "invalid_date")
    if row.get("DueQuote") in quotes:
        yield wrong(f"{path}.DueQuote", row["DueQuote"], "a quote of its own")
    quotes.add(row.get("DueQuote", 0))
