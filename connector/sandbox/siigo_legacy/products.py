"""Products: create, update, delete, balance, and what the sandbox's operator seeds."""

from decimal import Decimal

from connector.sandbox.siigo_legacy.catalogue import BLANK_PRODUCT
from connector.sandbox.siigo_legacy.company import Company
from connector.sandbox.siigo_legacy.fields import Body, checked
from connector.sandbox.siigo_legacy.ids import check_no_id, known, known_id
from connector.sandbox.siigo_legacy.more_tables import PRODUCT
from connector.sandbox.siigo_legacy.refusals import conflict, not_found, raise_any, unknown, wrong

TAX_KINDS = (
    ("TaxAddID", ("IVA", "Impoconsumo")),
    ("TaxAdd2ID", ("IVA", "Impoconsumo")),
    ("TaxDiscID", ("Retefuente",)),
)


def create(company: Company, body: object) -> Body:
    """Raises Refused: 409 for a code that is taken."""
    sent = _read(company, body)
    check_no_id(sent)
    return _keep(company, sent, company.new_id())


def update(company: Company, body: object) -> Body:
    """A full replacement of the one that `Id` names. Raises Refused."""
    sent = _read(company, body)
    return _keep(company, sent, known_id(company.products, sent))


def delete(company: Company, id_: int) -> Body:
    """Raises Refused: 409 for one that documents name."""
    product = known(company.products, id_)
    if product["Code"] in company.moved:
        raise conflict("delete_not_allowed", f"The product has movements: {product['Code']}", "Id")
    return company.products.pop(id_)


def by_code(company: Company, code: str) -> Body:
    """Raises Refused: 404."""
    product = company.product(code)
    if product is None:
        raise not_found("code", code)
    return product


def balance(company: Company, code: str) -> list[Body]:
    """Quantities of every open warehouse; none for what is kept without stock. Raises Refused: 404."""
    if not by_code(company, code)["IsInventoryControl"]:
        return []
    return [
        {
            "WarehouseCode": place,
            "WarehouseName": row["Description"],
            "Quantity": company.stock.get((code, place), Decimal(0)),
        }
        for place, row in company.warehouses.items()
        if row["Active"]
    ]


def wanted(company: Company, row: Body) -> Body | None:
    """The product of an invoice's item; one that is not there yet where the option says so."""
    product = company.product(row["ProductCode"])
    if product is None and company.options.any_product:
        return BLANK_PRODUCT | {"Code": row["ProductCode"], "Description": row["Description"]}
    return product


def sell(company: Company, row: Body) -> None:
    """Take an item out of stock; a product that is not there yet is made."""
    product = wanted(company, row) or {}
    if "Id" not in product:
        id_ = company.new_id()
        company.products[id_] = {"Id": id_} | product
    company.moved.add(row["ProductCode"])
    if product["IsInventoryControl"]:
        company.move_stock(row["ProductCode"], row["WareHouseCode"], -row["Quantity"])


def seed(company: Company, entries: list[Body]) -> None:
    """Create or change products: `code`, and any of `name`, `active`, `warehouses` and the table's own fields."""
    for entry in entries:
        _seed(company, entry)


def _seed(company: Company, entry: Body) -> None:
    code = str(entry["code"])
    known = company.product(code)
    id_ = known["Id"] if known else company.new_id()
    fields = {name: value for name, value in entry.items() if name in PRODUCT}
    row = known or {"Id": id_} | BLANK_PRODUCT | {"Code": code, "Description": code}
    company.products[id_] = row | _renamed(entry) | fields
    for place in entry.get("warehouses", ()):
        company.stock[code, str(place["code"])] = Decimal(place["quantity"])


def _renamed(entry: Body) -> Body:
    renamed: Body = {}
    if "name" in entry:
        renamed["Description"] = entry["name"]
    if "active" in entry:
        renamed["State"] = int(entry["active"])
    if "warehouses" in entry:
        renamed["IsInventoryControl"] = True
    return renamed


def _read(company: Company, body: object) -> Body:
    sent = checked(PRODUCT, body, lenient=company.options.lenient)
    found = []
    if sent["AccountGroupID"] not in company.account_groups:
        found.append(unknown("AccountGroupID", sent["AccountGroupID"]))
    for name, kinds in TAX_KINDS:
        id_ = sent.get(name, 0)
        if id_ > 0 and id_ not in company.taxes:
            found.append(unknown(name, id_))
        elif id_ > 0 and company.taxes[id_]["TaxType"] not in kinds:
            found.append(wrong(name, company.taxes[id_]["TaxType"], f"a tax of kind {' or '.join(kinds)}"))
    raise_any(found)
    return sent


def _keep(company: Company, sent: Body, id_: int) -> Body:
    other = company.product(sent["Code"])
    if other is not None and other["Id"] != id_:
        raise conflict("already_exists", f"The product already exists: {sent['Code']}", "Code")
    company.products[id_] = {"TaxAddID": -1, "TaxDiscID": -1, "TaxAdd2ID": -1} | sent | {"Id": id_}
    return company.products[id_]
