"""Whatever the cart and the rules: gross is kept, net and taxes make it, and doing it twice is doing it once."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from connector.colombia.sale import FEES_THAT_PAY, SaleRules, as_sold
from connector.colombia.sale_lines import priced
from connector.errors import OrderHeld
from connector.model.money import ZERO
from connector.model.order import Line, Order, Place, Tax
from tests.colombia.test_sale import line
from tests.orders import an_order

RATES = st.sampled_from([(), (0,), (5,), (19,), (8,), (19, 8)])
AMOUNTS = st.one_of(
    st.integers(1, 5_000_000).map(Decimal),
    st.integers(1, 500_000_000).map(lambda cents: Decimal(cents) / 100),
    st.integers(1, 10**9).map(lambda units: Decimal(units) / 10_000),
)
PLACES = st.sampled_from([Place(line_1="x", state=state, country="CO") for state in ("SAP", "DC", "AMZ")])
FEE_NAMES = st.sampled_from(["Recargo", "Propina", "Gift card", "Descuento", "Empaque"])


@st.composite
def lines(draw: st.DrawFn) -> tuple[Line, ...]:
    made = [
        _line(f"product:{number}", draw(st.one_of(AMOUNTS, st.just(ZERO))), draw(RATES))
        for number in range(draw(st.integers(0, 5)))
    ]
    for kind, count in (("shipping", draw(st.integers(0, 2))), ("fee", draw(st.integers(0, 3)))):
        for number in range(count):
            sign = draw(st.sampled_from([1, 1, -1])) if kind == "fee" else 1
            name = draw(FEE_NAMES)
            made.append(replace(_line(f"{kind}:{number}", draw(AMOUNTS) * sign, draw(RATES)), name=name))
    return (*made, *([_line("tip:1", draw(AMOUNTS), draw(RATES))] if draw(st.booleans()) else []))


def _line(id_: str, gross: Decimal, rates: tuple[int, ...]) -> Line:
    taxes = [Tax(name="IVA", rate=Decimal(rate), amount=ZERO) for rate in rates]
    return priced(replace(line(id_, "1"), net=gross, taxes=(), list_price=abs(gross)), gross, taxes)


@st.composite
def orders(draw: st.DrawFn) -> Order:
    made = draw(lines())
    total, tax = sum((each.gross for each in made), ZERO), sum((each.tax for each in made), ZERO)
    assume(total >= 0)
    return an_order(lines=made, total=total, tax_total=tax, shipping=draw(PLACES))


SKUS = st.frozensets(st.sampled_from(["product:0", "product:1", "product:2"]))
TAX_FROM = st.sampled_from(["goods", "charged", "none"])
RULES = st.builds(
    SaleRules,
    vat_responsible=st.booleans(),
    shipping_tax=TAX_FROM,
    fee_tax=TAX_FROM,
    untaxed=st.sampled_from(["excluded", "exempt"]),
    exempt=SKUS,
    excluded=SKUS,
    gift_cards=st.frozensets(st.sampled_from(["product:0", "product:4"])),
    negative_fees=st.sampled_from([None, "discount", "payment", "hold"]),
    fees_that_pay=st.sampled_from([FEES_THAT_PAY, ()]),
    vat_free_departments=st.sampled_from(["charged", "warn", "hold"]),
)


def treated(order: Order, rules: SaleRules) -> Order:
    try:
        return as_sold(order, rules)
    except OrderHeld:
        assume(False)
        raise


@settings(max_examples=300, deadline=None)
@given(orders(), RULES)
def test_what_was_paid_is_what_is_invoiced(order: Order, rules: SaleRules) -> None:
    sold = treated(order, rules)
    by_fees = sum((payment.amount for payment in sold.payments[len(order.payments) :]), ZERO)
    cards = sum((each.gross for each in sold.gift_cards), ZERO)
    assert sold.invoice_total + cards == order.invoice_total + by_fees
    assert sold.total == order.total + by_fees
    assert sold.tax_total == sum((each.tax for each in (*sold.lines, *sold.gift_cards)), ZERO)
    for each in sold.lines:
        assert each.net + sum((tax.amount for tax in each.taxes), ZERO) == each.gross
        assert (each.gross >= 0 and each.tax >= 0) or each in order.lines


@settings(max_examples=300, deadline=None)
@given(orders(), RULES)
def test_twice_is_once_and_lines_stay_unique(order: Order, rules: SaleRules) -> None:
    sold = treated(order, rules)
    assert as_sold(sold, rules) == sold
    assert as_sold(order, rules) == sold
    assert len({each.id for each in sold.lines}) == len(sold.lines)
    assert all(not each.taxes for each in sold.lines if each.kind == "tip")
    if not rules.vat_responsible:
        assert not any(tax.rate in (0, 5, 19) for each in sold.lines for tax in each.taxes)
