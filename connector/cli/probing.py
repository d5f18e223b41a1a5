"""`doctor --probe`: asks a test company how it computes, and writes what it showed into the connection file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pydantic import BaseModel

from connector import clock, mapping
from connector.checking import Checked, check_file, environment
from connector.cli.files import schemas_of
from connector.cli.saving import NotSaved, save_settings
from connector.connecting import Pacing
from connector.errors import MappingError
from connector.http import new_session
from connector.ledgers import ProbingModule, probing_module
from connector.ledgers.probed import Probed
from connector.mapping.writing import lines_for
from connector.messages import say
from connector.ports import Check

SECTION = ("ledger", "arithmetic")


@dataclass(frozen=True, slots=True)
class Probing:
    """What the command line and the installation allow."""

    is_sure: bool
    """--yes: also in a company that is not said to be a test company."""
    is_paced: bool
    """Whether there is a database, which spaces the calls."""

    def run(self, item: Checked, pacing: Pacing, *, is_well: bool) -> Iterator[Check | str]:
        """Lines as they come; a text is neither well nor ill. `is_well`: the ledger's own checks found no error."""
        module = probing_module(str(item.file.ledger.values["system"]))
        if module is None:
            yield say("doctor.no_probes")
        elif why := self._why_not(item.ledger, is_well=is_well):
            yield why
        else:
            yield from _probed(item, module, pacing)

    def _why_not(self, settings: BaseModel, *, is_well: bool) -> Check | None:
        if getattr(settings, "test_company", False) is not True and not self.is_sure:
            return _refused("doctor.probe_production", "doctor.fix_production")
        if not self.is_paced:
            return _refused("doctor.probe_unpaced", "doctor.fix_unpaced")
        return None if is_well else _refused("doctor.probe_ill", "doctor.fix_ill")


def _refused(detail: str, fix: str) -> Check:
    return Check(name=say("doctor.probes"), ok=False, detail=say(detail), fix=say(fix))


def _probed(item: Checked, module: ProbingModule, pacing: Pacing) -> Iterator[Check | str]:
    yield say("doctor.probing")
    settings = item.ledger
    pace = pacing(settings.company, settings.rate_per_minute)  # type: ignore[attr-defined]  # every ledger's settings
    ids = item.file.constants(schemas_of(item.file))
    shown: dict[str, str] = {}
    for probed in module.probe(settings, session=new_session(), pace=pace, now=clock.now, ids=ids):
        yield _line(probed)
        if probed.may_have_made:
            return
        shown |= probed.switches
    yield from _written(item, shown)


def _line(probed: Probed) -> Check | str:
    match probed.state:
        case "not_run":
            return say("doctor.probe_not_run", name=probed.name, why=probed.detail)
        case "unclear":
            return Check(name=probed.name, ok=False, detail=probed.detail, fix=probed.fix, severity="warning")
        case state:
            return Check(name=probed.name, ok=state == "shown", detail=probed.detail, fix=probed.fix)


def _written(item: Checked, shown: Mapping[str, str]) -> Iterator[Check | str]:
    held = item.file.ledger.values.get(SECTION[-1])
    known = held if isinstance(held, dict) else {}
    fresh = {name: value for name, value in shown.items() if known.get(name) != value}
    if not fresh:
        yield say("doctor.nothing_to_write", file=item.file.label)
        return
    name = say("doctor.switches", file=item.file.label)
    try:
        save_settings(item.file.path, SECTION, fresh, partial(_is_right, item, fresh))
    except NotSaved as why:
        yield Check(name=name, ok=False, detail=str(why), fix=say("doctor.fix_paste"), severity="warning")
        yield "\n".join(lines_for(SECTION, fresh))
        return
    words = ", ".join(f"{switch}: {value}" for switch, value in fresh.items())
    yield Check(name=name, ok=True, detail=say("doctor.written", switches=words))


def _is_right(item: Checked, fresh: Mapping[str, str], path: Path) -> bool:
    """Whether the file loads, and its ledger is the one that it was but for these switches."""
    try:
        file = mapping.load(path, environ=environment(), presets=item.file.path.parent)
    except MappingError:
        return False
    checked, problems = check_file(file)
    if checked is None or problems:
        return False
    before, after = item.ledger.model_dump(), checked.ledger.model_dump()
    return after == {**before, SECTION[-1]: {**before[SECTION[-1]], **fresh}} and checked.store == item.store
