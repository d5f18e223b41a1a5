"""The `ledger:` section of a connection file that uses Siigo; a wrong or unknown field is refused before any call."""

from dataclasses import dataclass, field
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from connector.ledgers.addresses import company_at, https_address
from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.siigo.arithmetic import Arithmetic

Customers = Literal["inline", "find_or_create", "update"]

PRODUCTION_RATE = 100
TEST_RATE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What of the section decides how documents are composed."""

    customers: Customers = "inline"
    rules: AmountRules = field(default_factory=AmountRules)
    arithmetic: Arithmetic = field(default_factory=Arithmetic)


class Settings(BaseModel):
    """Limits of the other side: siigo-api.md 2 (Partner-Id) and 4 (calls a minute, time-out)."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    system: Literal["siigo"] = "siigo"
    base_url: str = "https://api.siigo.com"
    username: str = Field(min_length=1)
    access_key: SecretStr = Field(min_length=1)
    partner_id: str = Field(pattern=r"^[A-Za-z0-9]{3,100}$")
    company: str = ""
    """Names the Siigo company in logs and lanes; derived from the address and the user when empty."""
    customers: Customers = "inline"
    """inline: the invoice carries the whole customer. find_or_create, update: a customer document goes first."""
    amounts: AmountRules = Field(default_factory=AmountRules)
    arithmetic: Arithmetic = Field(default_factory=Arithmetic)
    """How the company's Siigo computes, as far as it has been shown."""
    test_company: bool = False
    """Siigo lets a test company make 10 calls a minute instead of 100."""
    rate_per_minute: int = Field(default=PRODUCTION_RATE, ge=1, le=1000)
    lanes: int = Field(default=4, ge=1, le=32)
    """Orders of the company worked on at the same time."""
    read_seconds: int = Field(default=150, ge=120, le=900)
    """Siigo goes on working after a client hangs up, so less than 120 is refused."""
    settle_seconds: int = Field(default=60, ge=0, le=3600)
    """How long to wait before looking for a document whose outcome is unknown."""

    @property
    def choices(self) -> Choices:
        return Choices(customers=self.customers, rules=self.amounts, arithmetic=self.arithmetic)

    @field_validator("base_url")
    @classmethod
    def _is_an_address(cls, text: str) -> str:
        return https_address(text, "siigo.base_url")

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, section: object) -> object:
        if isinstance(section, dict) and section.get("test_company") is True:
            return {"rate_per_minute": TEST_RATE, **section}
        return section

    @model_validator(mode="after")
    def _name_the_company(self) -> Self:
        if not self.company:
            object.__setattr__(self, "company", company_at(self.base_url, self.username))
        return self
