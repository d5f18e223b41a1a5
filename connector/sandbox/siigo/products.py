"""Products and their stock: create, replace, delete, and the stock the sandbox's operator seeds (siigo-api.md 11)."""

from decimal import Decimal

from connector.sandbox.clock import timestamp
from connector.sandbox.siigo import problems
from connector.sandbox.siigo.company import Body, Company, Record, new_id
from connector.sandbox.siigo.problems import Problem, Refused
from connector.sandbox.siigo.record_schemas import PRODUCT
from connector.sandbox.siigo.shape import checked

CREATED = "public.siigoapi.products.create"
UPDATED = "public.siigoapi.products.update"
STOCK_UPDATED = "public.siigoapi.products.stock.update"


def create(company: Company, body: object) -> Record:
    """Raises Refused: any rule of the table, `already_exists` for a code that is taken."""
    sent = _read(company, body)
    if company.product(sent["code"]) is not None:
        raise _taken(company)
    return _add(company, sent)


def replace(company: Company, id_: str, body: object) -> Record:
    """A full replacement. Raises Refused, `update_not_allowed` for a new account group after movements."""
    record = company.products.get(id_)
    if record is None:
        raise problems.not_found()
    sent = _read(company, body)
    other = company.product(sent["code"])
    if other is not None and other is not record:
        raise _taken(company)
    old = record.answer
    if record.movements and (frozen := _frozen(sent, old)):
        raise Refused(*frozen)
    del company.product_ids[old["code"]]
    company.product_ids[sent["code"]] = id_
    record.touched = company.now()
    fresh = _answer(company, id_, sent)
    record.answer = fresh | {
        "available_quantity": old["available_quantity"],
        "warehouses": old["warehouses"] or fresh["warehouses"],
        "metadata": old["metadata"] | {"last_updated": timestamp(record.touched)},
    }
    company.changes.append((UPDATED, record))
    return record


def delete(company: Company, id_: str) -> Body:
    """Raises Refused: not_found, `delete_not_allowed` after movements."""
    record = company.products.get(id_)
    if record is None:
        raise problems.not_found()
    if record.movements:
        raise Refused(Problem("delete_not_allowed", "The product has movements", ("id",)))
    del company.products[id_]
    del company.product_ids[record.answer["code"]]
    return {"id": id_, "deleted": True}


def seed(company: Company, entry: Body) -> Record:
    """Create or change a product as the sandbox's operator wants it. Raises Refused for a bad product.

    Only `code` is needed; of a product that exists all else stays. `warehouses: [{id, quantity}]` sets the stock, 0
    where it is not named, and switches stock control on.
    """
    old = company.product(str(entry.get("code", "")))
    defaults = {"name": entry.get("code", ""), "account_group": 1253} if old is None else _as_sent(old.answer)
    for at, stock in enumerate(entry.get("warehouses", ())):
        if stock["id"] not in company.warehouses:
            raise Refused(problems.unknown(f"warehouses[{at}].id", stock["id"]))
    if "warehouses" in entry:
        defaults["stock_control"] = True
    wanted = defaults | entry
    record = create(company, wanted) if old is None else replace(company, old.answer["id"], wanted)
    if "warehouses" in entry:
        _set_stock(company, record, {stock["id"]: Decimal(stock["quantity"]) for stock in entry["warehouses"]})
    return record


def shown(company: Company, record: Record) -> Body:
    """As Siigo tells it: no warehouses where the company has none."""
    answer = record.answer
    if not company.settings.warehouses:
        return {name: value for name, value in answer.items() if name != "warehouses"}
    if not company.options.quantity_as_text:
        return answer
    return answer | {
        "warehouses": [entry | {"quantity": format(entry["quantity"], "f")} for entry in answer["warehouses"]]
    }


def _as_sent(answer: Body) -> Body:
    """The answer as the body that it came from."""
    sent = {name: answer[name] for name in PRODUCT if name in answer}
    return sent | {"account_group": answer["account_group"]["id"], "unit": answer["unit"]["code"]}


def _frozen(sent: Body, old: Body) -> list[Problem]:
    """Row 43, and the components of a combo (section 11)."""
    pairs = {
        "account_group": (sent["account_group"], old["account_group"]["id"]),
        "components": (sent.get("components", []), old.get("components", [])),
    }
    return [
        Problem("update_not_allowed", f"The {name} cannot be updated, the product has movements", (name,))
        for name, (new, before) in pairs.items()
        if new != before
    ]


