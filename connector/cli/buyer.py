"""`buyer`: a person corrects who the buyer is; an invoice that exists is taken back and made again in that name."""

from dataclasses import asdict

import click
from sqlalchemy import Engine

from connector.cli.answering import keep_answers, newest_invoice
from connector.cli.database import opened
from connector.cli.finding import named_order
from connector.cli.replaying import YES
from connector.colombia.doubt import Doubt
from connector.colombia.identification import identify
from connector.db.books import answers_of
from connector.db.database import reading
from connector.db.tables import LinkRow, OrderRow
from connector.issuing.buyers import ABOUT, Correction, correction_text, laid_over
from connector.messages import say
from connector.model.money import plain
from connector.settings import load_settings


@click.command()
@click.argument("order")
@click.option("--type", "type", metavar="…", default="")
@click.option("--number", metavar="…", default="")
@click.option("--first-name", metavar="…", default="")
@click.option("--last-name", metavar="…", default="")
@click.option("--company", metavar="…", default="")
@click.option("--email", metavar="…", default="")
@click.option("--phone", metavar="…", default="")
@click.option("--yes", "-y", is_flag=True)
@click.option("--connection", "-c", metavar="C")
def buyer(order: str, yes: bool, connection: str | None, **given: str) -> None:
    correction = _checked(Correction(**{name: " ".join(text.split()) for name, text in given.items()}))
    with opened(load_settings().database_url) as engine:
        with reading(engine) as database:
            row = named_order(database, order, connection)
            invoice = newest_invoice(database, row)
        if invoice and not (yes or _agreed(invoice)):
            click.echo(say("cli.buyer_left"))
            return
        keep_buyer(engine, row, invoice, correction)
    click.echo(say("cli.buyer_kept", order=row.number or row.order_id))


def _checked(correction: Correction) -> Correction:
    """Refused is what could not be invoiced either."""
    if not any(asdict(correction).values()):
        raise click.UsageError(say("cli.buyer_nothing"))
    is_person = correction.first_name or correction.last_name
    if (correction.company and is_person) or (is_person and not (correction.first_name and correction.last_name)):
        raise click.UsageError(say("cli.buyer_whole_name"))
    if correction.number or correction.type:
        try:
            identify(correction.type, correction.number, phone=correction.phone)
        except Doubt as doubt:
            raise click.UsageError(say("cli.buyer_number", doubt=doubt)) from None
    return correction


def _agreed(invoice: LinkRow) -> bool:
    question = say("cli.buyer_confirm", invoice=invoice.name, total=plain(invoice.total))
    answer: str = click.prompt(question, default="n", show_default=False)
    return answer.strip().lower() in YES


def keep_buyer(engine: Engine, row: OrderRow, invoice: LinkRow | None, correction: Correction) -> None:
    """Over what was corrected before."""
    with reading(engine) as database:
        before = answers_of(database, row.connection, row.order_id).get(ABOUT)
    whole = laid_over(before.detail if before else "", correction)
    answers = {ABOUT: "rename"} | ({invoice.ledger_id: "redo"} if invoice else {})
    keep_answers(engine, row, answers, {ABOUT: correction_text(whole)})
