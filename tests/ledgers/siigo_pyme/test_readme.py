"""The README's table is the seed's, with where each field is mapped and how it is tested; its settings are ours."""

import re
from pathlib import Path

import connector.ledgers.siigo_pyme as package
from connector.ledgers.siigo_pyme.fields import HEADINGS, MOVEMENT
from connector.ledgers.siigo_pyme.schema import HEADER, OF_ROW, ROW
from connector.ledgers.siigo_pyme.settings import Settings
from tests.ledgers.siigo_pyme.golden import golden

FOLDER = Path(package.__file__).parent
README = (FOLDER / "README.md").read_text(encoding="utf-8")
ROWS = {
    cells[0].strip("`"): cells[1:]
    for line in README.partition("| field | heading |")[2].splitlines()[2:]
    if (cells := [cell.strip() for cell in line.strip("|").split("|")])
}


def test_every_field_of_the_seed_is_in_the_table_and_no_other() -> None:
    assert {name: cells[0] for name, cells in ROWS.items()} == HEADINGS
    assert list(ROWS) == list(MOVEMENT)


def test_the_table_says_where_each_may_be_mapped() -> None:
    for name, (_, mapped_on, filled, _) in ROWS.items():
        places = [word for word, schema in (("document", HEADER), ("row", ROW)) if name in schema]
        assert mapped_on == (", ".join(places) or "—"), name
        assert mapped_on != "—" or (name in OF_ROW and filled != "—"), name


def test_the_table_says_how_each_is_tested() -> None:
    by_seed = {name for name, cells in ROWS.items() if cells[3] == "seed's row"}
    assert by_seed == set(golden("seed_row"))
    assert {cells[3] for name, cells in ROWS.items() if name not in by_seed} == {"alone"}


def test_every_setting_is_told_with_its_default() -> None:
    told = README.partition("## Settings")[2].partition("\n## ")[0]
    names = set(re.findall(r"`(\w+)`", told))
    assert Settings.model_fields.keys() - {"system"} == names & Settings.model_fields.keys()
    for name in ("timeout", "attempts", "backoff", "batch_rows", "batch_seconds", "rate_per_minute", "lanes"):
        assert re.search(rf"`{name}` \({Settings.model_fields[name].default}\b", told), name


def test_every_module_is_told() -> None:
    told = set(re.findall(r"`(\w+\.py)`", README))
    assert told == {path.name for path in FOLDER.glob("*.py")} - {"__init__.py"}
