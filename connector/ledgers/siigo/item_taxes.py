"""The taxes of an item: what Siigo allows on one line, and whether they are those that the shop charged. Pure."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import cast

from connector.ledgers.order_lines import named
from connector.ledgers.problems import Problems
from connector.ledgers.siigo.amounts import ADDED, WITHHELD_ON_DOCUMENT
from connector.ledgers.siigo.facts import CompanyFacts, TaxType
from connector.ledgers.values import Fields
from connector.model.money import ZERO, plain
from connector.model.order import Line

MAX_TAXES = 3


def taxes_of(row: Fields, company: CompanyFacts, problems: Problems, path: str) -> list[TaxType]:
    """The item's known taxes; Siigo's rules for them are siigo-api.md 5.3 (`invalid_array`)."""
    rows = cast(list[Fields], row.get("taxes", []))
    taxes = [company.taxes[id_] for tax in rows if isinstance(id_ := tax.get("id"), int) and id_ in company.taxes]
    at = f"{path}.taxes"
    if len(rows) > MAX_TAXES:
        problems.add(at, "siigo.too_many_taxes", found=len(rows), limit=MAX_TAXES)
    counts = Counter(tax.type for tax in taxes)
    for kind in sorted(kind for kind, count in counts.items() if count > 1):
        problems.add(at, "siigo.same_tax_type", type=kind)
    if counts["IVA"] and counts["AdValorem"]:
        problems.add(at, "siigo.iva_and_ad_valorem")
    for tax in taxes:
        if tax.type in WITHHELD_ON_DOCUMENT:
            problems.add(at, "siigo.retention_on_item", id=tax.id, name=tax.name, type=tax.type)
    return taxes


def agrees(line: Line, taxes: Sequence[TaxType], problems: Problems, path: str) -> bool:
    """The shop's rates and the mapped taxes' percentages must be the same: Siigo adds no tax by itself (22.2)."""
    charged = sorted(tax.rate for tax in line.taxes if tax.rate and tax.amount)
    mapped = sorted(tax.percentage for tax in taxes if tax.type in ADDED and tax.percentage)
    if line.gross <= ZERO or charged == mapped or problems.touch(f"{path}.taxes"):
        return True
    shown = _percentages(charged)
    if not mapped:
        problems.add(f"{path}.taxes", "siigo.tax_not_mapped", line=named(line), rates=shown)
    elif not charged:
        problems.add(f"{path}.taxes", "siigo.tax_not_charged", line=named(line), mapped=_percentages(mapped))
    else:
        problems.add(f"{path}.taxes", "siigo.tax_differs", line=named(line), rates=shown, mapped=_percentages(mapped))
    return False


def _percentages(rates: Sequence[Decimal]) -> str:
    return ", ".join(f"{plain(rate)} %" for rate in rates)
