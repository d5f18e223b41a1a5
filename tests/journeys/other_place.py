"""The same place with the older Siigo Nube or with Siigo Pyme instead of Siigo: one process, one clock, any life."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import requests
from sqlalchemy import Engine

from connector.cli.answering import keep_answers
from connector.db.database import reading
from connector.db.orders import attempts_of
from connector.db.outbox import DatabaseOutbox
from connector.json_text import parse, write, write_pretty
from connector.model.outbox import Batch, Parcel
from connector.sandbox import siigo_legacy, siigo_pyme
from connector.sandbox.shop.sending import change, place
from connector.sandbox.siigo_legacy.company import Company, Paper
from connector.sandbox.siigo_pyme.documents import Paper as Movements
from connector.sandbox.siigo_pyme.state import summary
from tests.journeys.aftermath import Killed, Place, Points, an_order, installed
from tests.journeys.lives import IDS, platform_of
from tests.lots import EVERYTHING, by_lot

USER = "PRUEBAS\\api"
SEND = "POST /api/v1/siigo-pyme/send"
MARKER = re.compile(r"ref:[0-9a-f]{16}")

EVERYWHERE: Points = {
    "key kept": ("connector.issuing.documents:Desk", "_begin"),
    "key kept again": ("connector.issuing.documents:Desk", "_again"),
    "link written": ("connector.issuing.documents", "add_link"),
    "link committed": ("connector.issuing.documents:Desk", "_remember"),
    "standing written": ("connector.issuing.order_books", "stands"),
    "standing committed": ("connector.issuing.order_books:OrderBooks", "_stands"),
    "edit accepted": ("connector.issuing.order_books:OrderBooks", "accept_edit"),
    "link forgotten": ("connector.issuing.order_books:OrderBooks", "forget"),
    "shop told": ("connector.stores.woocommerce.store:WooStore", "tell"),
    "shop told ": ("connector.stores.shopify.store:ShopifyStore", "tell"),
    "telling written": ("connector.issuing.order_books", "shown_in_shop"),
    "telling committed": ("connector.issuing.order_books:OrderBooks", "shown"),
    "planned": ("connector.issuing.carrying:Carrying", "plan"),
    "state written": ("connector.issuing.outcome", "settle"),
}


def _of(ledger: str, names: Mapping[str, str]) -> Points:
    return {point: (ledger, name) for point, name in names.items()}


LEGACY_POINTS: Points = {
    **EVERYWHERE,
    **_of(
        "connector.ledgers.siigo_legacy.ledger:SiigoLegacyLedger",
        {
            "siigo answered": "issue",
            "looked for": "find",
            "looked for elsewhere": "made_elsewhere",
            "receipt composed": "compose_receipt",
        },
    ),
    "note kept": ("connector.issuing.carrying", "keep_note"),
}
PYME_POINTS: Points = {
    **EVERYWHERE,
    **_of(
        "connector.ledgers.siigo_pyme.ledger:PymeLedger",
        {
            "put": "issue",
            "looked for": "find",
            "standing read": "standing",
            "note composed": "compose_credit_note",
            "receipt composed": "compose_receipt",
            "withdrawn": "undo",
        },
    ),
    "parcel put": ("connector.db.outbox:DatabaseOutbox", "put"),
    "batch taken": ("connector.db.outbox:DatabaseOutbox", "take"),
    "bridge answered": ("connector.ledgers.siigo_pyme.client:Bridge", "send"),
    "batch landed": ("connector.db.outbox:DatabaseOutbox", "land"),
}


class OtherPlace(Place):
    """What is the same with both."""

    def say_made(self, about: str, name: str) -> None:
        """Somebody made the credit note in Siigo, and says so."""
        keep_answers(self.engine, self.rows()[0], {about: "made"}, {about: name})
        self.settle()

    def fault(self, what: str, where: str, times: int | None = 1) -> None:
        body = {"where": where, "what": what, "times": times}
        answer = requests.post(f"{self.siigo.url}/_emulator/faults", data=write(body), timeout=10)
        assert answer.status_code == 201, answer.text

    def no_faults(self) -> None:
        requests.delete(f"{self.siigo.url}/_emulator/faults", timeout=10).raise_for_status()

    def changed(self, **fields: Any) -> None:
        """The order changes, and nobody has worked on it yet."""
        self.send(change(self.shop.shop, IDS[platform_of(self)], fields))

    def ordered(self, **fields: Any) -> None:
        """It is placed, and looked at once."""
        self.send(place(self.shop.shop, an_order(platform_of(self), **fields)))
        self.once()

    def once(self) -> None:
        """One look at the first order, and no more."""
        row = self.rows()[0]
        self.moment = max(self.moment, row.due_at or self.moment) + timedelta(milliseconds=1)
        self.work.work_on(row)

    def rewrite(self, **rules: Any) -> None:
        """The merchant changes the connection file: these sections, each as a whole."""
        path = self.connections.folder / "tienda.yaml"
        path.write_text(write_pretty({**parse(path.read_bytes()), **rules}), encoding="utf-8")
        self.connections.load()
        assert self.connections.current_problems() == []

    def made(self) -> int:
        """Requests that make something, signing in apart."""
        calls = self.siigo.state.calls.items()
        return sum(sum(times.values()) for where, times in calls if where.startswith("POST") and "token" not in where)

    def kinds(self) -> list[str]:
        return [link.kind for link in self.links()]

    def open_attempts(self) -> list[str]:
        """Outcomes of attempts of which nobody knows how they ended."""
        found: list[str] = []
        for row in self.rows():
            with reading(self.engine) as database:
                last = {
                    (attempt.kind, attempt.source_id): attempt.outcome
                    for attempt in attempts_of(database, row.connection, row.order_id)
                }
            found += [outcome for outcome in last.values() if outcome in ("sending", "lost", "unknown")]
        return found


class LegacyPlace(OtherPlace):
    """With the older Siigo Nube."""

    @property
    def company(self) -> Company | None:
        found: Company | None = self.siigo.state.companies.get(USER.partition("\\")[0])
        return found

    def invoices(self) -> list[Paper]:
        return list(self.company.invoices.values()) if self.company else []

    def receipts(self) -> list[Paper]:
        return list(self.company.vouchers.values()) if self.company else []

    def papers(self, kind: str) -> list[dict[str, Any]]:
        return [dict(paper.answer) for paper in {"invoices": self.invoices, "vouchers": self.receipts}[kind]()]

    def totals(self) -> list[Decimal]:
        """Of the invoices."""
        return [Decimal(paper.answer["Header"]["TotalValue"]) for paper in self.invoices()]

    def assert_nothing_twice(self) -> None:
        markers = [
            found
            for paper in [*self.invoices(), *self.receipts()]
            for found in MARKER.findall(paper.answer["Header"].get("Observations", ""))
        ]
        assert sorted(markers) == sorted(set(markers))


class PymePlace(OtherPlace):
    """With Siigo Pyme behind its bridge."""

    @property
    def outbox(self) -> DatabaseOutbox:
        connection = self.connections.find("tienda")
        assert connection is not None
        return DatabaseOutbox(self.engine, connection.ledger.company)

    def settle(self) -> None:
        """Until nothing is due, or four hours have passed: what waits for a person is looked at for ever."""
        self.wait(timedelta(hours=4))

    def wait(self, longest: timedelta) -> None:
        """Work on what is due until then."""
        end = self.moment + longest
        for _ in range(400):
            due = [row for row in self.rows() if row.due_at is not None and row.due_at <= end]
            if not due:
                return
            row = min(due, key=lambda each: each.due_at or self.moment)
            self.moment = max(self.moment, row.due_at or self.moment) + timedelta(milliseconds=1)
            self.work.work_on(row)
        raise AssertionError("it does not come to rest")

    def documents(self) -> dict[str, Movements]:
        """By name, as they were inserted."""
        return {paper.name: paper for books in self.siigo.state.books.values() for paper in books.values()}

    def names(self) -> list[str]:
        return list(self.documents())

    def papers(self, kind: str) -> list[dict[str, Any]]:
        letter = {"invoices": "F", "credit-notes": "N", "vouchers": "R"}[kind]
        found = self.documents()
        return [{"name": name, "total": found[name].side("D")} for name in found if name.startswith(letter)]

    def balances(self) -> dict[str, Decimal]:
        """Of the accounts that are not at zero."""
        found = summary(self.siigo.state)["balances"]
        return {account: Decimal(total) for account, total in found.items() if Decimal(total)}

    def sends(self) -> int:
        return sum(self.siigo.state.calls.get(SEND, {}).values())

    def batches(self) -> list[Batch]:
        return list(self.outbox.batches())

    def parcels(self) -> list[Parcel]:
        return [parcel for batch in self.batches() for parcel in self.outbox.parcels(batch.id)]

    def assert_nothing_twice(self) -> None:
        markers = []
        for paper in self.documents().values():
            found = {text for row in paper.rows for text in MARKER.findall(str(row.get("comments_description", "")))}
            assert len(found) == 1, (paper.name, found)
            markers += found
        assert sorted(markers) == sorted(set(markers))


@contextmanager
def a_legacy_place(
    folder: Path,
    engine: Engine,
    platform: str,
    *,
    rules: Mapping[str, Any] | None = None,
    ledger: Mapping[str, Any] | None = None,
    options: Mapping[str, Any] | None = None,
) -> Iterator[LegacyPlace]:
    """In a migrated database. `rules`: sections of the connection file, each instead of the usual one; `ledger`:
    settings beside the usual ones; `options`: of the emulator."""

    def emulated(now: Callable[[], datetime]) -> AbstractContextManager[Any]:
        return siigo_legacy.running(siigo_legacy.Options(**{"any_product": True, "clock": now, **(options or {})}))

    with installed(
        folder,
        engine,
        platform,
        LegacyPlace,
        ledger=emulated,
        environ=lambda emulator: {"SIIGO_URL": emulator.base_url, "TOKEN_URL": emulator.token_url},
        file=_file(_legacy_file(platform), rules, ledger),
    ) as place:
        yield place


@contextmanager
def a_pyme_place(
    folder: Path,
    engine: Engine,
    platform: str,
    *,
    rules: Mapping[str, Any] | None = None,
    ledger: Mapping[str, Any] | None = None,
    options: Mapping[str, Any] | None = None,
) -> Iterator[PymePlace]:
    """The same."""

    def emulated(now: Callable[[], datetime]) -> AbstractContextManager[Any]:
        return siigo_pyme.running(siigo_pyme.Options(**{"clock": now, **(options or {})}))

    with installed(
        folder,
        engine,
        platform,
        PymePlace,
        ledger=emulated,
        environ=lambda emulator: {"SIIGO_URL": emulator.url},
        file=_file(_pyme_file(platform), rules, ledger),
        outboxes=partial(DatabaseOutbox, engine),
    ) as place:
        yield place


def _file(
    usual: Mapping[str, Any], rules: Mapping[str, Any] | None, ledger: Mapping[str, Any] | None
) -> Mapping[str, Any]:
    return {**usual, **(rules or {}), "ledger": {**usual["ledger"], **(ledger or {})}}


def _legacy_file(platform: str) -> dict[str, Any]:
    """As `mappings/tienda-legacy.yaml`."""
    return {
        "mapping": 1,
        "connection": "tienda",
        "extends": f"base/{platform}-legacy",
        "ledger": {
            "username": USER,
            "password": "${LLAVE}",
            "base_url": "${SIIGO_URL}",
            "sign_in_url": "${TOKEN_URL}",
            "settle_seconds": 1,
        },
        "buyer": {"when_no_id": "final_consumer"},
        "tables": {
            "taxes": {"19": 13156, "5": 13157, "0": 13158},
            "payments": {"wompi": 5640, "cod": 5641, "cash on delivery (cod)": 5641},
        },
        "customer": {"Phone": {"Number": {"default": "6015550100"}}},
        "after_sale": {"receipts": "auto"},
        "receipt": {
            "Header": {"DocCode": 7714, "PaymentMeanCode": 5638},
            "Items": [{"ACAccountCode": {"const": "13050501"}}],
        },
        "invoice": {"Header": {"DocCode": 24445, "SalesmanIdentification": {"const": "1000000001"}}},
    }


BANK, RECEIVABLE, ADVANCES = "11100501", "13050501", "28050501"
GOODS, SHIPPING, VAT = "41352401", "41459501", "24080501"


def _pyme_file(platform: str) -> dict[str, Any]:
    """As `mappings/tienda-pyme.yaml`."""
    on_delivery = ["cod", "cash on delivery (cod)"]
    is_receivable = {"when": [{"if": {"method": {"in": on_delivery}}, "then": True}, {"otherwise": False}]}
    account = {"from": "method", "table": "money"}
    return {
        "mapping": 1,
        "connection": "tienda",
        "extends": f"base/{platform}-pyme",
        "ledger": {
            "id_connection": "pruebas",
            "company": "pruebas",
            "api_key": "${LLAVE}",
            "base_url": "${SIIGO_URL}",
            "numbers": {"F-1": 1001, "N-1": 1, "R-1": 1},
            "batch_seconds": 60,
            "modify_documents": "S",
        },
        "buyer": {"when_no_id": "final_consumer"},
        "tables": {
            "money": {"wompi": int(BANK), **dict.fromkeys(on_delivery, int(RECEIVABLE))},
            "income": {"product": int(GOODS), "shipping": int(SHIPPING), "fee": 41459502, "tip": 28150501},
            "taxes": {"19": int(VAT), "5": 24080502, "0": 24080503},
        },
        "after_sale": {"credit_notes": "auto", "receipts": "auto"},
        "credit_note": {
            "voucher_type": {"const": "N"},
            "voucher_code": 1,
            "received": {"accounting_account": int(BANK)},
        },
        "receipt": {
            "voucher_type": {"const": "R"},
            "voucher_code": 1,
            "payment": {"accounting_account": int(BANK)},
            "advance": {"accounting_account": int(ADVANCES)},
        },
        "invoice": {
            "voucher_type": {"const": "F"},
            "voucher_code": 1,
            "payments": {
                "each": "payments",
                "item": {"accounting_account": account, "is_receivable": is_receivable},
            },
        },
    }


def told_again(place: OtherPlace) -> None:
    """Everything that the shop has said is said once more, and Siigo is asked to make nothing."""
    before = place.made()
    for delivery in list(place.shop.shop.outbox):
        place.send(delivery)
        place.settle()
    assert place.made() == before


def deaths(journey: str, steps: Mapping[str, int]) -> list[tuple[str, int]]:
    """The points and turns at which it shall be killed: of the first two turns one in a hundred; EVERYTHING: all."""
    turns = {point: times if EVERYTHING else min(times, 2) for point, times in steps.items()}
    found = [(point, turn) for point in sorted(turns) for turn in range(1, turns[point] + 1)]
    return [death for death in found if EVERYTHING or not by_lot(f"{journey} {death}", 100)]


def goes_on(place: OtherPlace) -> None:
    """From now on whatever dies is done again, as a new process would."""
    place.settle = _twice(place.settle)  # type: ignore[method-assign]
    place.once = _twice(place.once)  # type: ignore[method-assign]


def _twice(real: Callable[[], None]) -> Callable[[], None]:
    def again() -> None:
        with suppress(Killed):
            real()
            return
        real()

    return again
