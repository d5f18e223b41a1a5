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
from connector.cli.demo_ledgers import LEDGERS, DemoLedger
from connector.cli.tables import show_table
from connector.db.database import open_database, reading
from connector.db.orders import find_orders, links_of
from connector.db.tables import LinkRow, OrderRow
from connector.errors import ConfigError
from connector.issuing.books import BATCHED, UNDONE
from connector.messages import say
from connector.model.money import CENT, ZERO, plain
from connector.sandbox.shop import SignedDelivery, deliveries, secret

PATIENCE = 30.0


@click.command()
@click.option("--keep", is_flag=True)
@click.option("--stock", is_flag=True)
@click.option("--ledger", type=click.Choice(list(LEDGERS)), default="siigo")
def demo(keep: bool, stock: bool, ledger: str) -> None:
    folder = Path(tempfile.mkdtemp(prefix="connector-demo-"))
    try:
        if stock:
            sys.exit(demo_stock.run(folder))
        chosen = LEDGERS[ledger]
        with chosen.serve() as siigo, _serving(folder, chosen, siigo) as url:
            click.echo(say("demo.begins", siigo=siigo, url=url, ledger=ledger))
            began = time.monotonic()
            count = sum(_send_all(folder, url, platform, name) for platform, name in chosen.shops.items())
            _until(lambda: not _on_the_way(folder))
            click.echo(say("demo.sent", count=count, seconds=f"{time.monotonic() - began:.1f}"))
            is_good = _report(folder)
            if keep:
                click.echo(say("demo.kept", url=url, siigo=siigo, folder=folder))
                _wait_for_interrupt()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(exits.OK if is_good else exits.PROBLEMS)


@contextmanager
def _serving(folder: Path, ledger: DemoLedger, siigo: str) -> Iterator[str]:
    """`connector serve` with the example connections, on a free port; yields its URL."""
    examples = Path("mappings")
    if not (examples / "base").is_dir():
        raise ConfigError([say("demo.no_examples", folder=examples.absolute())])
    shutil.copytree(examples / "base", folder / "mappings" / "base")
    for name in ledger.shops.values():
        shutil.copy(examples / f"{name}.yaml", folder / "mappings")
    port = _free_port()
    command = [sys.executable, "-m", "connector", "serve"]
    environ = {**os.environ, **_environment(folder, port), **ledger.environ(siigo)}
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


def _environment(folder: Path, port: int) -> dict[str, str]:
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
    }


def _send_all(folder: Path, url: str, platform: str, connection: str) -> int:
    """One delivery after the other, each once the one before has been worked on, as a quiet shop would send them."""
    sent = deliveries(platform)
    for delivery in sent:
        address = f"{url}/hooks/{connection}"
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
    """The table; whether every invoice comes to its order's total, or a cent from it where no price reaches that."""
    rows = _orders(folder)
    links = _links(folder, rows)
    table, off = [], [ZERO]
    for row in rows:
        documents = links.get((row.connection, row.order_id), [])
        standing = [link for link in documents if link.status not in UNDONE]
        invoice = next((link for link in standing if link.kind == "invoice"), None)
        total = "" if row.total is None else plain(row.total)
        issued = plain(invoice.total) if invoice else ""
        name = " ".join(link.name for link in standing if link.name)
        table.append(
            [row.connection, row.number or row.order_id, say(f"state.{row.state}"), name, issued, total, row.why]
        )
        off += [abs(invoice.total - row.total)] if invoice and row.total is not None else []
    click.echo()
    show_table([say(f"demo.{name}") for name in COLUMNS], table, right=(4, 5))
    click.echo()
    invoices = sum(1 for line in table if line[3])
    near = sum(1 for amount in off if amount)
    click.echo(say("demo.ends_near" if near else "demo.ends", orders=len(rows), invoices=invoices, near=near))
    return max(off) <= CENT and invoices > 0


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


def _on_the_way(folder: Path) -> bool:
    """Whether a document still waits for its batch."""
    links = _links(folder, _orders(folder))
    return any(link.status == BATCHED for documents in links.values() for link in documents)


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
