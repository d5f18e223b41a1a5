"""A document composed without asking anybody anything, which is all that can be done for Siigo Pyme."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from connector.ledgers.siigo_pyme.compose import compose
from connector.ledgers.siigo_pyme.credit_note import compose_credit_note
from connector.ledgers.siigo_pyme.settings import Settings
from connector.messages import say
from connector.model.documents import DocumentKind, Draft, GivenBack
from connector.model.order import Order
from connector.ports import ComposedOffline


def compose_offline(
    settings: Settings,
    kind: DocumentKind,
    draft: Draft,
    order: Order,
    *,
    tax_rates: Mapping[int, Decimal],
    today: date,
    marker: str,
) -> ComposedOffline:
    """The very document that would leave. Raises OrderHeld with every problem."""
    del settings, tax_rates
    document = compose(kind, draft, order, today=today, marker=marker)
    return ComposedOffline(document=document, not_checked=(say("siigo_pyme.accounts_not_checked"),))


def compose_credit_note_offline(
    settings: Settings,
    draft: Draft,
    order: Order,
    given_back: GivenBack,
    *,
    tax_rates: Mapping[int, Decimal],
    today: date,
    marker: str,
) -> ComposedOffline:
    """As `compose_offline`, of a note. Raises OrderHeld with every problem."""
    del settings, tax_rates
    document = compose_credit_note(draft, order, given_back, today=today, marker=marker)
    return ComposedOffline(document=document, not_checked=(say("siigo_pyme.accounts_not_checked"),))
