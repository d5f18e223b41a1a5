"""What happens to an order after its invoice, to the legal end; and the same with the process killed at every step."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.journeys.aftermath import Killed, Place, a_place, an_order, counting, deaths_on, dying, naming
from tests.journeys.lives import CASES, LIVES, made_elsewhere, paid, shown


@pytest.mark.parametrize(("name", "platform"), CASES)
def test_the_journey_ends_the_same_though_it_is_told_twice_or_killed_anywhere(
    name: str, platform: str, kind: str, tmp_path: Path, new_engine: Callable[[str], Engine]
) -> None:
    """Killed at points that are its lot; EVERYTHING: at every point, each time."""
    life = LIVES[name]
    rules = life.rules_of(platform)
    with a_place(tmp_path, new_engine(kind), platform, rules=rules) as place:
        with counting() as steps:
            life.go(place)
        life.check(place)
        made = _posts(place)
        for delivery in list(place.shop.shop.outbox):
            place.send(delivery)
            place.settle()
        life.check(place)
        assert _posts(place) == made
    for point, turn in deaths_on(f"{name} {platform}", steps):
        with a_place(tmp_path, new_engine(kind), platform, rules=rules) as place, dying(point, turn) as died:
            with naming(point, turn):
                _through(life.go, place)
                life.check(place)
            assert died


def _posts(place: Place) -> dict[str, object]:
    return {where: dict(times) for where, times in place.siigo.state.calls.items() if where.startswith("POST")}


def posts(place: Place) -> int:
    """What Siigo was asked to make, undo or send; signing in apart."""
    calls = place.siigo.state.calls.items()
    return sum(sum(times.values()) for where, times in calls if not where.startswith("GET") and "/auth" not in where)


def test_in_shadow_mode_nothing_is_sent(tmp_path: Path, engine: Engine) -> None:
    with a_place(tmp_path, engine, "woocommerce", rules={"shadow": True}) as place:
        paid(place)
        words = "Modo sombra: se habría facturado por 122100; no se envió nada"
        assert place.state() == ("skipped", words)
        assert (posts(place), shown(place)) == (0, {})


def test_an_invoice_is_not_undone_once_shadow_mode_is_on(tmp_path: Path, engine: Engine) -> None:
    plain = {"document": {"id": 24445}, "seller": 629}
    with a_place(tmp_path, engine, "woocommerce", rules={"invoice": plain}) as place:
        paid(place)
        before, find = posts(place), place.work._find
        place.work._find = lambda name: replace(find(name), shadow=True)  # type: ignore[type-var]
        place.change("1001", status="cancelled")
        words = "Modo sombra: la factura se habría deshecho o reenviado a la DIAN; no se envió nada"
        assert place.state() == ("skipped", words)
        assert posts(place) == before


def test_a_second_edit_is_asked_about_though_the_first_was_left_as_it_is(tmp_path: Path, engine: Engine) -> None:
    with a_place(tmp_path, engine, "woocommerce") as place:
        paid(place)
        tax = {**an_order("woocommerce")["tax_lines"][0], "tax_total": "17215"}
        without = {"shipping_lines": [], "total": "107820", "total_tax": "17215", "tax_lines": [tax]}
        place.change("1001", **without)
        place.answer("keep", place.links()[0].ledger_id)
        assert place.state() == ("issued", "")
        place.change("1001", customer_note="Gracias")
        assert place.state() == ("issued", "")
        place.change("1001", **{name: an_order("woocommerce")[name] for name in without})
        assert place.state()[0] == "held"
        assert place.come_to() == (["122100.00"], [])


def test_one_invoice_is_not_that_of_two_orders(tmp_path: Path, engine: Engine) -> None:
    with a_place(tmp_path, engine, "woocommerce") as place:
        made_elsewhere(place)
        meta = [*an_order("woocommerce")["meta_data"], {"id": 8, "key": "_siigo_invoice_name", "value": "FV-1-1"}]
        place.place(an_order("woocommerce", id=1002, number="1002", meta_data=meta))
        copied = place.rows()[1]
        assert (copied.state, copied.why) == (
            "held",
            "El pedido dice que su factura es FV-1-1, y esa ya es la del pedido 1001: casi siempre el dato se copió. "
            "Para facturarlo, `connector answer 1002 invoice`",
        )
        assert len(place.papers("invoices")) == 1


def _through(go: Callable[[Place], None], place: Place) -> None:
    """The journey goes on whatever dies in it: what settles is settled again, as a new process would."""
    real = place.settle

    def settle() -> None:
        with suppress(Killed):
            real()
            return
        real()

    place.settle = settle  # type: ignore[method-assign]
    go(place)
