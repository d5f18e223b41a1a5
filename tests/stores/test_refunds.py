"""Whatever is given back in whatever pieces, only what leaves nothing is full, and no tax is given back twice."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from connector.model.order import Refund, RefundLine
from connector.stores.refunds import with_fullness

AMOUNTS = st.integers(1, 90_000).map(Decimal)


def refund(number: int, amount: Decimal, tax: Decimal, has_lines: bool) -> Refund:
    line = RefundLine(line_id="product:1", quantity=Decimal(1), net=amount - tax, tax=tax)
    return Refund(
        id=str(number), amount=amount, tax=tax if has_lines else Decimal(0), lines=(line,) if has_lines else ()
    )


@given(st.lists(st.tuples(AMOUNTS, st.booleans()), min_size=1, max_size=6), st.integers(-50, 50))
@settings(max_examples=200, deadline=None)
def test_the_last_that_leaves_nothing_is_full(pieces: list[tuple[Decimal, bool]], more: int) -> None:
    given_back = sum((amount for amount, _ in pieces), Decimal(0))
    total = max(given_back + more, Decimal(1))
    total_tax = (total * 19 / 119).quantize(Decimal(1))
    taxes = [(amount * 19 / 119).quantize(Decimal(1), rounding="ROUND_DOWN") for amount, _ in pieces]
    refunds = [
        refund(i, amount, tax, lines) for i, ((amount, lines), tax) in enumerate(zip(pieces, taxes, strict=True))
    ]
    marked = with_fullness(refunds, total=total, tax=total_tax)
    so_far = Decimal(0)
    for one in marked:
        so_far += one.amount
        assert one.is_full is (so_far >= total)
    if marked[-1].is_full and not marked[-1].lines and sum(one.is_full for one in marked) == 1:
        assert sum(one.tax for one in marked) == total_tax


def test_an_order_that_cost_nothing_is_never_given_back() -> None:
    (one,) = with_fullness([Refund(id="1", amount=Decimal(5))], total=Decimal(0), tax=Decimal(0))
    assert not one.is_full
