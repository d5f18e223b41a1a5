"""The books of one order, read once and kept up to date with every write: `plan` sees what the database says."""

from sqlalchemy import Engine

from connector import clock
from connector.db.books import answers_of, forget_answer, forget_link, keep_document, shown_in_shop, stands
from connector.db.database import reading, writing
from connector.db.orders import links_of
from connector.db.put_back import begin_link_now, is_ahead
from connector.db.tables import LinkRow, OrderRow
from connector.issuing.books import Books, Kept
from connector.issuing.buyers import ABOUT
from connector.issuing.papers import books_of, told_text, with_more, with_standing
from connector.model.documents import News, Standing
from connector.model.fingerprint import fingerprint
from connector.model.order import Order


class OrderBooks:
    """Of the order in this row."""

    def __init__(self, engine: Engine, row: OrderRow) -> None:
        self._engine = engine
        self._row = row
        self._told = row.told
        self._looked: set[str] = set()
        with reading(engine) as database:
            self.links = links_of(database, [row]).get((row.connection, row.order_id), [])
            """Oldest first; who makes one appends it."""
            self._answers = answers_of(database, row.connection, row.order_id)
        for link in self.links:
            if is_ahead(link, clock.now()):
                self._begin_now(link)

    @property
    def buyer(self) -> str:
        """The buyer's correction; empty when there is none."""
        return self._answers[ABOUT].detail if ABOUT in self._answers else ""

    @property
    def linked(self) -> set[tuple[str, str]]:
        """Kind and source of every document that is in the books."""
        return {(link.kind, link.source_id) for link in self.links}

    def now(self, *, is_searched: bool = False) -> Books:
        return books_of(self.links, self._answers, self._told, looked=frozenset(self._looked), is_searched=is_searched)

    def answer(self, about: str) -> str:
        return self._answers[about].answer if about in self._answers else ""

    def stands(self, kept: Kept, standing: Standing) -> None:
        """Where a document stands, as the ledger has just said."""
        self._looked.add(kept.booked.ledger_id)
        self._stands(kept, standing)

    def was_sent(self, kept: Kept, standing: Standing) -> None:
        """To DIAN, as a person asked: the answer is used up, and the waiting begins anew."""
        self._stands(kept, standing, used=kept.booked.ledger_id, sent_at=clock.now().isoformat())

    def accept_edit(self, kept: Kept, order: Order) -> None:
        """The invoice stays as it is, for the order as it is now."""
        link = self._link_of(kept)
        link.document = with_more(link.document, fingerprint=fingerprint(order))
        with writing(self._engine) as database:
            keep_document(database, link.id or 0, link.document)
            forget_answer(database, self._row.connection, self._row.order_id, kept.booked.ledger_id)
        self._answers.pop(kept.booked.ledger_id, None)

    def forget(self, kept: Kept) -> None:
        """The ledger has no such document: it is made anew."""
        link = self._link_of(kept)
        with writing(self._engine) as database:
            forget_link(database, link.id or 0)
            forget_answer(database, self._row.connection, self._row.order_id, kept.booked.ledger_id)
        self.links.remove(link)
        self._answers.pop(kept.booked.ledger_id, None)

    def shown(self, news: News, *, is_real: bool = True) -> None:
        """On the order's page in the shop; in shadow mode only as if."""
        self._told = told_text(news)
        if is_real:
            with writing(self._engine) as database:
                shown_in_shop(database, self._row.id or 0, self._told)

    def _stands(self, kept: Kept, standing: Standing, *, used: str = "", **more: object) -> None:
        link, now = self._link_of(kept), clock.now()
        with_standing(link, standing, now)
        link.document = with_more(link.document, **more) if more else link.document
        with writing(self._engine) as database:
            stands(
                database,
                link.id or 0,
                status=standing.status,
                cufe=standing.cufe,
                url=standing.url,
                errors="\n".join(standing.errors),
                now=now,
            )
            if more:
                keep_document(database, link.id or 0, link.document)
            if used:
                forget_answer(database, self._row.connection, self._row.order_id, used)
        self._answers.pop(used, None)

    def _begin_now(self, link: LinkRow) -> None:
        """It was made or looked at in times to come, since the clock has been put back: it is waited for anew."""
        now = clock.now()
        link.created_at, link.looked_at = min(link.created_at, now), None
        link.document = with_more(link.document, sent_at=now.isoformat())
        with writing(self._engine) as database:
            begin_link_now(database, link)

    def _link_of(self, kept: Kept) -> LinkRow:
        return next(link for link in self.links if link.ledger_id == kept.booked.ledger_id)
