"""`emulate`: an accounting system in memory on this machine, for trying a mapping without an account."""

from contextlib import AbstractContextManager
from typing import Any

import click

from connector.cli.signals import stop_on_signals
from connector.errors import ConfigError
from connector.messages import say
from connector.sandbox import siigo, siigo_legacy, siigo_pyme
from connector.system_errors import system_words

SYSTEMS = ("siigo", "siigo-legacy", "siigo-pyme")

SECTIONS = {"siigo-legacy": "{{base_url: {url}/siigo/api/v1, sign_in_url: {url}/connect/token}}"}
"""What a connection to it says, where that is more than its address."""


@click.command()
@click.argument("system", type=click.Choice(SYSTEMS))
@click.option("--port", type=click.IntRange(0, 65535), default=8100, metavar="N", show_default=True)
@click.option("--rate", type=click.IntRange(0), default=100, metavar="N", show_default=True)
@click.option("--any-product", is_flag=True)
def emulate(system: str, port: int, rate: int, any_product: bool) -> None:
    try:
        with _emulator(system, rate or None, port, any_product=any_product) as emulator:
            section = SECTIONS.get(system, "{{base_url: {url}}}").format(url=emulator.url)
            click.echo(say("cli.emulating", system=system, url=emulator.url, section=section))
            stop_on_signals().wait()
        click.echo(say("cli.emulated"))
    except OSError as error:
        raise ConfigError([say("cli.port_taken", port=port, why=system_words(error))]) from None


def _emulator(system: str, rate: int | None, port: int, *, any_product: bool) -> AbstractContextManager[Any]:
    """The bridge to Siigo Pyme looks no product up."""
    if system == "siigo":
        return siigo.running(siigo.Options(rate_per_minute=rate, any_product=any_product), port=port)
    if system == "siigo-legacy":
        return siigo_legacy.running(siigo_legacy.Options(rate_per_minute=rate, any_product=any_product), port=port)
    return siigo_pyme.running(siigo_pyme.Options(rate_per_minute=rate), port=port)
