"""`test`: the merchant's own cases beside each mapping, without secrets or network."""

from collections.abc import Sequence
from pathlib import Path

import click

from connector import mapping
from connector.checking import environment
from connector.cli import exits
from connector.cli.files import read_one
from connector.cli.linting import FILE
from connector.cli.order_files import read_order
from connector.connecting import connect, unpaced
from connector.errors import MappingError
from connector.mapping import CaseResult
from connector.messages import say
from connector.settings import load_settings

CASES = ".cases.yaml"


@click.command()
@click.argument("file", nargs=-1, type=FILE)
@click.option("--mappings", type=FILE, metavar="DIR")
@click.pass_context
def test(context: click.Context, file: tuple[Path, ...], mappings: Path | None) -> None:
    folder = mappings or load_settings().mappings
    chosen = [cases_of(path) for path in file] or sorted(folder.glob(f"*{CASES}"))
    results: list[CaseResult] = []
    problems: list[str] = [] if chosen else [say("cli.no_cases", folder=folder)]
    for cases in chosen:
        click.echo(cases)
        try:
            results += _shown(run_file(cases))
        except MappingError as error:
            problems += error.problems
            _echo_indented(error.problems)
    if not chosen:
        click.echo(problems[0])
    failed = sum(not result.ok for result in results)
    click.echo(say("cli.tested", passed=len(results) - failed, failed=failed, problems=len(problems)))
    context.exit(exits.PROBLEMS if failed or problems else exits.OK)


def cases_of(path: Path) -> Path:
    """`tienda.cases.yaml`, for itself or for `tienda.yaml`."""
    return path if path.name.endswith(CASES) else path.with_name(path.name.removesuffix(".yaml") + CASES)


def run_file(cases: Path) -> list[CaseResult]:
    """Every case of the file. Raises MappingError when it, or the mapping beside it, is not as it should be."""
    beside = cases.with_name(cases.name.removesuffix(CASES) + ".yaml")
    checked = read_one(beside, environment())
    store = connect(checked, unpaced).store
    return mapping.run_cases(checked.file, cases, lambda path: read_order(store, path))


def _shown(results: list[CaseResult]) -> list[CaseResult]:
    for result in results:
        click.echo(f"  {'✓' if result.ok else '✗'} {result.name}")
        _echo_indented(result.message.splitlines())
    return results


def _echo_indented(lines: Sequence[str]) -> None:
    for line in lines:
        click.echo(f"      {line}")
