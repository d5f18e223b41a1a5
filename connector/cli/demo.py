"""`demo`: signed orders of two shops travel to an emulated Siigo through the real processes, and what came of each."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import requests

from connector import clock
from connector.cli import demo_stock, exits
from connector.cli.tables import show_table
from connector.db.database import open_database, reading
from connector.db.orders import find_orders, links_of
from connector.db.tables import LinkRow, OrderRow
from connector.errors import ConfigError
from connector.json_text import write
from connector.messages import say
from connector.model.money import plain
from connector.sandbox.shop import SKUS, SignedDelivery, deliveries, secret
from connector.sandbox.siigo import Options, running

SHOPS = {"woocommerce": "tienda-ejemplo", "shopify": "tienda-shopify"}
"""Platform -> the example connection of `mappings/` that the demo runs."""

PATIENCE = 30.0


@click.command()
@click.option("--keep", is_flag=True)
@click.option("--stock", is_flag=True)
@click.option("--ledger", type=click.Choice(["siigo"]), default="siigo")
def demo(keep: bool, stock: bool, ledger: str) -> None:
    folder = Path(tempfile.mkdtemp(prefix="connector-demo-"))
    try:
        if stock:
            sys.exit(demo_stock.run(folder))
        with running(Options(any_product=False, stamp_after_polls=0)) as siigo, _serving(folder, siigo.url) as url:
            click.echo(say("demo.begins", siigo=siigo.url, url=url, ledger=ledger))
            _seed(siigo.url)
            began = time.monotonic()
            count = sum(_send_all(folder, url, platform) for platform in SHOPS)
            click.echo(say("demo.sent", count=count, seconds=f"{time.monotonic() - began:.1f}"))
            is_good = _report(folder)
            if keep:
                click.echo(say("demo.kept", url=url, siigo=siigo.url, folder=folder))
                _wait_for_interrupt()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(exits.OK if is_good else exits.PROBLEMS)


@contextmanager
def _serving(folder: Path, siigo_url: str) -> Iterator[str]:
    """`connector serve` with the example connections, on a free port; yields its URL."""
    examples = Path("mappings")
    if not (examples / "base").is_dir():
        raise ConfigError([say("demo.no_examples", folder=examples.absolute())])
    shutil.copytree(examples / "base", folder / "mappings" / "base")
    for name in SHOPS.values():
        shutil.copy(examples / f"{name}.yaml", folder / "mappings")
    port = _free_port()
    command = [sys.executable, "-m", "connector", "serve"]
    environ = {**os.environ, **_environment(folder, siigo_url, port)}
    with (folder / "serve.log").open("wb") as log:
        server = subprocess.Popen(command, env=environ, cwd=folder, stdout=log, stderr=log)  # noqa: S603 - our own
    try:
        url = f"http://127.0.0.1:{port}"
        _until(lambda: _answers(url) or server.poll() is not None)
        if server.poll() is not None:
            raise ConfigError((folder / "serve.log").read_text(errors="replace").splitlines())
        yield url
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()


def _environment(folder: Path, siigo_url: str, port: int) -> dict[str, str]:
    return {
        "CONNECTOR_DATABASE_URL": f"sqlite:///{folder}/connector.db",
        "CONNECTOR_MAPPINGS": str(folder / "mappings"),
        "CONNECTOR_PORT": str(port),
        "CONNECTOR_HOST": "127.0.0.1",
        "TIENDA_URL": "http://127.0.0.1:8089",
        "TIENDA_WEBHOOK_SECRET": secret("woocommerce"),
        "TIENDA_CK": "",
        "TIENDA_CS": "",
        "SHOPIFY_URL": "https://tienda-ejemplo.myshopify.com",
        "SHOPIFY_WEBHOOK_SECRET": secret("shopify"),
        "SHOPIFY_TOKEN": "",
        "SIIGO_URL": siigo_url,
        "SIIGO_USERNAME": "demo@example.co",
        "SIIGO_ACCESS_KEY": "demo",
    }


def _seed(siigo_url: str) -> None:
    """The products that the shops sell exist in the accounting system, as they must in a real one."""
    products = [{"code": sku, "name": sku} for sku in SKUS]
    body = write({"products": products}).encode()
    requests.post(f"{siigo_url}/_emulator/products", data=body, timeout=10).raise_for_status()


def _send_all(folder: Path, url: str, platform: str) -> int:
    """One delivery after the other, each once the one before has been worked on, as a quiet shop would send them."""
    sent = deliveries(platform)
    for delivery in sent:
        address = f"{url}/hooks/{SHOPS[platform]}"
        answer = requests.post(address, data=delivery.body, headers=delivery.headers, timeout=10)
        _until(lambda: not _due(folder))
        _show(delivery, answer.status_code, folder)
    return len(sent)


def _show(delivery: SignedDelivery, status: int, folder: Path) -> None:
    newest = max(_orders(folder), key=lambda row: (row.changed_at, row.newest_delivery), default=None)
    about = ""
    if newest and delivery.topic.startswith("order") and newest.newest_delivery:
        about = f"{newest.number or newest.order_id}: {say(f'state.{newest.state}')}"
    click.echo(f"  {delivery.platform:<12} {delivery.topic:<16} {status}  {about}")


def _report(folder: Path) -> bool:
    """The table; whether every invoice comes to its order's total, to the cent."""
    rows = _orders(folder)
    links = _links(folder, rows)
    table, is_good = [], True
    for row in rows:
        documents = links.get((row.connection, row.order_id), [])
        invoice = next((link for link in documents if link.kind == "invoice"), None)
        total = "" if row.total is None else plain(row.total)
        issued = plain(invoice.total) if invoice else ""
        name = " ".join(link.name for link in documents if link.name)
        table.append(
            [row.connection, row.number or row.order_id, say(f"state.{row.state}"), name, issued, total, row.why]
        )
        is_good &= invoice is None or row.total is None or invoice.total == row.total
    click.echo()
    show_table([say(f"demo.{name}") for name in COLUMNS], table, right=(4, 5))
    click.echo()
    invoices = sum(1 for line in table if line[3])
    click.echo(say("demo.ends", orders=len(rows), invoices=invoices))
    return is_good and invoices > 0


COLUMNS = ("connection", "order", "state", "invoice", "invoice_total", "order_total", "why")


def _orders(folder: Path) -> list[OrderRow]:
    engine = open_database(f"sqlite:///{folder}/connector.db")
    with reading(engine) as connection:
        rows = find_orders(connection)
    engine.dispose()
    return rows


def _links(folder: Path, rows: list[OrderRow]) -> dict[tuple[str, str], list[LinkRow]]:
    engine = open_database(f"sqlite:///{folder}/connector.db")
    with reading(engine) as connection:
        links = links_of(connection, rows)
    engine.dispose()
    return links


def _due(folder: Path) -> bool:
    now = clock.now()
    return any(row.due_at is not None and row.due_at <= now for row in _orders(folder))


def _until(condition: Callable[[], bool]) -> None:
    """Raises ConfigError when it does not come true in time."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            raise ConfigError([say("demo.stuck", seconds=int(PATIENCE))])
        time.sleep(0.02)


def _answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/health", timeout=2).status_code == 200
    except requests.ConnectionError:
        return False


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for_interrupt() -> None:
    try:
        signal.pause()
    except KeyboardInterrupt:
        click.echo()
