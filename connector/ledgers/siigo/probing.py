"""Puts the probes to a company: invoices that Siigo refuses, one call each, and none more after an unclear answer.

Each refusal counts for Siigo's 80 % rule (siigo-api.md 4), so there are a handful.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import requests

from connector.errors import OutcomeUnknown, RemoteError
from connector.ledgers.probed import Probed
from connector.ledgers.siigo.answers import SiigoRejected
from connector.ledgers.siigo.arithmetic import Arithmetic
from connector.ledgers.siigo.catalogue import Catalogue, shelves_of
from connector.ledgers.siigo.client import PAGE_SIZE, SiigoClient
from connector.ledgers.siigo.oracle import Probe, turned
from connector.ledgers.siigo.probe_frame import Frame, frame_of
from connector.ledgers.siigo.probes import PROBES, CannotRun, asked
from connector.ledgers.siigo.repair import TOTAL_REFUSED, total_in
from connector.ledgers.siigo.settings import Settings
from connector.messages import say
from connector.model.money import plain
from connector.ports import Pace

MARK = "connector doctor --probe"
"""How the observations of every probe begin."""

CLOCK_SKEW = timedelta(minutes=10)


def probe(
    settings: Settings,
    *,
    session: requests.Session,
    pace: Pace,
    now: Callable[[], datetime],
    ids: Mapping[str, Iterable[object]],
) -> Iterator[Probed]:
    """Each probe as it is answered. `ids`: what the connection names, by catalogue, as for `Ledger.check`."""
    client = SiigoClient(settings, session=session, pace=pace, now=now)
    try:
        frame = frame_of(client, Catalogue(client, shelves=shelves_of(settings.company), now=now), ids)
    except CannotRun as lacking:
        yield _stopped(say("siigo_probe.records"), str(lacking), say("siigo_probe.fix_records"))
    except RemoteError as error:
        yield _stopped(say("siigo_probe.records"), str(error), say("siigo_probe.fix_away"))
    else:
        yield from _Probing(client, frame, now, now()).run(settings.arithmetic)


@dataclass(frozen=True, slots=True)
class _Probing:
    client: SiigoClient
    frame: Frame
    now: Callable[[], datetime]
    started_at: datetime

    @property
    def mark(self) -> str:
        """What a person, or we, would search for, should a probe ever become an invoice."""
        return f"{MARK} {self.started_at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"

    def run(self, known: Arithmetic) -> Iterator[Probed]:
        """`known`: the switches as the connection has them; each answer holds for the probes after it."""
        settled: set[str] = set()
        for key in PROBES:
            name = say(f"siigo_probe.name_{key}")
            try:
                found = self._put(name, asked(key, self.frame.grounds, known, settled))
            except CannotRun as why:
                found = Probed(state="not_run", name=name, detail=str(why))
            yield found
            if found.state == "stopped":
                return
            known = turned(known, found.switches)
            settled |= found.switches.keys()

    def _put(self, name: str, probe: Probe) -> Probed:
        try:
            made = self.client.post("invoices", self.frame.body(probe.sale, self.mark, self.now()))
        except SiigoRejected as refused:
            return _read(name, probe, refused)
        except OutcomeUnknown as error:
            return self._unknown(name, error)
        except RemoteError as error:
            return _stopped(name, str(error), say("siigo_probe.fix_away"))
        return _made(name, made)

    def _unknown(self, name: str, error: OutcomeUnknown) -> Probed:
        """An error of Siigo's own is followed by a look; the test company gives one in ten (siigo-api.md 4)."""
        if error.status is None:
            return self._in_doubt(name, error)
        try:
            made = self._look()
        except RemoteError:
            return self._in_doubt(name, error)
        if made:
            return _made(name, made)
        detail = say("siigo_probe.failed", why=error)
        return Probed(state="unclear", name=name, detail=detail, fix=say("siigo_probe.fix_failed"))

    def _in_doubt(self, name: str, error: OutcomeUnknown) -> Probed:
        words, fix = say("siigo_probe.unknown", why=error), say("siigo_probe.fix_unknown", mark=self.mark)
        return _stopped(name, words, fix, may_have_made=True)

    def _look(self) -> object:
        """The invoice that carries our mark, or None. Lists may leave the observations out (siigo-api.md 7)."""
        start = (self.started_at - CLOCK_SKEW).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        customer = str(self.frame.customer["identification"])
        rows = self.client.rows(
            "invoices", customer_identification=customer, created_start=start, page_size=str(PAGE_SIZE)
        )
        for row in rows:
            whole = row if row.get("observations") is not None else self.client.get(f"invoices/{row.get('id')}")
            if isinstance(whole, Mapping) and self.mark in str(whole.get("observations")):
                return whole
        return None


def _read(name: str, probe: Probe, refused: SiigoRejected) -> Probed:
    """What the refusal means: the total that Siigo computed, or a reason of its own."""
    messages = [fault.message for fault in refused.faults if fault.code == TOTAL_REFUSED]
    total = total_in(messages[0]) if messages else None
    if total is None:
        words = say("siigo_probe.refused", answer=refused)
        return Probed(state="unclear", name=name, detail=words, fix=say("siigo_probe.fix_refused"))
    switches = probe.shown_by(total)
    if not switches:
        words = say("siigo_probe.no_fit", total=plain(total), expected=_expected(probe))
        return Probed(state="unclear", name=name, detail=words, fix=say("siigo_probe.fix_no_fit"))
    means = "; ".join(say(f"siigo_probe.means_{switch}_{value}") for switch, value in switches.items())
    words = say("siigo_probe.computed", total=plain(total), means=means)
    return Probed(state="shown", name=name, detail=words, switches=switches)


def _expected(probe: Probe) -> str:
    """`16999.99 (tax_base: rounded), 17000 (tax_base: unrounded)`"""
    return ", ".join(
        f"{plain(each.total)} ({', '.join(f'{switch}: {value}' for switch, value in each.switches.items())})"
        for each in probe.hypotheses
    )


def _made(name: str, made: object) -> Probed:
    shown = made if isinstance(made, Mapping) else {}
    words = say("siigo_probe.made", document=shown.get("name", "—"), id=shown.get("id", "—"))
    return _stopped(name, words, say("siigo_probe.fix_made"), may_have_made=True)


def _stopped(name: str, detail: str, fix: str, *, may_have_made: bool = False) -> Probed:
    return Probed(state="stopped", name=name, detail=detail, fix=fix, may_have_made=may_have_made)
