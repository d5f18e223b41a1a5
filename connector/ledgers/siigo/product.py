"""Mapped values in, the body of a new product out, or every problem at once; Siigo's refusals in words. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import cast

from connector.errors import OrderHeld
from connector.ledgers.problems import Problems
from connector.ledgers.siigo.answers import Fault, SiigoRejected
from connector.ledgers.siigo.facts import CatalogueName, CompanyFacts
from connector.ledgers.siigo.fields import read_fields, wanted_ids
from connector.ledgers.siigo.item_taxes import taxes_of
from connector.ledgers.siigo.items import CODE
from connector.ledgers.siigo.product_schema import PRODUCT
from connector.ledgers.siigo.refusals import FOR_THE_MERCHANT
from connector.ledgers.values import Fields
from connector.messages import say
from connector.model.documents import Origin
from connector.model.money import ZERO

PATH = "product"
"""Every problem's path begins with it, and so does that of an origin."""

SUGAR_RATES = (18, 28, 35, 38, 55, 65)
"""Of the tax on sugary drinks (siigo-api.md 11)."""

MAX_PRICES = 12

_WORDS: Mapping[str, str] = {
    "siigo.required": "siigo_product.required",
    "siigo.no_letters": "siigo_product.no_letters",
    "siigo.out_of_range": "siigo_product.out_of_range",
    "siigo.odd_characters": "siigo_product.odd_characters",
    "siigo.too_many_taxes": "siigo_product.too_many_taxes",
    "siigo.same_tax_type": "siigo_product.same_tax_type",
    "siigo.iva_and_ad_valorem": "siigo_product.iva_and_ad_valorem",
    "siigo.retention_on_item": "siigo_product.retention",
}
"""Sentences that speak of orders and lines, and what is said of a product instead."""

_ALSO_FOR_THE_MERCHANT = frozenset({"invalid_range", "parameter_empty"})

_BY_FIELD: Mapping[tuple[str, str], str] = {
    ("invalid_reference", "account_group"): "siigo_product.group_unknown",
    ("parameter_inactive", "account_group"): "siigo_product.group_inactive",
    ("already_exists", "code"): "siigo_product.code_taken",
}


def product_ids_named(values: Mapping[str, object]) -> dict[CatalogueName, set[int]]:
    """The catalogue ids that the values name: `product_body` needs to know them, and no others."""
    return wanted_ids(values, PRODUCT)


def product_body(
    values: Mapping[str, object], *, company: CompanyFacts, origins: Mapping[str, Origin] | None = None
) -> Fields:
    """The body of `POST /v1/products`. Raises OrderHeld with every problem, each `[origin: ]product.code: …`.

    `origins`: where a value comes from, by its path: "product.prices[0].currency_code".
    """
    problems = Problems(origins or {}, words=_WORDS)
    fields = read_fields(values, PRODUCT, company, problems, PATH)
    _check_code(fields, PATH, problems)
    taxes_of(fields, company, problems, PATH)
    _check_sugar(fields, problems)
    _check_prices(fields, problems)
    _check_components(fields, problems)
    problems.raise_if_any()
    return fields


def held_of(refused: SiigoRejected, code: str) -> OrderHeld | None:
    """A refused product for the merchant; None when one of its faults is nothing that a merchant can change."""
    if any(fault.code not in FOR_THE_MERCHANT | _ALSO_FOR_THE_MERCHANT for fault in refused.faults):
        return None
    return OrderHeld(*(_sentence(fault, code) for fault in refused.faults))


def _sentence(fault: Fault, code: str) -> str:
    path = ", ".join(fault.params)
    key = _BY_FIELD.get((fault.code, path), "siigo_product.refused")
    if fault.code == "read_only":
        key = "siigo.refused_read_only"
    where = f"{PATH}.{path}" if path else PATH
    return say(key, path=where, product=code, message=fault.message or "—", code=fault.code)


def _check_code(fields: Fields, path: str, problems: Problems) -> None:
    code = fields.get("code")
    if isinstance(code, str) and not CODE.fullmatch(code):
        problems.add(f"{path}.code", "siigo.code", found=code)


def _check_sugar(fields: Fields, problems: Problems) -> None:
    allowed = ", ".join(map(str, SUGAR_RATES))
    for index, tax in enumerate(_rows(fields, "taxes")):
        if "rate" in tax and tax["rate"] not in SUGAR_RATES:
            problems.add(f"{PATH}.taxes[{index}].rate", "siigo.not_in_set", found=tax["rate"], allowed=allowed)


def _check_prices(fields: Fields, problems: Problems) -> None:
    """A position is one price list, whatever its currency (siigo-api.md 9, 11)."""
    positions = list(_positions(fields))
    if len(positions) > MAX_PRICES:
        problems.add(f"{PATH}.prices", "siigo_product.too_many_prices", found=len(positions), limit=MAX_PRICES)
    for position in sorted(position for position, count in Counter(positions).items() if count > 1):
        problems.add(f"{PATH}.prices", "siigo_product.price_twice", position=position)


def _positions(fields: Fields) -> Iterator[int]:
    for price in _rows(fields, "prices"):
        for row in _rows(price, "price_list"):
            if isinstance(position := row.get("position"), int):
                yield position


def _check_components(fields: Fields, problems: Problems) -> None:
    rows = _rows(fields, "components")
    is_combo = fields.get("type") == "Combo"
    if is_combo and not rows:
        problems.add(f"{PATH}.components", "siigo_product.combo_of_nothing")
    if rows and not is_combo:
        problems.add(f"{PATH}.components", "siigo_product.no_combo")
    for index, row in enumerate(rows):
        path = f"{PATH}.components[{index}]"
        _check_code(row, path, problems)
        if row.get("quantity") == ZERO:
            problems.add(f"{path}.quantity", "siigo_product.none_of_it")


def _rows(fields: Fields, name: str) -> list[Fields]:
    return cast(list[Fields], fields.get(name, []))
