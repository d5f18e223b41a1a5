"""The `ledger:` section of a connection file that uses the older Siigo Nube API; refused before any call if wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from connector.ledgers.addresses import company_at, https_address
from connector.ledgers.amount_rules import AmountRules
from connector.ledgers.siigo_legacy.paths import near_path, paths_with
from connector.messages import say

Customers = Literal["inline", "find_or_create", "update"]
DocumentClass = Literal["FV", "RC"]
ReteIca = Literal["per_mille", "percent"]

NOT_HERE = ("taxed_prices", "refund_code")
"""Rules about amounts of which this system has no use: prices never hold tax, and there are no credit notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What of the section decides how documents are composed."""

    customers: Customers = "inline"
    rules: AmountRules = field(default_factory=AmountRules)
    credit_means: frozenset[str] = frozenset()
    reteica: ReteIca = "per_mille"


class Settings(BaseModel):
    """Addresses, scope and Basic header as seed 000 prints them, but https instead of http."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, coerce_numbers_to_str=True)

    system: Literal["siigo_legacy"] = "siigo_legacy"
    base_url: str = "https://siigoapi.azure-api.net/siigo/api/v1"
    sign_in_url: str = "https://siigonube.siigo.com:50050/connect/token"
    username: str = Field(min_length=1)
    r"""NOMBRE_CLAVE\usuario_api, as Siigo sends it by e-mail; in YAML without quotes, or the backslash twice."""
    password: SecretStr = Field(min_length=1)
    basic: SecretStr = SecretStr("U2lpZ29XZWI6QUJBMDhCNkEtQjU2Qy00MEE1LTkwQ0YtN0MxRTU0ODkxQjYx")
    """What stands after `Basic` when a token is asked for; printed in Siigo's manual, the same for everybody."""
    scope: str = "WebApi offline_access"
    scheme: Literal["Bearer", "none"] = "Bearer"
    """What stands before the token in `Authorization`; some installations want the bare token."""
    subscription_key: SecretStr | None = None
    """`Ocp-Apim-Subscription-Key`, which older companies have; sent when given."""
    namespace: str = "v1"
    paths: Mapping[str, str] = Field(default_factory=dict)
    """Other paths than the usual ones, by the usual one: `Accounts/GetByCode: Accounts/GetByIdentification`."""
    document_codes: Mapping[DocumentClass, tuple[str, ...]] = Field(default_factory=dict)
    """Codes of the document types in use, by class: they are asked for one by one instead of listed."""
    company: str = ""
    """Names the Siigo company in logs and lanes; derived from the address and the user when empty."""
    customers: Customers = "inline"
    """inline: the invoice carries the whole customer. find_or_create, update: a customer document goes first."""
    amounts: AmountRules = Field(default_factory=AmountRules)
    credit_means: frozenset[int] = frozenset()
    """Ids of payment means whose money comes later, where the list of them does not say so."""
    reteica: ReteIca = "per_mille"
    """What the percentage of a ReteICA counts: 11.04 is 11.04 per mille (siigo-api.md 9), or per cent."""
    rate_per_minute: int = Field(default=60, ge=1, le=1000)
    """Not published; 60 is assumed."""
    lanes: int = Field(default=2, ge=1, le=32)
    """Orders of the company worked on at the same time."""
    read_seconds: int = Field(default=150, ge=30, le=900)
    settle_seconds: int = Field(default=120, ge=0, le=3600)
    """How long to wait before looking for a document whose outcome is unknown: there are no idempotency keys."""
    lookup_pages: int = Field(default=500, ge=1, le=10000)
    """Pages that one search reads at most; beyond them a person must look."""

    @property
    def choices(self) -> Choices:
        return Choices(
            customers=self.customers,
            rules=self.amounts,
            credit_means=frozenset(str(id_) for id_ in self.credit_means),
            reteica=self.reteica,
        )

    @property
    def all_paths(self) -> Mapping[str, str]:
        return paths_with(self.paths)

    @field_validator("base_url", "sign_in_url")
    @classmethod
    def _is_an_address(cls, text: str) -> str:
        return https_address(text, "siigo_legacy.address")

    @field_validator("paths")
    @classmethod
    def _are_known(cls, paths: Mapping[str, str]) -> Mapping[str, str]:
        for name in paths:
            if name not in paths_with({}):
                raise ValueError(say("siigo_legacy.unknown_path", found=name, near=near_path(name)))
        return {name: path.strip("/") for name, path in paths.items()}

    @field_validator("amounts")
    @classmethod
    def _have_a_use(cls, rules: AmountRules) -> AmountRules:
        for name in NOT_HERE:
            if name in rules.model_fields_set:
                raise ValueError(say("siigo_legacy.rule_without_use", name=name))
        return rules

    @model_validator(mode="after")
    def _name_the_company(self) -> Self:
        if not self.company:
            object.__setattr__(self, "company", company_at(self.base_url, self.username))
        return self
