"""The `inventory:` section of a connection file: when, from where to where, by which formula, and what stays out."""

import re
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator

from connector.inventory.times import BadTime, Timing, Window, fill_the_day, timing_of, window_of
from connector.messages import say
from connector.model.money import HUNDRED, ZERO, plain
from connector.model.stock import ONLY_LOCATION, Quantity

ALL = "all"


def _as_text(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str | int) and not isinstance(value, bool) else value


Text = Annotated[str, BeforeValidator(_as_text), Field(min_length=1, max_length=200)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_list)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Formula(_Words):
    """Units shown of what is free: its percentage, less the buffer; none below the minimum, none above the cap."""

    percentage: Decimal = Field(default=Decimal(100), ge=0, le=100)
    buffer: Count = 0
    minimum: Count = 0
    cap: Count | None = None


class Match(_Words):
    """How a variant of the shop finds its product in the ledger."""

    by: Annotated[tuple[Literal["sku", "barcode"], ...], BeforeValidator(_as_list)] = Field(
        default=("sku",), min_length=1
    )
    aliases: dict[Text, Text] = Field(default_factory=dict)
    """SKU of the shop -> code of the ledger: wins over everything."""
    pattern: Texts = ()
    """How a SKU holds its code: `WEB-{code}`."""

    @field_validator("pattern")
    @classmethod
    def _has_one_code(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            if pattern.count("{code}") != 1:
                raise ValueError(say("inventory.bad_pattern", found=pattern))
        return patterns

    def by_pattern(self, sku: str) -> str:
        """The code in the SKU by the first pattern that fits; empty where none does."""
        for pattern in self.pattern:
            before, _, after = pattern.partition("{code}")
            found = re.fullmatch(f"{re.escape(before)}(.+){re.escape(after)}", sku)
            if found:
                return found[1]
        return ""


def _fits(text: str, pattern: str) -> bool:
    """Brackets stand for themselves: SKUs may have them."""
    return fnmatchcase(text, pattern.replace("[", "[[]"))


class LeaveOut(_Words):
    """Products that are not synchronised; `*` stands for any text."""

    skus: Texts = ()
    codes: Texts = ()
    groups: Texts = ()
    """Account groups of the ledger, by id."""

    def reason(self, sku: str, code: str, group: str) -> str:
        """The rule that holds the product out, as it stands in the file; empty where none does."""
        for word, patterns, text in (("skus", self.skus, sku), ("codes", self.codes, code)):
            found = next((pattern for pattern in patterns if text and _fits(text, pattern)), "")
            if found:
                return f"leave_out.{word}: {found}"
        return f"leave_out.groups: {group}" if group and group in self.groups else ""


class OpenOrders(_Words):
    """Which orders without an invoice count as sold and not yet in the ledger."""

    states: Annotated[tuple[Literal["waiting", "held", "parked", "skipped"], ...], BeforeValidator(_as_list)] = (
        "waiting",
        "held",
        "parked",
        "skipped",
    )
    """A skipped one counts only while the shop still has something to do with it: it is not paid, or not sent."""
    days: int = Field(default=60, ge=1, le=365)
    """Older ones are forgotten."""
    location: Text | None = None
    """Whose units they take where the shop does not say; the first one without."""


class Prices(_Words):
    """Prices of the shop from a price list of the ledger."""

    list: int = Field(ge=1, le=12)
    vat: Literal["as_is", "add", "remove"] = "as_is"
    round_to: Decimal = Field(default=Decimal("0.01"), gt=0, le=10_000)
    """The price is rounded half up to a multiple of it: 100 for whole hundreds."""


def _timing(value: Any) -> Any:
    try:
        return value if isinstance(value, Timing) else timing_of(str(value))
    except BadTime as error:
        raise ValueError(str(error)) from None


class Alarm(_Words):
    """What is reported, once, until it is over."""

    drift: int = Field(default=20, ge=0)
    """More numbers of the shop than so many are not what they should be."""
    hours: int = Field(default=24, ge=1, le=720)
    """One of them for so long."""
    late: Annotated[Timing, BeforeValidator(_timing)] = timing_of("2 hours")
    """No run has ended well for so long, outside the quiet hours."""

    @field_validator("late")
    @classmethod
    def _is_an_interval(cls, late: Timing) -> Timing:
        if late.every is None:
            raise ValueError(say("inventory.bad_every", found=late.text))
        return late


Share = dict[str, Annotated[Decimal, Field(gt=0, le=100)]]
"""Location -> per cent of the warehouse's units."""


def _windows(value: Any) -> Any:
    try:
        given = value if isinstance(value, list | tuple) else [value]
        windows = tuple(text if isinstance(text, Window) else window_of(str(text)) for text in given)
    except BadTime as error:
        raise ValueError(str(error)) from None
    if fill_the_day(windows):
        raise ValueError(say("inventory.always_quiet"))
    return windows


def _shares(value: Any) -> Any:
    """`all`, a list of warehouses, or warehouse -> location or shares; always as warehouse -> shares."""
    if value == ALL or value is None:
        return {ALL: {ONLY_LOCATION: Decimal(100)}}
    if isinstance(value, dict):
        return {str(warehouse): _share(warehouse, given) for warehouse, given in value.items()}
    named = _as_list(value)
    if not _are_names(named):
        return value
    return {str(one): {ONLY_LOCATION: Decimal(100)} for one in named}


def _share(warehouse: object, given: Any) -> Any:
    if isinstance(given, dict):
        return {str(location): percent for location, percent in given.items()}
    places = _as_list(given)
    if not _are_names(places):
        return given
    if len(places) > 1:
        raise ValueError(say("inventory.twice", warehouse=warehouse, shares=_halves(places)))
    return {ONLY_LOCATION if place == ALL else str(place): Decimal(100) for place in places}


def _are_names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str | int) and not isinstance(one, bool) for one in value)


