"""`ledger: amounts:` of a connection file: what to do with a cent that no price reaches, and how prices are shown."""

from decimal import Decimal
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from connector.messages import say


class AmountRules(BaseModel):
    """The merchant's choices about amounts. All keep the buyer's price; they differ in how it is written."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    residue: Literal["accept", "adjustment_line", "hold"] = "accept"
    """What no choice of prices reaches. accept: the document and its payments come to the ledger's total.
    adjustment_line: a line of `adjustment_code` for the difference. hold: a person decides."""
    adjustment_code: str = ""
    """Code of a product without taxes in the accounting system."""
    warn_above: Decimal = Field(default=Decimal("0.01"), ge=0)
    """A larger residue that is accepted makes a warning of the document; in the order's currency."""
    discounts: Literal["net", "shown"] = "net"
    """net: prices after discounts. shown: prices before discounts and the discount, where the total stays exact."""
    taxed_prices: Literal["never", "where_needed", "always"] = "where_needed"
    """Prices with VAT instead of prices before taxes. where_needed: for a single unit whose price no base reaches, when
    no other line can make up for it."""
    split_lines: bool = True
    """Whether a line of two units or more may become two lines whose prices differ by a cent."""

    refund_code: str = ""
    """Code of a service product: money that is given back without goods. Real products would go back on stock."""

    @model_validator(mode="after")
    def _knows_the_product(self) -> Self:
        if self.residue == "adjustment_line" and not self.adjustment_code:
            raise ValueError(say("ledgers.adjustment_code"))
        return self
