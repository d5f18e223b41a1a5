"""The batch of a parcel leaves when it is ripe, once; what became of it is written before anything is raised."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from connector.errors import OutcomeUnknown, RemoteUnavailable
from connector.ledgers.siigo_pyme.client import Bridge
from connector.ledgers.siigo_pyme.envelope import request_of
from connector.ledgers.siigo_pyme.landing import is_refused_whole, landed, unclear, waits
from connector.ledgers.siigo_pyme.settings import Settings
from connector.messages import say
from connector.model.outbox import Batch, BatchState, Fate, Landed, Parcel
from connector.ports import Outbox

log = logging.getLogger("connector.ledgers.siigo_pyme")

LOST_AFTER = timedelta(minutes=2)
"""Beyond the time that an answer may take: whoever sent the batch is dead."""

TRAVELS = frozenset({"waiting", "sending", "unclear"})


class Sending:
    """Of one company. Safe to share between threads and processes: the outbox gives a batch to one alone."""

    def __init__(self, settings: Settings, *, bridge: Bridge, outbox: Outbox, now: Callable[[], datetime]) -> None:
        self._settings = settings
        self._bridge = bridge
        self._outbox = outbox
        self._now = now

    def push(self, parcel: Parcel) -> None:
        """Sends the parcel's batch where it is ripe; doing it again sends nothing more.

        Raises RemoteUnavailable where nothing was done, also where the bridge refuses the request itself: the batch
        waits, and its orders with it.
        """
        batch = parcel.batch
        if parcel.state not in TRAVELS:
            return
        if self._is_lost(batch):
            on_the_way = [each for each in self._outbox.parcels(batch.id) if each.state == "sending"]
            words = say("siigo_pyme.sender_died", batch=batch.id)
            self._land(batch, unclear(words, on_the_way, self._settings, self._now()))
            return
        state = self._leaves_as(batch)
        if state is None:
            return
        self._bridge.pace()
        now = self._now()
        if parcels := self._outbox.take(batch.id, now=now, states=(state,)):
            self._send(replace(batch, sent_at=now), parcels)

    def _send(self, batch: Batch, parcels: Sequence[Parcel]) -> None:
        settings = self._settings
        try:
            response = self._bridge.send(request_of(settings, parcels))
        except RemoteUnavailable as error:
            outcome = waits(str(error), settings, self._now(), seconds=error.retry_after)
            self._land(batch, self._as_before(batch, outcome))
            raise
        except OutcomeUnknown as error:
            self._land(batch, unclear(str(error), parcels, settings, self._now()))
            return
        outcome = landed(response.status_code, response.content, parcels, settings, self._now())
        self._land(batch, self._as_before(batch, outcome) if outcome.state == "open" else outcome)
        if is_refused_whole(outcome):
            raise RemoteUnavailable(outcome.why, status=response.status_code, retry_after=settings.pause_seconds)

    def _land(self, batch: Batch, outcome: Landed) -> None:
        """As it left then: who was taken for dead says nothing of the batch any more."""
        if not self._outbox.land(batch.id, outcome, sent_at=batch.sent_at):
            log.warning("batch %s: it was given up before its outcome was known", batch.id)

    def _as_before(self, batch: Batch, outcome: Landed) -> Landed:
        """A second try that was not carried out says nothing of the first, of which nobody knows."""
        if batch.state != "unclear":
            return outcome
        rest = Fate(state="unclear", errors=(outcome.why,))
        return replace(outcome, state="unclear", rest=rest, halves=False)

    def _leaves_as(self, batch: Batch) -> BatchState | None:
        """The state in which it may leave now; None where it may not."""
        now, settings = self._now(), self._settings
        if settings.by_hand or (batch.not_before and now < batch.not_before):
            return None
        if batch.state == "unclear" and settings.modify_documents == "S":
            return "unclear"
        is_old = now - batch.created_at >= timedelta(seconds=settings.batch_seconds)
        is_ripe = is_old or batch.size >= settings.batch_rows
        return "open" if batch.state == "open" and is_ripe else None

    def _is_lost(self, batch: Batch) -> bool:
        longest = timedelta(seconds=self._settings.read_seconds) + LOST_AFTER
        return batch.state == "sending" and batch.sent_at is not None and self._now() - batch.sent_at > longest
