"""What a mapping tells about taxes without asking the accounting system."""

from decimal import Decimal

from connector.mapping import ConnectionFile
from connector.model.money import NotMoney, money_of

TAXES = "taxes"
"""The table of a mapping whose keys are rates and whose values are the ledger's tax ids."""


def tax_percentages(file: ConnectionFile) -> dict[int, Decimal]:
    """Tax id -> per cent, from the mapping's own table; keys that are no number say nothing."""
    found: dict[int, Decimal] = {}
    table = file.tables.get(TAXES)
    for rate, constant in table.rows.items() if table else ():
        try:
            percentage = money_of(rate.removesuffix("%"))
        except NotMoney:
            continue
        if isinstance(constant.value, int):
            found[constant.value] = percentage
    return found
