"""`emulate`: an accounting system in memory on this machine, for trying a mapping without an account."""

import threading
from dataclasses import replace

import click

from connector.errors import ConfigError
from connector.messages import say


@click.command()
@click.argument("system", type=click.Choice(["siigo"]))
@click.option("--port", type=click.IntRange(0, 65535), default=8100, metavar="N", show_default=True)
@click.option("--rate", type=click.IntRange(0), default=100, metavar="N", show_default=True)
def emulate(system: str, port: int, rate: int) -> None:
    from connector.sandbox.siigo import Options, running

    options = replace(Options(), rate_per_minute=rate or None)
    try:
        with running(options, port=port) as emulator:
            click.echo(say("cli.emulating", system=system, url=emulator.url))
            threading.Event().wait()
    except KeyboardInterrupt:
        click.echo(say("cli.emulated"))
    except OSError as error:
        raise ConfigError([say("cli.port_taken", port=port, why=error.strerror or error)]) from None
