"""`connector answer` and `connector buyer`: what is kept about an order, what is refused, and that it is worked on."""

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from connector.db.books import answers_of
from connector.db.database import reading
from connector.db.orders import find_orders
from connector.issuing.buyers import SOURCE, corrected
from connector.model.order import Identification
from tests.cli.conftest import Run
from tests.cli.rows import a_link, an_order_row, keep
from tests.orders import an_order

QUESTION = (
    "La factura FV-2-22 por 59900 se deshará (con nota crédito si la DIAN ya la aceptó) y se hará otra a este nombre. "
    "¿Seguir? (s/N)"
)
NIT = ("--type", "NIT", "--number", "900123456-8", "--company", "Comercial Ejemplo S.A.S.")
PERSON = ("--type", "CC", "--number", "1020304050", "--first-name", "Luz", "--last-name", "Gómez")


def kept(books: Engine, order_id: str = "1001") -> dict[str, tuple[str, str]]:
    with reading(books) as database:
        found = answers_of(database, "tienda", order_id)
        return {about: (row.answer, row.detail) for about, row in found.items()}


def is_due(books: Engine) -> bool:
    with reading(books) as database:
        return find_orders(database)[0].due_at is not None


# --- answer -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["keep", "redo", "send"])
def test_an_answer_about_the_invoice(run: Run, books: Engine, word: str) -> None:
    keep(books, an_order_row("1001"), a_link("1001"))
    result = run("answer", "1001", word)
    assert (result.exit_code, result.stdout) == (0, "Anotado; el pedido #1001 se procesa enseguida\n")
    assert kept(books) == {"abc-1": (word, "")}
    assert is_due(books)


@pytest.mark.parametrize("word", ["approve", "ignore"])
def test_an_answer_about_a_refund_or_a_receipt(run: Run, books: Engine, word: str) -> None:
    keep(books, an_order_row("1001"), a_link("1001"))
    assert run("answer", "1001", word, "1001-receipt-1").exit_code == 0
    assert kept(books) == {"1001-receipt-1": (word, "")}


@pytest.mark.parametrize("word", ["invoice", "keep"])
def test_an_answer_about_an_order_without_invoice(run: Run, books: Engine, word: str) -> None:
    keep(books, an_order_row("1001", state="held"))
    assert run("answer", "1001", word).exit_code == 0
    assert kept(books) == {"1001": (word, "")}


@pytest.mark.parametrize(
    ("words", "links", "problem"),
    [
        (("redo",), (), "1001: el pedido no tiene factura\n"),
        (("invoice",), (a_link("1001"),), "1001: el pedido ya tiene factura\n"),
    ],
)
def test_an_answer_that_makes_no_sense(
    run: Run, books: Engine, words: tuple[str, ...], links: tuple[object, ...], problem: str
) -> None:
    keep(books, an_order_row("1001"), *links)  # type: ignore[arg-type]
    result = run("answer", "1001", *words)
    assert (result.exit_code, result.stderr) == (1, problem)
    assert kept(books) == {}


def test_an_answer_about_a_refund_names_it(run: Run, books: Engine) -> None:
    result = run("answer", "1001", "approve")
    assert result.exit_code == 2
    assert "approve, ignore y made van con el número del reembolso o del recibo" in result.stderr


def test_a_note_that_was_made_is_named(run: Run, books: Engine) -> None:
    keep(books, an_order_row("1001"), a_link("1001"))
    result = run("answer", "1001", "made", "900")
    assert result.exit_code == 2
    assert "made 900 NC-1-5" in result.stderr
    assert run("answer", "1001", "keep", "", "NC-1-5").exit_code == 2
    assert run("answer", "1001", "made", "900", "NC-1-5").exit_code == 0
    assert kept(books) == {"900": ("made", "NC-1-5")}


# --- buyer ------------------------------------------------------------------------------------------------------------


def test_a_held_order_goes_on_with_the_buyer_that_a_person_names(run: Run, books: Engine) -> None:
    keep(books, an_order_row("1001", state="held"))
    result = run("buyer", "1001", *PERSON)
    assert result.exit_code == 0
    assert result.stdout == "Anotado; el pedido #1001 se factura a este nombre y se procesa enseguida\n"
    detail = '{"type":"CC","number":"1020304050","first_name":"Luz","last_name":"Gómez"}'
    assert kept(books) == {"buyer": ("rename", detail)}
    assert is_due(books)


@pytest.mark.parametrize("yes", ["s\n", "y\n"])
def test_an_invoice_is_made_again_once_a_person_agrees(run: Run, books: Engine, yes: str) -> None:
    keep(books, an_order_row("1001"), a_link("1001"))
    result = run("buyer", "1001", *NIT, input=yes)
    assert result.stdout.startswith(QUESTION)
    assert kept(books)["abc-1"] == ("redo", "")