def _set_stock(company: Company, record: Record, stock: dict[int, Decimal]) -> None:
    answer = record.answer
    answer["warehouses"] = [
        {"id": id_, "name": entry["name"], "quantity": stock.get(id_, Decimal(0))}
        for id_, entry in company.warehouses.items()
    ]
    answer["available_quantity"] = sum((entry["quantity"] for entry in answer["warehouses"]), Decimal(0))
    record.touched = company.now()
    answer["metadata"]["stock_updated"] = timestamp(record.touched)
    company.changes.append((STOCK_UPDATED, record))


def _taken(company: Company) -> Refused:
    problem = Problem("already_exists", "The product already exists", ("code",))
    return Refused(problem, status=company.options.conflict_status)


def _read(company: Company, body: object) -> Body:
    sent = checked(PRODUCT, body)
    for stage in (_arrays, _references):
        if found := stage(company, sent):
            raise Refused(*found)
    return sent


def _arrays(company: Company, sent: Body) -> list[Problem]:
    found = []
    taxes = [company.taxes[tax["id"]]["type"] for tax in sent.get("taxes", ()) if tax["id"] in company.taxes]
    if len(sent.get("taxes", ())) > 3 or len(set(taxes)) < len(taxes):
        found.append(problems.invalid("invalid_array", "taxes"))
    lists = [entry["position"] for price in sent.get("prices", ()) for entry in price["price_list"]]
    if len(lists) > 12 or len(set(lists)) < len(lists):
        found.append(problems.invalid("invalid_array", "prices"))
    return found


def _references(company: Company, sent: Body) -> list[Problem]:
    found = []
    group = company.account_groups.get(sent["account_group"])
    if group is None:
        found.append(problems.unknown("account_group", sent["account_group"]))
    elif not group["active"]:
        found.append(problems.inactive("account_group", sent["account_group"]))
    for at, tax in enumerate(sent.get("taxes", ())):
        if tax["id"] not in company.taxes:
            found.append(problems.unknown(f"taxes[{at}].id", tax["id"]))
        elif not company.taxes[tax["id"]]["active"]:
            found.append(problems.inactive(f"taxes[{at}].id", tax["id"]))
    for at, component in enumerate(sent.get("components", ())):
        if company.product(component["code"]) is None:
            found.append(problems.unknown(f"components[{at}].code", component["code"]))
    return found


def _add(company: Company, sent: Body) -> Record:
    now = company.now()
    id_ = new_id()
    record = Record(_answer(company, id_, sent), now, now)
    company.products[id_] = record
    company.product_ids[sent["code"]] = id_
    company.changes.append((CREATED, record))
    return record


def _answer(company: Company, id_: str, sent: Body) -> Body:
    group = company.account_groups[sent["account_group"]]
    answer: Body = {
        "id": id_,
        "code": sent["code"],
        "name": sent["name"],
        "account_group": {"id": group["id"], "name": group["name"]},
        "type": sent.get("type", "Product"),
        "stock_control": sent.get("stock_control", False),
        "active": sent.get("active", True),
        "tax_classification": sent.get("tax_classification", "Taxed"),
        "tax_included": sent.get("tax_included", False),
        "tax_consumption_value": sent.get("tax_consumption_value", 0),
        "taxes": [_tax(company, tax) for tax in sent.get("taxes", ())],
        "prices": [_price(company, price) for price in sent.get("prices", ())],
        "unit": {"code": sent.get("unit", "94"), "name": "unidad"},
    }
    texts = ("unit_label", "reference", "description", "additional_fields", "components")
    answer |= {name: sent[name] for name in texts if name in sent}
    stock = [
        {"id": entry["id"], "name": entry["name"], "quantity": Decimal(0)} for entry in company.warehouses.values()
    ]
    return answer | {
        "available_quantity": Decimal(0),
        "warehouses": stock if answer["stock_control"] else [],
        "metadata": {"created": timestamp(company.now()), "last_updated": None, "stock_updated": None},
    }


def _tax(company: Company, sent: Body) -> Body:
    of = company.taxes[sent["id"]]
    return sent | {name: of[name] for name in ("id", "name", "type", "percentage")}


def _price(company: Company, price: Body) -> Body:
    names = {entry["position"]: entry["name"] for entry in company.price_lists.values()}
    rows = [entry | {"name": names.get(entry["position"], "")} for entry in price["price_list"]]
    return {"currency_code": price["currency_code"], "price_list": rows}
