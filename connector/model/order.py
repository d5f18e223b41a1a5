"""One shop's order in our words, whatever the platform. Frozen; made by `stores/*/order.py` only.

Money is in the shop's currency (`currency`), Decimal, with the decimals that the shop gave.
`net` never holds tax, `gross` always does, on every platform.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

from connector.model.money import ZERO

Kind = Literal["product", "shipping", "fee", "tip"]
"""What a line is. A gift card that was sold is no line: see `Order.gift_cards`."""


STORED_VALUE = frozenset({"gift_card", "shopify_store_credit"})
"""Gateways through which no money comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tax:
    """One tax on one line, as the shop charged it."""

    name: str
    rate: Decimal
    """Per cent: 19 for 19 %."""
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A postal address as typed; `state` and `country` are the shop's codes or free text."""

    first_name: str = ""
    last_name: str = ""
    company: str = ""
    line_1: str = ""
    line_2: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = ""
    phone: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.line_1 or self.city or self.state)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identification:
    """An identity document as the buyer typed it: not yet cleaned, not yet believed."""

    type: str = ""
    """As typed: "CC", "NIT", "Cédula", "31" or empty."""
    number: str
    source: str
    """Where it stood, for messages: `meta._billing_nit`, `billing.company`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    id: str = ""
    """The shop's customer id, empty for a guest."""
    first_name: str = ""
    last_name: str = ""
    company: str = ""
    email: str = ""
    phone: str = ""
    place: Place = field(default_factory=Place)
    """Billing address, or the shipping address where billing is empty."""
    identification: Identification | None = None
    """The best of `candidates`."""
    candidates: tuple[Identification, ...] = ()
    """Everything in the order that may be an identity document, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Something the buyer pays for: a product, shipping, a fee, a tip."""

    id: str
    """Unique in the order across kinds: "product:11", "shipping:12"."""
    kind: Kind = "product"
    sku: str = ""
    name: str
    variant: str = ""
    product_id: str = ""
    variant_id: str = ""
    quantity: Decimal
    list_price: Decimal
    """Unit price before discounts, as the shop shows it (with tax inside if `Order.taxes_included`)."""
    discount: Decimal = ZERO
    """What the buyer paid less for the whole line because of discounts, tax included."""
    net: Decimal
    """Whole line after discounts, without tax."""
    taxes: tuple[Tax, ...] = ()
    """Empty: no tax line at all (excluded, or tax switched off). A Tax of rate 0: taxed at 0 %."""
    is_taxable: bool = True
    meta: Mapping[str, object] = field(default_factory=dict)

    @property
    def tax(self) -> Decimal:
        """All taxes of the line."""
        return sum((tax.amount for tax in self.taxes), ZERO)

    @property
    def gross(self) -> Decimal:
        """What the buyer paid for the line."""
        return self.net + self.tax


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    method: str
    """The gateway's name in the shop, lower case: "cod", "wompi", "gift_card"."""
    title: str = ""
    amount: Decimal
    status: Literal["paid", "authorized", "pending"] = "paid"
    reference: str = ""
    paid_at: datetime | None = None

    @property
    def is_stored_value(self) -> bool:
        """Whether the buyer had it with the shop already: a gift card, store credit (store-protocols.md 3.2)."""
        return self.method in STORED_VALUE


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundLine:
    line_id: str
    """`Line.id` of the line that is given back."""
    quantity: Decimal
    net: Decimal
    """Positive, without tax."""
    tax: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    id: str
    created_at: datetime | None = None
    reason: str = ""
    amount: Decimal
    """Positive, tax included: the money that moved. Refunds without any are no refunds, and left out."""
    tax: Decimal = ZERO
    """As far as the shop states it: 0 for money without lines, unless the refund is full."""
    lines: tuple[RefundLine, ...] = ()
    """What it was for; may come to more or less than `amount`. Gift cards sold that came back stand here too."""
    is_pending: bool = False
    """The money has not moved yet."""
    is_full: bool = False
    """With it, and the refunds before it, everything that the buyer paid for came back."""
    method: str = ""
    """The gateway that the money went back through, lower case; empty when the shop does not say."""
    doubt: str = ""
    """Why a person must look before a credit note is made of it: a sentence; empty when its parts add up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Something in the order that says it is invoiced already."""

    kind: Literal["id", "name", "sign"]
    """The ledger's id, the invoice's name or number, or a sign that names none."""
    text: str
    source: str
    """Where it stands, for messages: `meta._siigo_invoice_id`, `tags`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    id: str
    """The shop's key."""
    number: str
    """What people call it: "#1001"."""
    placed_at: datetime
    updated_at: datetime
    """Aware. The newest of two states of an order is the one with the later `updated_at`."""
    status: str
    """The shop's word: Woo's order status, Shopify's financial status."""
    fulfillment: str = ""
    """Shopify's fulfillment status; empty on Woo."""
    is_delivered: bool = False
    """The goods reached the buyer: Woo `completed`; Shopify: all is sent, and carriers report each parcel delivered."""
    takes_stock: bool = True
    """The shop has taken its units off what it may sell: not while WooCommerce waits for the money, nor once it is
    cancelled."""
    is_paid: bool = False
    is_test: bool = False
    is_draft: bool = False
    """Not an order yet (Woo `checkout-draft`, `auto-draft`)."""
    cancelled_at: datetime | None = None
    is_cancelled: bool = False
    channel: str = ""
    """Where it was made: checkout, pos, admin, api, or the shop's own word."""
    currency: str
    buyer_currency: str = ""
    """What the buyer saw; differs from `currency` in multi-currency shops."""
    taxes_included: bool = False
    """Whether `Line.list_price` holds tax."""
    total: Decimal
    """What the buyer pays, after edits and discounts, before refunds: Σ lines' gross + Σ gift cards sold."""
    tax_total: Decimal = ZERO
    buyer: Buyer
    billing: Place = field(default_factory=Place)
    shipping: Place = field(default_factory=Place)
    lines: tuple[Line, ...] = ()
    """Products first, then shipping, fees, tips. Lines of quantity 0 or removed are not here; free shipping neither."""
    gift_cards: tuple[Line, ...] = ()
    """Gift cards sold: an advance, not a sale (colombia.md 3.6), so never on an invoice."""
    payments: tuple[Payment, ...] = ()
    refunds: tuple[Refund, ...] = ()
    refund: Refund | None = None
    """The one that a credit note is being made of: known to the `credit_note:` mapping alone."""
    note: str = ""
    tags: tuple[str, ...] = ()
    meta: Mapping[str, object] = field(default_factory=dict)
    """The shop's free fields by name: Woo `meta_data`, Shopify `note_attributes`."""
    claims: tuple[Claim, ...] = ()
    """That an invoice of it exists: by another connector, or by an earlier installation of this one."""
    advanced: Decimal = ZERO
    """What receipts of ours took in before the invoice."""
    is_receipted_later: bool = False
    """Its invoice may be on credit though it is paid: a receipt of ours follows (siigo-api.md 15, flow B)."""
    raw: object = None
    """The shop's own JSON."""
    notes: tuple[str, ...] = ()
    """Sentences for people about what was changed or supposed between the shop's words and this order."""

    @property
    def payment(self) -> Payment | None:
        """The payment with the largest amount."""
        return max(self.payments, key=lambda payment: payment.amount, default=None)

    @property
    def invoice_total(self) -> Decimal:
        """What an invoice of this order must come to: the total without gift cards sold."""
        return sum((line.gross for line in self.lines), ZERO)

    @property
    def refunded(self) -> Decimal:
        return sum((refund.amount for refund in self.refunds), ZERO)

    def line(self, line_id: str) -> Line:
        """The line with this id. Raises KeyError."""
        for line in self.lines:
            if line.id == line_id:
                return line
        raise KeyError(line_id)
