"""Which product of the ledger each variant of the shop is: found by rule or reported, never guessed. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from connector.inventory.policy import ALL, Inventory
from connector.messages import say
from connector.model.stock import Product, Variant

Problem = Literal[
    "",
    "no_sku",
    "not_found",
    "duplicate_sku",
    "same_code",
    "ambiguous",
    "left_out",
    "unreadable",
    "uncounted",
    "inactive",
    "service",
    "combo",
    "unwritable",
    "untracked",
    "not_offered",
]

REPORTED: tuple[Problem, ...] = ("no_sku", "not_found", "duplicate_sku", "same_code", "ambiguous")
"""What a person should mend; the others are as they should be, and only told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The code, or why there is none; with some problems the code is known and the stock is left alone all the same."""

    code: str = ""
    how: Literal["", "alias", "sku", "barcode", "pattern"] = ""
    problem: Problem = ""
    why: str = ""


NOWHERE = ""
"""The warehouse of units that the ledger says to be in none: whether the file's warehouses have them is not known."""


class Matcher:
    """The ledger's products, looked up in every way that the policy allows."""

    def __init__(self, products: Iterable[Product], policy: Inventory) -> None:
        self._policy = policy
        self._by_code = {product.code: product for product in products}
        self._by_folded: dict[str, str] = {code.casefold(): code for code in self._by_code}
        self._by_barcode: dict[str, list[str]] = {}
        if "barcode" in policy.match.by:
            for product in self._by_code.values():
                if product.barcode:
                    self._by_barcode.setdefault(product.barcode, []).append(product.code)

    def match_all(self, variants: Sequence[Variant]) -> dict[str, Match]:
        """By variant id. A SKU that two variants have, and a code that two variants find, belong to none of them."""
        found = self._stepped_back(variants, self._by_itself(variants))
        codes = Counter(match.code for match in found.values() if match.code and match.problem in ("", "untracked"))
        titles = {variant.id: variant.sku or variant.title for variant in variants}
        sharing = {code for code, count in codes.items() if count > 1}
        if not sharing:
            return found
        return {
            id_: _shared(match, found, titles) if match.code in sharing and not match.problem else match
            for id_, match in found.items()
        }

    def _by_itself(self, variants: Sequence[Variant]) -> dict[str, Match]:
        """Each as if no other had its code. What is on sale shares no SKU with what is not."""
        on_sale = Counter(variant.sku for variant in variants if variant.sku and variant.is_offered)
        others = Counter(variant.sku for variant in variants if variant.sku and not variant.is_offered)
        return {
            variant.id: self._match(variant, (on_sale if variant.is_offered else others)[variant.sku])
            for variant in variants
        }

    def _stepped_back(self, variants: Sequence[Variant], found: Mapping[str, Match]) -> dict[str, Match]:
        """Drafts and archived products leave the stock to the variant that is on sale as the same product."""
        on_sale = [variant for variant in variants if variant.is_offered]
        skus = {variant.sku for variant in on_sale} - {""}
        codes = {found[variant.id].code for variant in on_sale} - {""}
        after = dict(found)
        for variant in variants:
            if variant.is_offered:
                continue
            match = found[variant.id]
            if match.problem == "duplicate_sku" and variant.sku in skus:
                match = self._code(variant)
            if match.problem in ("", "untracked") and (variant.sku in skus or match.code in codes):
                after[variant.id] = replace(match, problem="not_offered", why=say("inventory.not_offered"))
        return after

    def as_read_by(self, policy: Inventory) -> "Matcher":
        """The same products in the way of another connection."""
        return Matcher(self._by_code.values(), policy)

    def code_of(self, sku: str) -> str:
        """Of a SKU alone, as open orders have it; empty where none is found."""
        return self._code(Variant(id="", sku=sku)).code

    def product(self, code: str) -> Product | None:
        return self._by_code.get(code)

    def _match(self, variant: Variant, count: int) -> Match:
        if rule := self._policy.leave_out.reason(variant.sku, "", ""):
            return replace(self._code(variant), problem="left_out", why=say("inventory.left_out", rule=rule))
        if count > 1 and variant.sku not in self._policy.match.aliases:
            return Match(problem="duplicate_sku", why=say("inventory.duplicate_sku", sku=variant.sku, count=count))
        found = self._code(variant)
        if found.problem:
            return found
        product = self._by_code[found.code]
        if rule := self._policy.leave_out.reason("", product.code, product.group):
            return replace(found, problem="left_out", why=say("inventory.left_out", rule=rule))
        return self._as_it_is(found, product, variant)

    def _code(self, variant: Variant) -> Match:
        """The code alone, whatever the product is."""
        policy = self._policy.match
        if alias := policy.aliases.get(variant.sku):
            return self._known(alias, "alias") or _problem("not_found", "inventory.alias_unknown", code=alias)
        ways = {way: match for way in ("sku", "barcode", "pattern") if (match := self._by(way, variant))}
        codes = {match.code for match in ways.values() if match.code}
        if len(codes) > 1 or any(match.problem for match in ways.values()):
            return next((match for match in ways.values() if match.problem), None) or _problem(
                "ambiguous", "inventory.ambiguous", codes=", ".join(sorted(codes))
            )
        if ways:
            return next(iter(ways.values()))
        if not variant.sku:
            return _problem("no_sku", "inventory.no_sku")
        near = self._by_folded.get(variant.sku.casefold(), "")
        key = "inventory.not_found_near" if near else "inventory.not_found"
        return _problem("not_found", key, sku=variant.sku, near=near)

    def _by(self, way: str, variant: Variant) -> Match | None:
        if way == "sku" and "sku" in self._policy.match.by:
            return self._known(variant.sku, "sku")
        if way == "pattern" and (code := self._policy.match.by_pattern(variant.sku)):
            return self._known(code, "pattern")
        if way == "barcode" and variant.barcode and (codes := self._by_barcode.get(variant.barcode)):
            if len(codes) > 1:
                return _problem(
                    "ambiguous", "inventory.same_barcode", barcode=variant.barcode, codes=", ".join(sorted(codes))
                )
            return Match(code=codes[0], how="barcode")
        return None

    def _known(self, code: str, how: Literal["alias", "sku", "pattern"]) -> Match | None:
        return Match(code=code, how=how) if code in self._by_code else None

    def _as_it_is(self, found: Match, product: Product, variant: Variant) -> Match:
        """What keeps the stock of a matched product from being written."""
        if variant.refusal:
            return replace(found, problem="unwritable", why=variant.refusal)
        if not product.is_readable:
            return replace(found, problem="unreadable", why=say("inventory.unreadable", code=product.code))
        if ALL not in self._policy.warehouses and product.is_counted and product.balances.get(NOWHERE):
            return replace(found, problem="unreadable", why=say("inventory.nowhere", code=product.code))
        if product.kind in ("service", "combo"):
            return replace(found, problem=product.kind, why=say(f"inventory.{product.kind}", code=product.code))
        if not product.is_active:
            return replace(found, problem="inactive", why=say("inventory.inactive", code=product.code))
        if not product.is_counted:
            return replace(found, problem="uncounted", why=say("inventory.uncounted", code=product.code))
        if not variant.is_counted and self._policy.untracked == "skip":
            return replace(found, problem="untracked", why=say("inventory.untracked"))
        return found


def _problem(problem: Problem, key: str, **values: object) -> Match:
    return Match(problem=problem, why=say(key, **values))


def _shared(match: Match, found: Mapping[str, Match], titles: Mapping[str, str]) -> Match:
    others = sorted({titles[id_] for id_, other in found.items() if other.code == match.code})
    words = say("inventory.same_code", code=match.code, skus=", ".join(others[:5]))
    return replace(match, problem="same_code", why=words)
