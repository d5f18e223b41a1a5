"""The group of commands, its language, and how an error of ours reaches the terminal."""

import os
import sys
from importlib import import_module
from typing import Any, ClassVar

import click

from connector import __version__
from connector.cli import exits
from connector.errors import ConfigError, ConnectorError, MappingError
from connector.messages import language_of, say, set_language


class Family(click.Group):
    """Commands imported on first use; help in the language of `--lang` or LANG."""

    COMMANDS: ClassVar[dict[str, str]] = {
        "serve": "connector.cli.serving",
        "web": "connector.cli.serving",
        "work": "connector.cli.serving",
        "db": "connector.cli.serving",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = self.COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = getattr(import_module(module), cmd_name)
        command.help = say(f"cli.{cmd_name}")
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (ConfigError, MappingError) as error:
            for problem in error.problems:
                click.echo(problem, err=True)
            ctx.exit(exits.CONFIG)
        except ConnectorError as error:
            click.echo(str(error), err=True)
            ctx.exit(exits.PROBLEMS)


@click.command(cls=Family)
@click.version_option(__version__, prog_name="connector")
@click.option("--lang", type=click.Choice(["es", "en"]), expose_value=False, is_eager=True)
def connector() -> None:
    """The group itself does nothing."""


def main() -> None:
    """Entry point of the `connector` command."""
    arguments = sys.argv[1:]
    language = language_of(os.environ)
    for index, word in enumerate(arguments):
        if word == "--lang" and index + 1 < len(arguments):
            language = "en" if arguments[index + 1] == "en" else "es"
        elif word.startswith("--lang="):
            language = "en" if word == "--lang=en" else "es"
    set_language(language)
    connector.help = say("cli.connector")
    connector(prog_name="connector")
