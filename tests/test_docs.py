"""The READMEs say what the code does: every command, setting, state, code, variable and link; the samples are real.

The mapping guide is tried in `tests/mappings/test_guide.py`.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import get_args

import click
import pytest
from click.testing import CliRunner
from dotenv import dotenv_values

from connector import clock
from connector.checking import read_folder
from connector.cli import exits
from connector.cli.emulating import emulate
from connector.cli.main import Family, connector
from connector.cli.syncing import HOLD
from connector.db.database import open_database
from connector.db.stock_tables import BalanceRow, LevelRow, OpenOrderRow, RunRow, VariantRow
from connector.db.tables import STATES
from connector.engine.worker import DECLARED_DEAD
from connector.inventory import work as inventory_work
from connector.inventory.hooks import PATH
from connector.inventory.policy import Inventory
from connector.issuing.keys import MAX_ATTEMPTS
from connector.issuing.retry import MAX_TRIES
from connector.json_text import parse
from connector.ledgers import SYSTEMS, ledger_module
from connector.ledgers.shelves import LIFE
from connector.ledgers.siigo.client import PAGE_SIZE
from connector.ledgers.siigo.settings import PRODUCTION_RATE, TEST_RATE
from connector.ledgers.siigo_legacy.settings import Settings as LegacySettings
from connector.ledgers.siigo_pyme.sending import LOST_AFTER
from connector.ledgers.siigo_pyme.settings import Settings as PymeSettings
from connector.messages import language_of, say, set_language, speaking
from connector.model.outbox import BatchState
from connector.ports import Ledger
from connector.sandbox.shop import deliveries
from connector.schedule import ALARM_SECONDS, INVENTORY_SECONDS
from connector.settings import Settings
from connector.stores.shopify import doctor as shopify
from connector.stores.woocommerce import doctor as woocommerce
from connector.web import health, hooks, notices

ROOT = Path(__file__).parent.parent
FOLDERS = ("connector", "deploy", "mappings", "tests")
READMES = [ROOT / "README.md", *sorted(path for name in FOLDERS for path in (ROOT / name).rglob("README.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")
RECIPE = (ROOT / "connector" / "ledgers" / "README.md").read_text(encoding="utf-8")
OPERATORS = (ROOT / "deploy" / "README.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / "deploy" / ".env.example").read_text(encoding="utf-8")
SCRIPTS = "".join((ROOT / "deploy" / name).read_text(encoding="utf-8") for name in ("demo", "environment", "test"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.M | re.S)


def rows(text: str, *headings: str) -> list[list[str]]:
    """The cells below the one table that has these headings, without the marks of code."""
    found = text.split(f"| {' | '.join(headings)} |\n")
    assert len(found) == 2, f"one table with {headings}"
    lines = found[1].splitlines()[1:]
    ends = next((number for number, line in enumerate(lines) if not line.startswith("|")), len(lines))
    return [[cell.strip().strip("`") for cell in line.strip("|").split(" | ")] for line in lines[:ends]]


class TestCommands:
    TABLE = rows(README, "command", "what it does", "exit codes")

    def test_all_are_in_the_table(self) -> None:
        assert [row[0] for row in self.TABLE] == list(Family.COMMANDS)

    def test_exit_codes(self) -> None:
        known = {value for name, value in vars(exits).items() if name.isupper()}
        told = README.partition("Exit codes: ")[2].partition("\n\n")[0]
        assert [int(code) for code in re.findall(r"`(\d+)`", told)] == sorted(known)
        for command, _, codes in self.TABLE:
            assert {0, 2} <= {int(code) for code in codes.split()} <= known, command

    def test_only_work_can_be_a_second_worker(self) -> None:
        assert [row[0] for row in self.TABLE if str(exits.BUSY) in row[2]] == ["work"]


def commands() -> Iterator[str]:
    """Every command line of ours in a block of `sh`, and in a sentence where it has arguments."""
    for path in READMES:
        text = path.read_text(encoding="utf-8")
        for block in blocks(text, "sh"):
            yield from (line for line in block.splitlines() if line.startswith("connector "))
        yield from (line for line in re.findall(r"`(connector [^`…]+)`", text) if "…" not in line)


@pytest.mark.parametrize("line", sorted(set(commands())))
def test_a_command_line_is_understood(line: str) -> None:
    """Parsed to the last argument and not carried out."""
    _, *arguments = shlex.split(line, comments=True)
    command: click.Command = connector
    context = click.Context(connector)
    while isinstance(command, click.Group):
        child = command.get_command(context, arguments[0])
        assert child, f"{arguments[0]} is a command"
        command, arguments = child, arguments[1:]
    bare = not arguments and any(parameter.required for parameter in command.params)
    assert bare or command.make_context("connector", arguments)


class TestSettings:
    def test_the_table_is_theirs(self) -> None:
        wanted = [
            [variable(name), str(field.default), field.description] for name, field in Settings.model_fields.items()
        ]
        assert rows(OPERATORS, "variable", "default", "what it is") == wanted

    def test_the_example_shows_each_with_its_default(self) -> None:
        shown = re.findall(r"^# (CONNECTOR_\w+)=(.*)$", EXAMPLE, re.M)
        wanted = {variable(name): str(field.default) for name, field in Settings.model_fields.items()}
        assert dict(shown) == wanted
        assert len(shown) == len(wanted)

    @pytest.mark.parametrize("path", READMES, ids=name_of)
    def test_no_readme_names_another(self, path: Path) -> None:
        known = {variable(name) for name in Settings.model_fields} | set(re.findall(r"CONNECTOR_\w+", SCRIPTS))
        assert set(re.findall(r"CONNECTOR_[A-Z_]+\b", path.read_text(encoding="utf-8"))) <= known


def variable(setting: str) -> str:
    return f"CONNECTOR_{setting.upper()}"


class TestExample:
    VALUES = dotenv_values(stream=StringIO(EXAMPLE))

    def test_it_has_every_variable_of_the_examples_and_no_other(self) -> None:
        texts = [path.read_text(encoding="utf-8") for path in (ROOT / "mappings").rglob("*.yaml")]
        used = {name for text in texts for name in re.findall(r"\$\{([A-Z_]+)\b", text)}
        assert self.VALUES.keys() == used

    def test_every_connection_starts_from_it(self) -> None:
        checked, problems = read_folder(ROOT / "mappings", {name: value or "" for name, value in self.VALUES.items()})
        assert problems == []
        assert [item.file.name for item in checked] == sorted(
            path.stem for path in (ROOT / "mappings").glob("tienda-*.yaml") if "cases" not in path.name
        )

    def test_its_siigo_is_where_emulate_puts_it(self) -> None:
        port = next(parameter.default for parameter in emulate.params if parameter.name == "port")
        assert f"http://127.0.0.1:{port}, con `connector emulate siigo`" in EXAMPLE


class TestMapping:
    """The ten lines of README.md."""

    def test_it_makes_the_invoice(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        [mapping], [invoice] = blocks(README, "yaml"), blocks(README, "json")
        wanted = parse(invoice.encode())
        assert isinstance(wanted, dict)
        shutil.copytree(ROOT / "mappings" / "base", tmp_path / "base")
        (tmp_path / "mi-tienda.yaml").write_text(mapping, encoding="utf-8")
        noon = datetime.fromisoformat(f"{wanted['date']}T17:00:00").replace(tzinfo=UTC)
        monkeypatch.setattr(clock, "now", lambda: noon)
        order = ROOT / re.findall(r"From \[(mappings/orders/[\w.-]+)\]", README)[0]
        done = CliRunner().invoke(connector, ["explain", str(order), "--mappings", str(tmp_path), "--json"])
        assert done.exit_code == exits.OK, done.output
        shown = parse(done.stdout.encode())
        assert isinstance(shown, dict)
        assert shown["documents"][0]["body"] == wanted
        assert f"{shown['total']:,} pesos" in README

    def test_it_has_ten_lines(self) -> None:
        [mapping] = blocks(README, "yaml")
        assert len(mapping.splitlines()) == 10


class TestTwoCommands:
    def test_the_demo_prints_what_is_shown(self) -> None:
        """The whole demo, as the script runs it: two shops, a server, a worker and an emulated Siigo."""
        environ = {**os.environ, "CONNECTOR_LANG": "en"}
        command = [sys.executable, "-m", "connector", "demo"]
        done = subprocess.run(command, env=environ, cwd=ROOT, capture_output=True, text=True, timeout=180, check=False)
        assert done.returncode == exits.OK, done.stdout + done.stderr
        shown = next(block for block in blocks(README, "text") if "tienda-ejemplo" in block)
        for line in filter(None, shown.splitlines()):
            assert line.partition("…")[0] in done.stdout
        sent = len(deliveries("woocommerce")) + len(deliveries("shopify"))
        assert f"sends {sent} signed deliveries" in README
        assert f"{sent} signed deliveries" in done.stdout

    def test_the_checks_are_those_of_the_script(self) -> None:
        shown = re.findall(r"^== (.*?)(?: {2,}.*)?$", README, re.M)
        steps = re.findall(r"^step (.*)$", SCRIPTS, re.M)
        said = [step.replace('"$@"', "").replace('"', "").replace("$bin", ".venv/bin").strip() for step in steps]
        assert shown == [re.sub(r"\$\{\w+:-(\w+)\}", r"\1", step) for step in said]


OFFERS = {
    "a document is there at once": "at_once",
    "the same key never makes two": "keys",
    "credit notes": "notes",
    "cash receipts, advances": "receipts",
    "the buyer is made, or found": "customers",
    "sends to DIAN and tells the answer": "dian",
    "annuls and deletes": "undoes",
    "links what somebody else invoiced": "adopts",
    "sees credit notes that somebody else made": "lists_notes",
    "`doctor` looks up every number of the mapping": "catalogues",
}
"""Row of the table of the systems -> what its contract offers."""

NAMES = {
    "stock to the shop": "open_stock",
    "products that are lacking": "PRODUCT_SCHEMA",
    "`doctor --probe": "probe",
    "batch`, `export": "rows_of",
}
"""Row -> what the folder of a system offers besides; a cell has lost its first and its last mark of code."""


class TestLedgers:
    """The table of the three systems, and the recipe for a fourth."""

    TABLE = rows(README, "what", "`siigo`", "`siigo_legacy`", "`siigo_pyme`")

    @pytest.mark.parametrize("at", range(len(SYSTEMS)), ids=list(SYSTEMS))
    def test_a_system_does_what_the_table_says(self, at: int) -> None:
        system = list(SYSTEMS)[at]
        offers = contract_of(system).OFFERS
        told = {row[0].strip("`"): row[at + 1] for row in self.TABLE}
        wanted = {what.strip("`"): word in offers for what, word in OFFERS.items()}
        wanted |= {what.strip("`"): hasattr(ledger_module(system), name) for what, name in NAMES.items()}
        assert {what: re.match(r"(yes|no)\b", told[what]).group() for what in wanted} == {  # type: ignore[union-attr]
            what: "yes" if does else "no" for what, does in wanted.items()
        }
        assert told.keys() == {"is", "presets", *wanted}
        presets = re.findall(r"[a-z]+(?:-[a-z]+)?", told["presets"])
        read = [(ROOT / "mappings" / "base" / f"{name}.yaml").read_text(encoding="utf-8") for name in presets]
        common = {re.findall(r"^extends: (.*)$", text, re.M)[0] for text in read}
        [preset] = [(ROOT / "mappings" / f"{name}.yaml").read_text(encoding="utf-8") for name in common]
        assert re.findall(r"^  system: (\w+)$", preset, re.M) == [system]

    def test_the_systems_are_those_that_there_are(self) -> None:
        assert len(self.TABLE[0]) == len(SYSTEMS) + 1

    def test_the_recipe_names_what_can_be_offered(self) -> None:
        told = [name for row in rows(RECIPE, "in `OFFERS`", "the system") for name in re.findall(r"\w+", row[0])]
        known = {word for system in SYSTEMS for word in contract_of(system).OFFERS}
        assert sorted(told) == sorted(known)

    def test_the_recipe_names_every_part_of_a_folder(self) -> None:
        parts = {name for system in SYSTEMS for name in vars(ledger_module(system))["__all__"]}
        assert {name for name in parts if f"`{name}" not in RECIPE} == set()
        told = {row[0].strip("`") for row in rows(RECIPE, "member", "what it says")}
        assert told == {"keeps_keys", "resends"}
        assert told <= Ledger.__annotations__.keys()


def contract_of(system: str) -> ModuleType:
    return import_module(f"tests.ledgers.{system}.contract")


def test_the_states_are_those_of_an_order() -> None:
    assert [row[0] for row in rows(README, "state", "meaning", "who must act")] == list(STATES)


class TestOperations:
    def test_the_intakes_answers(self) -> None:
        told = [code for code, _ in rows(OPERATORS, "code", "when")]
        answers = (hooks.__doc__ or "").partition("Answers: ")[2]
        assert told == re.findall(r"\b\d{3}\b", answers)

    def test_what_can_be_watched(self) -> None:
        source = Path(health.__file__).read_text(encoding="utf-8")
        told = [where for where, _ in rows(OPERATORS, "where", "what")]
        assert told == [*re.findall(r'@health\.get\("(.*?)"\)', source), "the log"]
        metrics = set(re.findall(r"# TYPE (connector_\w+)", source))
        assert metrics == set(re.findall(r"`(connector_\w+)`", OPERATORS))

    def test_the_topics_are_those_that_doctor_wants(self) -> None:
        woo = [f"`{topic}`" for topic in woocommerce.NEEDED + woocommerce.WANTED]
        assert f"one for each of {', '.join(woo[:-1])} and {woo[-1]}" in OPERATORS
        names = shopify.NEEDED_TOPICS + shopify.WANTED_TOPICS
        topics = [f"`{name.lower().replace('_', '/', 1)}`" for name in names]
        assert f"topics {', '.join(topics[:-1])} and {topics[-1]}" in OPERATORS.replace("\n", " ")

    def test_the_proxy_fits_the_defaults(self) -> None:
        [sample] = blocks(OPERATORS, "nginx")
        assert f"client_max_body_size {default('max_body')};" in sample
        assert f"proxy_pass http://{default('host')}:{default('port')};" in sample

    def test_the_numbers(self) -> None:
        pool = open_database("postgresql://127.0.0.1/nothing").pool
        ttl = int(str(default("worker_ttl")))
        lost_after = PymeSettings(id_connection="x", company="y", by_hand=True).read_seconds + LOST_AFTER.seconds
        beats = ttl // 4  # the dead are looked for at each sign of life, and that at most a second late
        for words in (
            f"at most {pool.size() + pool._max_overflow} connections",  # type: ignore[attr-defined]
            f"away for {MAX_TRIES} tries",
            f"{ttl} to {ttl + beats + 1} seconds",
            f"leaves with exit code {DECLARED_DEAD}",
            f"A second worker on the same file ends with exit code {exits.BUSY}",
            f"stops the start with exit code {exits.CONFIG}",
            f"{PRODUCTION_RATE} calls a minute, a test company {TEST_RATE}",
            f"names {IN_WORDS[MAX_ATTEMPTS]} keys",
            f"kept for {IN_WORDS[LIFE.seconds]}",
            f"A step that failed {inventory_work.MAX_TRIES} times in a row",
            f"take its run over after {HOLD.seconds} seconds",
            f"looks at the clock each {INVENTORY_SECONDS} seconds",
            f"{IN_WORDS[ALARM_SECONDS]}, and after each run",
            f"{PAGE_SIZE} products a call",
            f"{DAY // Inventory().change_seconds:,} runs",
            f"`settle_seconds` ({LEGACY['settle_seconds'].default})",
            f"{LEGACY['rate_per_minute'].default} calls a minute are assumed",
            f"`batch_rows` ({PYME['batch_rows'].default}) rows",
            f"`batch_seconds` ({PYME['batch_seconds'].default}) old",
            f"{lost_after // 60} minutes with the defaults",
        ):
            assert words in OPERATORS.replace("\n", " ")

    def test_the_notices_of_stock(self) -> None:
        [sample] = blocks(OPERATORS, "nginx")
        told = re.findall(r"^ *location (\S+) ", sample, re.M)
        assert told == ["/hooks/", PATH]
        answers = (notices.__doc__ or "").partition("Answers: ")[2].partition("\n\n")[0]
        [line] = [line for line in OPERATORS.splitlines() if line.startswith(f"At `{PATH}…`")]
        assert re.findall(r"\b\d{3}\b", line) == re.findall(r"\b\d{3}\b", answers)

    def test_the_states_of_a_batch(self) -> None:
        told = rows(OPERATORS, "state of a batch", "in Spanish", "meaning", "who must act")
        with speaking("es"):
            wanted = [[state, say(f"outbox.state.{state}")] for state in get_args(BatchState)]
        assert [row[:2] for row in told] == wanted

    def test_the_tables_that_grow(self) -> None:
        told = {name for name, *_ in rows(OPERATORS, "table", "a row is", "forgotten", "10,000 SKUs, SQLite")}
        kept = {str(table.__tablename__) for table in (BalanceRow, VariantRow, LevelRow, OpenOrderRow, RunRow)}
        assert told == kept


LEGACY, PYME = LegacySettings.model_fields, PymeSettings.model_fields
IN_WORDS = {4: "four", 60: "Every minute", 1800: "half an hour"}
DAY = 24 * 60 * 60


def default(setting: str) -> object:
    return Settings.model_fields[setting].default


@pytest.mark.parametrize("path", READMES, ids=name_of)
def test_every_link_leads_somewhere(path: Path) -> None:
    targets = re.findall(r"\[[^\]]*\]\(([^)\s]+)\)", path.read_text(encoding="utf-8"))
    own = [target.partition("#")[0] for target in targets if "://" not in target and not target.startswith("#")]
    assert not [target for target in own if not (path.parent / target).exists()]


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """Commands choose the language of the whole process."""
    yield
    set_language(language_of(os.environ))
