"""`sale`: how the law sees what this merchant sells; what is not written is as for an ordinary shop."""

from dataclasses import replace
from typing import cast, get_args

from connector.colombia.sale import NegativeFees, SaleRules, TaxFrom, Untaxed, VatFree, same_sku
from connector.mapping.sections import Section
from connector.mapping.spots import Findings, did_you_mean, shown

CHOICES = {
    "shipping_tax": get_args(TaxFrom),
    "fee_tax": get_args(TaxFrom),
    "untaxed": get_args(Untaxed),
    "negative_fees": get_args(NegativeFees),
    "vat_free_departments": get_args(VatFree),
}
LISTS = ("exempt", "excluded", "gift_cards", "fees_that_pay", "tips", "reviewed")
WORDS = ("vat_responsible", *CHOICES, *LISTS)


def sale_of(options: Section, findings: Findings) -> SaleRules:
    """Reads `sale:`; what it cannot mean is a problem."""
    said = options.values.get("sale", {})
    if not isinstance(said, dict):
        findings.add(options.spot("sale"), "mapping.sale_not_object")
        return SaleRules()
    for word in said.keys() - set(WORDS):
        near = did_you_mean(word, WORDS)
        findings.add(options.spot("sale", word), "mapping.sale_word", word=shown(word), near=near)
    reader = _Reader(options, said, findings)
    default = SaleRules()
    rules = SaleRules(
        vat_responsible=reader.flag("vat_responsible", default.vat_responsible),
        shipping_tax=cast(TaxFrom, reader.choice("shipping_tax", default.shipping_tax)),
        fee_tax=cast(TaxFrom, reader.choice("fee_tax", default.fee_tax)),
        untaxed=cast(Untaxed, reader.choice("untaxed", default.untaxed)),
        exempt=frozenset(map(same_sku, reader.texts("exempt", ()))),
        excluded=frozenset(map(same_sku, reader.texts("excluded", ()))),
        gift_cards=frozenset(map(same_sku, reader.texts("gift_cards", ()))),
        negative_fees=cast(NegativeFees | None, reader.choice("negative_fees", default.negative_fees)),
        fees_that_pay=reader.texts("fees_that_pay", default.fees_that_pay),
        tips=reader.texts("tips", default.tips),
        vat_free_departments=cast(VatFree, reader.choice("vat_free_departments", default.vat_free_departments)),
        reviewed=frozenset(number.lstrip("#") for number in reader.texts("reviewed", ())),
    )
    return _agreeing(rules, options, findings)


def _agreeing(rules: SaleRules, options: Section, findings: Findings) -> SaleRules:
    """What contradicts another word is a problem, and is taken away."""
    for sku in sorted(rules.exempt & rules.excluded):
        findings.add(options.spot("sale", "excluded"), "mapping.sale_both", sku=shown(sku))
    if rules.vat_responsible:
        return rules
    for word, is_said in (("exempt", bool(rules.exempt)), ("untaxed", rules.untaxed == "exempt")):
        if is_said:
            findings.add(options.spot("sale", word), "mapping.sale_exempt_without_vat", word=word)
    return replace(rules, exempt=frozenset(), untaxed="excluded")


class _Reader:
    """Values of `sale:`; a wrong one is a problem where it stands, and the default takes its place."""

    def __init__(self, options: Section, said: dict[str, object], findings: Findings) -> None:
        self._options = options
        self._said = said
        self._findings = findings

    def flag(self, word: str, default: bool) -> bool:
        value = self._said.get(word, default)
        if isinstance(value, bool):
            return value
        self._findings.add(self._options.spot("sale", word), "mapping.sale_flag", word=word, found=shown(value))
        return default

    def choice(self, word: str, default: str | None) -> str | None:
        if word not in self._said:
            return default
        value = self._said[word]
        if isinstance(value, str) and value in CHOICES[word]:
            return value
        near = did_you_mean(str(value), CHOICES[word])
        self._findings.add(
            self._options.spot("sale", word), "mapping.sale_choice", word=word, found=shown(value), near=near
        )
        return default

    def texts(self, word: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """A list of texts; whole numbers too, which SKUs and order numbers often are."""
        value = self._said.get(word, list(default))
        elements = value if isinstance(value, list) else [None]
        found = [str(each).strip() for each in elements if isinstance(each, str | int) and not isinstance(each, bool)]
        if len(found) == len(elements) and all(found):
            return tuple(found)
        self._findings.add(self._options.spot("sale", word), "mapping.sale_list", word=word)
        return default