def _halves(places: list[object]) -> str:
    return "{" + ", ".join(f"{place}: {100 // len(places)}" for place in places) + "}"


class Inventory(_Words):
    """Raises pydantic's ValidationError; its messages are the merchant's, in the language in force."""

    every: Annotated[Timing, BeforeValidator(_timing)] = timing_of("15 minutes")
    full: Annotated[Timing, BeforeValidator(_timing)] = timing_of("30 3 * * *")
    """When everything is read again, also what nobody said has changed."""
    quiet: Annotated[tuple[Window, ...], BeforeValidator(_windows)] = ()
    """Hours in Bogotá in which none of the runs of `every` begins; `full` has hours of its own."""
    on_change: bool = True
    """Run soon after the ledger says that stock has changed, where it can say so to a public address."""
    change_seconds: int = Field(default=30, ge=5, le=3600)
    """Such runs are at least so far apart."""
    warehouses: Annotated[dict[str, Share], BeforeValidator(_shares)] = Field(
        default_factory=lambda: {ALL: {ONLY_LOCATION: Decimal(100)}}
    )
    """Warehouse of the ledger -> location of the shop and per cent. The location "" is the shop's only one."""
    quantity: Quantity = "available"
    """Which number of the shop is set (store-protocols.md 7.1)."""
    formula: Formula = Formula()
    open_orders: OpenOrders = OpenOrders()
    match: Match = Match()
    leave_out: LeaveOut = LeaveOut()
    untracked: Literal["skip", "count"] = "skip"
    """What is done with variants whose stock the shop does not count: left alone, or counted from now on."""
    prices: Prices | None = None
    alarm: Alarm = Alarm()

    @field_validator("warehouses")
    @classmethod
    def _shares_fit(cls, warehouses: dict[str, Share]) -> dict[str, Share]:
        if not warehouses:
            raise ValueError(say("inventory.no_warehouse"))
        if ALL in warehouses and len(warehouses) > 1:
            raise ValueError(say("inventory.all_and_more"))
        for warehouse, shares in warehouses.items():
            if not shares:
                raise ValueError(say("inventory.no_place", warehouse=warehouse))
            if (total := sum(shares.values(), ZERO)) > HUNDRED:
                raise ValueError(say("inventory.over_share", warehouse=warehouse, sum=plain(total)))
        return warehouses

    @field_validator("open_orders")
    @classmethod
    def _takes_from_a_location(cls, open_orders: OpenOrders, info: ValidationInfo) -> OpenOrders:
        places = {place for shares in info.data.get("warehouses", {}).values() for place in shares}
        if open_orders.location is not None and places and open_orders.location not in places:
            known = ", ".join(sorted(places - {ONLY_LOCATION})) or "-"
            raise ValueError(say("inventory.no_such_place", location=open_orders.location, known=known))
        return open_orders

    @property
    def locations(self) -> tuple[str, ...]:
        """The locations that are written, as the file names them, in its order."""
        return tuple(dict.fromkeys(place for shares in self.warehouses.values() for place in shares))

    def shares_of(self, location: str) -> dict[str, Decimal]:
        """Warehouse -> per cent of its units that the location gets; ALL for every warehouse."""
        return {warehouse: shares[location] for warehouse, shares in self.warehouses.items() if location in shares}
