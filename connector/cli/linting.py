"""`lint`: everything wrong with connection files that can be known before the first order. No secrets, no network."""

from pathlib import Path

import click

from connector.checking import environment, unlike_siblings
from connector.cli import exits
from connector.cli.files import ADDRESS, WORD, in_order, read_files
from connector.messages import say
from connector.settings import load_settings

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("file", nargs=-1, type=FILE)
@click.option("--mappings", type=FILE, metavar="DIR")
@click.pass_context
def lint(context: click.Context, file: tuple[Path, ...], mappings: Path | None) -> None:
    offline, problems = read_files(file, mappings or load_settings().mappings, environment())
    problems += [text for each in offline for text in each.problems]
    checked = [each.checked for each in offline if each.checked]
    problems += [text for _, text in unlike_siblings(checked, stand_ins=(ADDRESS, WORD))]
    notices = [text for each in offline for text in each.notices]
    for sentence in in_order([*problems, *notices]):
        click.echo(sentence)
    found, remarks = len(set(problems)), len(set(notices))
    click.echo(say("cli.linted", files=len(offline), problems=found, notices=remarks))
    context.exit(exits.PROBLEMS if problems else exits.OK)
