"""The group of commands, its language, and how an error of ours reaches the terminal."""

import os
from importlib import import_module
from typing import Any, ClassVar

import click
from dotenv import dotenv_values

from connector import __version__
from connector.cli import exits
from connector.cli.words import translate_click
from connector.errors import ConfigError, ConnectorError, MappingError
from connector.messages import language_of, say, set_language


class Told(click.Group):
    """Commands as they were given, each no more than its help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


class Family(click.Group):
    """Commands imported on first use; help in the language of `--lang` or LANG."""

    COMMANDS: ClassVar[dict[str, str]] = {
        "lint": "connector.cli.linting",
        "test": "connector.cli.testing",
        "explain": "connector.cli.explaining",
        "doctor": "connector.cli.doctoring",
        "serve": "connector.cli.serving",
        "web": "connector.cli.serving",
        "work": "connector.cli.serving",
        "orders": "connector.cli.orders",
        "replay": "connector.cli.replaying",
        "answer": "connector.cli.answering",
        "buyer": "connector.cli.buyer",
        "sync": "connector.cli.syncing",
        "stock": "connector.cli.stock",
        "products": "connector.cli.products",
        "batch": "connector.cli.batches",
        "export": "connector.cli.exporting",
        "db": "connector.cli.serving",
        "demo": "connector.cli.demo",
        "emulate": "connector.cli.emulating",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = self.COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = getattr(import_module(module), cmd_name)
        _put_into_words(command, f"help.{cmd_name}")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """As click does, without importing a command to say what it is for."""
        told = {name: click.Command(name, help=say(f"help.{name}")) for name in self.COMMANDS}
        Told(commands=told).format_commands(ctx, formatter)

    def get_help(self, ctx: click.Context) -> str:
        _put_into_words(self, "help.connector")
        return super().get_help(ctx)

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


def _put_into_words(command: click.Command, key: str) -> None:
    """Help of a command, its options and its own commands: `help.orders`, `help.orders.state`, `help.db.upgrade`."""
    command.help = say(key)
    command.options_metavar = say("cli.options")
    for parameter in command.params:
        words = say(f"{key}.{parameter.name}")
        if isinstance(parameter, click.Option):
            parameter.help = words
        else:
            parameter.metavar = words
    if help_option := command.get_help_option(click.Context(command)):
        help_option.help = say("cli.help")
    if isinstance(command, click.Group):
        command.subcommand_metavar = say("cli.command")
        for name, child in command.commands.items():
            _put_into_words(child, f"{key}.{name}")


def _from_file() -> dict[str, str]:
    """`.env`, which holds the installation's language like every other setting."""
    return {name: value for name, value in dotenv_values(".env").items() if value}


def _speak(_context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    set_language(language_of({"LANG": value} if value else {**_from_file(), **os.environ}))


@click.command(cls=Family)
@click.option("--lang", type=click.Choice(["es", "en"]), expose_value=False, is_eager=True, callback=_speak)
@click.version_option(__version__, prog_name="connector")
def connector() -> None:
    """The group itself does nothing."""


def main() -> None:
    """Entry point of the `connector` command."""
    translate_click()
    connector(prog_name="connector")
