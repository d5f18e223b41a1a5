"""A connection file that holds together made ready to work: store, ledger, inventory, its way to make products."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from connector import clock
from connector.checking import Checked
from connector.http import Calls, counted_session, new_session
from connector.inventory.connection import Sibling, StockConnection
from connector.inventory.products import Products
from connector.issuing.connection import Connection
from connector.issuing.rules import Rules
from connector.ledgers import ledger_module, stock_module
from connector.ports import Outbox, Pace
from connector.stores import store_module

Pacing = Callable[[str, int], Pace]
"""Gives the pace of a company's calls from its name and its calls a minute."""


Outboxes = Callable[[str], Outbox]
"""Gives a company's outbox."""


class _Unpaced:
    def __call__(self) -> None:
        return None

    def hold_back(self, seconds: float) -> None:
        del seconds


def unpaced(_company: str, _per_minute: int) -> Pace:
    """For work that makes no calls, or one by one by hand."""
    return _Unpaced()


def connect(checked: Checked, pacing: Pacing, outboxes: Outboxes | None = None) -> Connection:
    """Opens nothing on the network. Without outboxes, for work that makes no document."""
    file, session = checked.file, new_session()
    store = store_module(str(file.store.values["platform"])).open_store(checked.store, session=session)
    settings: Any = checked.ledger
    pace = pacing(settings.company, settings.rate_per_minute)
    outbox = outboxes(settings.company) if outboxes else None
    ledger = ledger_module(str(file.ledger.values["system"])).open_ledger(
        settings, session=session, pace=pace, now=clock.now, outbox=outbox
    )
    refetch = getattr(checked.store, "refetch", None)
    products = connect_products(checked, pacing)
    return Connection(
        name=file.name,
        store=store,
        ledger=ledger,
        rules=Rules(
            due=file.due,
            why_not_due=file.why_not_due,
            cards=file.cards,
            makes_notes="credit_note" in ledger.schemas,
            customer_first=getattr(settings, "customers", "inline") != "inline",
            after=checked.after_sale,
            receipt_due=file.receipt_due,
            tells=store.can_write,
        ),
        shadow=file.shadow,
        as_sold=file.as_sold,
        draft=file.draft,
        refetch=store.can_fetch if refetch is None else refetch,
        hold_back=pace.hold_back,
        make_products=products.make_missing if products and file.makes_products else None,
        in_flight=timedelta(seconds=getattr(settings, "read_seconds", 150)),
        settle=timedelta(seconds=getattr(settings, "settle_seconds", 60)),
    )


def connect_products(checked: Checked, pacing: Pacing) -> Products | None:
    """None where the file does not say what a product is like. Opens nothing on the network."""
    file, settings = checked.file, checked.ledger
    module = stock_module(str(file.ledger.values["system"]))
    if module is None or "product" not in file.rules:
        return None
    pace = pacing(settings.company, settings.rate_per_minute)  # type: ignore[attr-defined]  # every ledger's settings
    ledger = module.open_stock(settings, session=new_session(), pace=pace, now=clock.now)
    return Products(ledger=ledger, draft=file.product_draft)


def connect_stock(
    checked: Checked, connection: Connection, pacing: Pacing, siblings: Callable[[], Sequence[Sibling]], public_url: str
) -> StockConnection | None:
    """None where the file has no inventory. Opens nothing on the network."""
    file, ledger_calls, shop_calls = checked.file, Calls(), Calls()
    module = stock_module(str(file.ledger.values["system"]))
    if checked.inventory is None or module is None:
        return None
    settings = checked.ledger
    pace = pacing(settings.company, settings.rate_per_minute)  # type: ignore[attr-defined]  # every ledger's settings
    ledger = module.open_stock(settings, session=counted_session(ledger_calls), pace=pace, now=clock.now)
    shop = store_module(str(file.store.values["platform"])).open_stock(
        checked.store, session=counted_session(shop_calls)
    )
    return StockConnection(
        name=file.name,
        store=connection.store,
        shop=shop,
        ledger=ledger,
        policy=checked.inventory,
        siblings=siblings,
        is_shadow=file.shadow,
        hook_url=public_url,
        hold_back=pace.hold_back,
        ledger_calls=ledger_calls,
        shop_calls=shop_calls,
    )
