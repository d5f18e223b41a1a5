"""`products`: what the mapping would make of products that the ledger lacks; made only with --create."""

from collections.abc import Sequence
from functools import partial

import click
from sqlalchemy import Engine

from connector import clock
from connector.checking import Checked, environment, read_folder
from connector.cli import exits
from connector.cli.database import opened
from connector.cli.finding import named_orders
from connector.cli.tables import show_full_columns
from connector.connecting import connect, connect_products
from connector.db.database import reading
from connector.db.limiter import Limiter
from connector.db.orders import deliveries_of
from connector.db.stock import variants_of
from connector.errors import ConfigError, MappingError, OrderHeld
from connector.inventory.products import Products, Proposal, order_of_catalogue
from connector.json_text import write_pretty
from connector.messages import say
from connector.model.events import OrderSeen
from connector.model.order import Order
from connector.newest import newest_delivered
from connector.settings import Settings, load_settings

HEADINGS = ("sku", "product", "name", "result", "why")


@click.command()
@click.argument("connection")
@click.option("--order", "-o", "order", multiple=True, metavar="P")
@click.option("--sku", multiple=True, metavar="SKU")
@click.option("--all", "every", is_flag=True)
@click.option("--create", is_flag=True)
@click.option("--json", "json", is_flag=True)
@click.pass_context
def products(
    context: click.Context,
    connection: str,
    order: tuple[str, ...],
    sku: tuple[str, ...],
    every: bool,
    create: bool,
    json: bool,
) -> None:
    if bool(order) + bool(sku) + every != 1:
        raise click.UsageError(say("stock.products_what"))
    settings = load_settings()
    with opened(settings.database_url) as engine:
        checked, maker = _opened(settings, engine, connection)
        sources = _orders(engine, checked, order) if order else [_catalogue(engine, connection, sku)]
        proposals = [one for source in sources for one in maker.proposed(source)]
        results = [_carried_out(maker, one, create=create) for one in {one.code: one for one in proposals}.values()]
    if json:
        click.echo(write_pretty([_as_object(*result) for result in results]))
    else:
        if results:
            show_full_columns(
                [say(f"stock.heading.{name}") for name in HEADINGS], [_cells(*result) for result in results]
            )
        click.echo(say("stock.products_count", count=len(results)))
    context.exit(exits.PROBLEMS if any(problems for _, _, problems in results) else exits.OK)


Result = tuple[Proposal, str, tuple[str, ...]]
"""Proposal, result, problems."""


def _opened(settings: Settings, engine: Engine, name: str) -> tuple[Checked, Products]:
    """Raises MappingError, ConfigError where the connection does not say what a product is like."""
    found, problems = read_folder(settings.mappings, environment())
    checked = next((one for one in found if one.file.name == name), None)
    if checked is None:
        raise MappingError(problems or [say("stock.no_connection", name=name)])
    maker = connect_products(checked, partial(Limiter, engine))
    if maker is None:
        raise ConfigError([say("stock.no_product_rules", name=name)])
    return checked, maker


def _orders(engine: Engine, checked: Checked, names: Sequence[str]) -> list[Order]:
    """As they were last delivered. Raises NotFound, OrderHeld."""
    connection = connect(checked, partial(Limiter, engine))
    found: list[Order] = []
    with reading(engine) as database:
        for row in named_orders(database, names, checked.file.name):
            event = newest_delivered(connection.store, deliveries_of(database, row.connection, row.order_id))
            found += [connection.as_sold(event.order)] if isinstance(event, OrderSeen) else []
    return found


def _catalogue(engine: Engine, name: str, skus: Sequence[str]) -> Order:
    """Variants of the shop, as the last run read them, that are no product of the ledger."""
    with reading(engine) as database:
        rows = variants_of(database, name)
    missing = [row for row in rows if row.problem == "not_found" and (not skus or row.sku in skus)]
    return order_of_catalogue(missing, clock.now())


def _carried_out(maker: Products, proposal: Proposal, *, create: bool) -> Result:
    if proposal.problems:
        return proposal, "refused", proposal.problems
    if not create:
        return proposal, "proposed", ()
    try:
        maker.create(proposal)
    except OrderHeld as held:
        return proposal, "refused", held.problems
    return proposal, "created", ()


def _as_object(proposal: Proposal, result: str, problems: Sequence[str]) -> dict[str, object]:
    return {
        "sku": proposal.line.sku,
        "code": proposal.code,
        "result": result,
        "body": dict(proposal.body),
        "problems": list(problems),
    }


def _cells(proposal: Proposal, result: str, problems: Sequence[str]) -> list[str]:
    name = str(proposal.body.get("name", proposal.line.name))
    return [proposal.line.sku, proposal.code, name, say(f"stock.result.{result}"), "\n".join(problems)]