def test_without_an_agreement_nothing_is_kept(run: Run, books: Engine) -> None:
    keep(books, an_order_row("1001"), a_link("1001"))
    result = run("buyer", "1001", *NIT, input="\n")
    assert result.stdout.endswith("No se cambió nada\n")
    assert kept(books) == {}


def test_a_script_is_not_asked(run: Run, books: Engine) -> None:
    keep(books, an_order_row("1001"), a_link("1001"))
    assert QUESTION not in run("buyer", "1001", *NIT, "--yes").stdout
    assert len(kept(books)) == 2


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ((), "No dice qué cambiar"),
        (("--first-name", "Luz"), "Una persona se escribe con --first-name y --last-name"),
        (("--first-name", "Luz", "--last-name", "Gómez", "--company", "X"), "Una persona se escribe con"),
        (("--type", "NIT", "--number", "900123456-1"), "--number: "),
        (("--type", "CC"), "--number: "),
    ],
)
def test_what_could_not_be_invoiced_is_refused(run: Run, books: Engine, given: tuple[str, ...], problem: str) -> None:
    keep(books, an_order_row("1001"))
    result = run("buyer", "1001", *given)
    assert result.exit_code == 2
    assert problem in result.stderr
    assert kept(books) == {}


# --- laid over the shop's words ---------------------------------------------------------------------------------------


def test_a_company_takes_the_place_of_a_person(run: Run, books: Engine) -> None:
    keep(books, an_order_row("1001"))
    run("buyer", "1001", *NIT)
    buyer = corrected(an_order(), kept(books)["buyer"][1]).buyer
    found = Identification(type="NIT", number="900123456-8", source=SOURCE)
    assert (buyer.identification, buyer.candidates) == (found, (found,))
    assert buyer.company == "Comercial Ejemplo S.A.S."


def test_a_person_takes_the_place_of_a_company(run: Run, books: Engine) -> None:
    keep(books, an_order_row("1001"))
    run("buyer", "1001", *PERSON, "--email", "luz@example.co")
    order = an_order()
    order = replace(order, buyer=replace(order.buyer, company="Otra S.A.S."))
    buyer = corrected(order, kept(books)["buyer"][1]).buyer
    assert (buyer.company, buyer.first_name, buyer.last_name, buyer.email) == ("", "Luz", "Gómez", "luz@example.co")
    assert buyer.place == order.buyer.place


def test_nothing_said_changes_nothing() -> None:
    assert corrected(an_order(), "") == an_order()


# --- which order is meant ---------------------------------------------------------------------------------------------

OLD, NEW = {"number": "950"}, {"number": "1001", "state": "held"}
"""A plugin numbers the orders by itself: what people call 1001 is the order 1060."""


@pytest.mark.parametrize("words", [("answer", "1001", "keep"), ("buyer", "1001", *NIT, "--yes"), ("replay", "1001")])
def test_what_is_one_orders_id_and_anothers_number_is_neither(run: Run, books: Engine, words: tuple[str, ...]) -> None:
    keep(books, an_order_row("1001", **OLD), a_link("1001"), an_order_row("1060", **NEW))
    result = run(*words)
    assert (result.exit_code, result.stderr) == (
        1,
        "1001 es el identificador de un pedido (número 950) y el número de otro (identificador 1060); escriba id:1001 "
        "o '#1001'\n",
    )
    assert (kept(books), kept(books, "1060")) == ({}, {})


def test_what_begins_with_its_sign_is_the_number_or_the_id(run: Run, books: Engine) -> None:
    keep(books, an_order_row("1001", **OLD), a_link("1001"), an_order_row("1060", **NEW))
    assert run("answer", "#1001", "invoice").exit_code == 0
    assert kept(books, "1060") == {"1060": ("invoice", "")}
    assert run("answer", "id:1001", "keep").exit_code == 0
    assert kept(books, "1001") == {"abc-1": ("keep", "")}


@pytest.mark.parametrize("words", [("answer", "77", "invoice"), ("buyer", "77", *NIT)])
def test_of_two_orders_with_one_number_none_is_taken(run: Run, books: Engine, words: tuple[str, ...]) -> None:
    keep(books, *(an_order_row(order_id, number="77", state="held") for order_id in ("1001", "1060")))
    result = run(*words)
    assert result.exit_code == 1
    assert "id:1001, id:1060" in result.stderr
    assert (kept(books), kept(books, "1060")) == ({}, {})
