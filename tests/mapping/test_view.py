"""`order_view`: the order with its properties as plain dicts and lists, nothing converted."""

from decimal import Decimal

from connector.mapping import order_view
from connector.mapping.view import members_of
from connector.model.order import Buyer, Identification, Line, Order, Payment, Place, Refund, RefundLine
from tests.mapping.orders import BUYER, order


def test_fields_and_properties() -> None:
    given = order(
        refunds=(
            Refund(
                id="5",
                amount=Decimal(10),
                lines=(RefundLine(line_id="product:1", quantity=Decimal(1), net=Decimal(8)),),
            ),
        )
    )
    view = order_view(given)
    assert view["number"] == "#1001"
    assert view["payment"]["method"] == "wompi"
    assert view["invoice_total"] == given.invoice_total
    assert view["refunded"] == Decimal(10)
    assert view["lines"][0]["gross"] == Decimal("119000.00")
    assert view["lines"][0]["tax"] == Decimal("19000.00")
    assert view["refunds"][0]["lines"][0]["line_id"] == "product:1"
    assert view["buyer"]["identification"]["number"] == "1.020.304.050"
    assert view["shipping"]["is_empty"] is False
    assert view["tags"] == ["vip", "mayorista"]


def test_nothing_is_converted() -> None:
    given = order()
    view = order_view(given)
    assert view["total"] is given.total
    assert view["placed_at"] is given.placed_at
    assert view["raw"] is given.raw
    assert view["meta"] is given.meta


def test_what_is_absent_is_none() -> None:
    view = order_view(order(payments=(), buyer=Buyer()))
    assert view["payment"] is None
    assert view["buyer"]["identification"] is None
    assert view["buyer"]["place"]["city"] == ""


def test_every_member_of_the_model_is_there() -> None:
    view = order_view(order(buyer=BUYER))
    assert set(view) == set(members_of(Order))
    assert set(view["buyer"]) == set(members_of(Buyer))
    assert set(view["buyer"]["identification"]) == set(members_of(Identification))
    assert set(view["billing"]) == set(members_of(Place))
    assert set(view["lines"][0]) == set(members_of(Line))
    assert set(view["payments"][0]) == set(members_of(Payment))
    assert "line" not in view
