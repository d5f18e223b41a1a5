"""Siigo as a StockLedger: products with balances by page or by code, warehouses, notices, and a product it lacks."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

import requests

from connector.errors import OrderHeld, RemoteRejected
from connector.ledgers.siigo.answers import SiigoRejected
from connector.ledgers.siigo.catalogue import Catalogue, Shelves, shelves_of
from connector.ledgers.siigo.client import PAGE_SIZE, SiigoClient
from connector.ledgers.siigo.items import CODE
from connector.ledgers.siigo.product import held_of, product_body, product_ids_named
from connector.ledgers.siigo.product_back import code_of, read_product, read_products
from connector.ledgers.siigo.product_pages import Place
from connector.ledgers.siigo.product_schema import PRODUCT
from connector.ledgers.siigo.settings import Settings
from connector.ledgers.siigo.watching import look_after
from connector.ledgers.tokens import TOKENS, Tokens
from connector.messages import say
from connector.model.documents import Origin
from connector.model.stock import Product, Watched
from connector.ports import Pace

_ANY_CLASS = ""
"""Taxes, account groups and warehouses are not listed by class of document."""


class SiigoStock:
    """One connection's view of one Siigo company. Safe to share between threads."""

    lists_changes = True
    code_field = "code"
    most_codes = 20

    def __init__(
        self,
        settings: Settings,
        *,
        session: requests.Session,
        pace: Pace,
        now: Callable[[], datetime],
        tokens: Tokens = TOKENS,
        shelves: Shelves | None = None,
    ) -> None:
        self.company = settings.company
        self._now = now
        self._client = SiigoClient(settings, session=session, pace=pace, now=now, tokens=tokens)
        self._catalogue = Catalogue(self._client, shelves=shelves or shelves_of(settings.company), now=now)

    def page(self, cursor: str, *, since: datetime | None) -> tuple[Sequence[Product], str]:
        """Newest products first. Of all products none is skipped that stays, whatever comes and goes meanwhile; one may
        come twice. Raises RemoteError.
        """
        place = Place.of(cursor)
        changed = {} if since is None else {"updated_start": _utc(since)}
        page = self._client.page("products", page_size=str(PAGE_SIZE), **changed, page=str(place.number))
        following = place.after(page)
        return read_products(page.rows), str(following) if following else ""

    def by_code(self, codes: Sequence[str]) -> Mapping[str, Product]:
        """One call for each code that Siigo can have.

        Raises RemoteError.
        """
        rows = {code: self._row(code) for code in dict.fromkeys(codes) if _is_code(code)}
        products = read_products([row for row in rows.values() if row is not None])
        return {product.code: product for product in products}

    def warehouses(self) -> Mapping[str, str]:
        """The active ones, as they are now. Raises RemoteError."""
        catalogue = Catalogue(self._client, shelves=Shelves(), now=self._now)
        entries = catalogue.entries("warehouses", _ANY_CLASS)
        return {str(id_): entry.name for id_, entry in entries.items() if entry.active}

    def watch(self, url: str) -> Watched:
        """Changes the subscriptions of this connector and of no other program. Raises RemoteError."""
        return look_after(self._client, url)

    def compose(
        self, values: Mapping[str, object], *, origins: Mapping[str, Origin] | None = None
    ) -> Mapping[str, object]:
        """The body of a new product, checked against `PRODUCT_SCHEMA` and the company's taxes and account groups.

        Raises OrderHeld with every problem, each `[origin: ]product.code: …`; RemoteError when a catalogue must be
        read and cannot be. `origins` by path: "product.code".
        """
        company = self._catalogue.facts(_ANY_CLASS, product_ids_named(values))
        return product_body(values, company=company, origins=origins)

    def create(self, body: Mapping[str, object]) -> Product:
        """The product of this code: the one that is there, however it came, else a new one.

        Siigo takes no key here, so it is looked up first, and calling it again after OutcomeUnknown is right. Raises
        OrderHeld for what the merchant can change (the RemoteRejected is its cause), else RemoteError.
        """
        code = str(body.get("code", ""))
        row = self._row(code) if _is_code(code) else None
        return _understood(row or self._made(code, body), code)

    def _made(self, code: str, body: Mapping[str, object]) -> object:
        """Somebody else may make it between our look and our call: then theirs is the one."""
        try:
            return self._client.post("products", body)
        except SiigoRejected as refused:
            if refused.code == "already_exists" and (row := self._row(code)):
                return row
            if held := held_of(refused, code):
                raise held from refused
            raise

    def _row(self, code: str) -> dict[str, object] | None:
        rows = self._client.rows("products", code=code, page_size=str(PAGE_SIZE))
        return next((row for row in rows if code_of(row) == code), None)


def _is_code(text: str) -> bool:
    """Asking for what can be no code would list all products, or none."""
    limit = PRODUCT["code"].max_length
    return bool(CODE.fullmatch(text)) and (limit is None or len(text) <= limit)


def _understood(row: object, code: str) -> Product:
    try:
        return read_product(row)
    except OrderHeld as error:
        words = say("siigo_product.unreadable", product=code, why=error)
        raise RemoteRejected(words, code="odd_product") from error


def _utc(moment: datetime) -> str:
    """Cut to the second, so that nothing since then is missed (siigo-api.md 7)."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
