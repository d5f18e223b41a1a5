"""`demo --stock`: an emulated Siigo's warehouses in two emulated shops, by the real commands, and what they print."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path

import click
import requests

from connector.cli import exits
from connector.errors import ConfigError
from connector.json_text import write
from connector.messages import say
from connector.sandbox.shop.selling import sell_one
from connector.sandbox.shop.serving import RunningShop, running_shop
from connector.sandbox.shop.shelf import ONLY, Item, Place, Stock
from connector.sandbox.siigo import Options, running

CENTRAL, NORTH = "70001", "70002"
"""The Shopify shop's locations."""

BALANCES: Mapping[str, tuple[int, int]] = {
    "CAM-001": (24, 6),
    "CAF-500": (110, 0),
    "LIB-001": (3, 2),
    "TAZA": (0, 15),
    "SILLA-OF": (1, 0),
}
"""Units in Siigo's two warehouses."""

ALL_TO_ONE = """
inventory:
  every: 15 minutes
  warehouses: all
  formula: {buffer: 1}
"""
TWO_TO_TWO = f"""
inventory:
  every: 15 minutes
  warehouses: {{1270: "{CENTRAL}", 1271: Norte}}
"""
CONNECTIONS = {"tienda-ejemplo": ALL_TO_ONE, "tienda-shopify": TWO_TO_TWO}


def run(folder: Path) -> int:
    """The demo in this folder; its exit code. Raises ConfigError outside the project's folder."""
    with ExitStack() as stack:
        siigo = stack.enter_context(running(Options(rate_per_minute=None)))
        woo = stack.enter_context(running_shop("woocommerce"))
        places = {CENTRAL: Place(id=CENTRAL, name="Central"), NORTH: Place(id=NORTH, name="Norte")}
        shopify = stack.enter_context(running_shop("shopify", places=places))
        _fill(woo, (ONLY,))
        _fill(shopify, (CENTRAL, NORTH))
        _seed(siigo.url)
        _connections(folder)
        environ = {**os.environ, **_environment(folder, siigo.url, woo, shopify)}
        click.echo(say("demo.stock_begins"))
        first = _command(environ, folder, "sync")
        sku, units = sell_one(woo.shop, BALANCES)
        _buy(siigo.url, "LIB-001", 1271, 8)
        click.echo(say("demo.stock_changes", sku=sku, units=units))
        second = _command(environ, folder, "sync")
        click.echo(say("demo.stock_seen"))
        third = _command(environ, folder, "stock")
    return exits.OK if first == second == third == exits.OK else exits.PROBLEMS


def _fill(shop: RunningShop, places: tuple[str, ...]) -> None:
    """What the shop sells: the same SKUs, with numbers that nobody has looked after."""
    for number, sku in enumerate(BALANCES, 501):
        stock = {place: Stock(available=5) for place in places}
        shop.shop.items[str(number)] = Item(id=str(number), sku=sku, title=sku, stock=stock, price=Decimal(10_000))


def _seed(siigo_url: str) -> None:
    rows = [
        {"code": sku, "name": sku, "warehouses": [{"id": 1270, "quantity": main}, {"id": 1271, "quantity": north}]}
        for sku, (main, north) in BALANCES.items()
    ]
    _order(siigo_url, "products", {"products": rows})


def _buy(siigo_url: str, code: str, warehouse: int, units: int) -> None:
    _order(siigo_url, "stock", {"code": code, "warehouse": warehouse, "move": units})


def _order(siigo_url: str, what: str, body: Mapping[str, object]) -> None:
    answer = requests.post(f"{siigo_url}/_emulator/{what}", data=write(dict(body)).encode(), timeout=10)
    answer.raise_for_status()


def _connections(folder: Path) -> None:
    examples = Path("mappings")
    if not (examples / "base").is_dir():
        raise ConfigError([say("demo.no_examples", folder=examples.absolute())])
    shutil.copytree(examples / "base", folder / "mappings" / "base")
    for name, inventory in CONNECTIONS.items():
        text = (examples / f"{name}.yaml").read_text(encoding="utf-8")
        (folder / "mappings" / f"{name}.yaml").write_text(text + inventory, encoding="utf-8")


def _environment(folder: Path, siigo_url: str, woo: RunningShop, shopify: RunningShop) -> dict[str, str]:
    return {
        "CONNECTOR_DATABASE_URL": f"sqlite:///{folder}/connector.db",
        "CONNECTOR_MAPPINGS": str(folder / "mappings"),
        "TIENDA_URL": woo.url,
        "TIENDA_WEBHOOK_SECRET": woo.shop.hook_secret,
        "TIENDA_CK": woo.shop.key,
        "TIENDA_CS": woo.shop.secret,
        "SHOPIFY_URL": shopify.url,
        "SHOPIFY_WEBHOOK_SECRET": shopify.shop.hook_secret,
        "SHOPIFY_TOKEN": shopify.shop.token,
        "SIIGO_URL": siigo_url,
        "SIIGO_USERNAME": "demo@example.co",
        "SIIGO_ACCESS_KEY": "demo",
    }


def _command(environ: Mapping[str, str], folder: Path, *arguments: str) -> int:
    """A command of ours, as somebody would type it."""
    click.echo(f"\n$ connector {' '.join(arguments)}")
    command = [sys.executable, "-m", "connector", *arguments]
    done = subprocess.run(command, env=environ, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    click.echo(done.stdout + done.stderr)
    return done.returncode
