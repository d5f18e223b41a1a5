"""`buyer`: an order whose buyer gave no document, or only one name, is held, unless the file says more."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from connector.colombia.identification import FINAL_CONSUMER
from connector.mapping.sections import Section
from connector.mapping.spec import Rule
from connector.mapping.spots import Findings, Spot, did_you_mean, shown
from connector.mapping.values import paths_of
from connector.messages import say
from connector.model.money import plain
from connector.model.order import Identification, Order

ID_PATH = "buyer.identification"

WORDS = ("when_no_id", "single_name")


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerPolicy:
    """What `buyer:` says."""

    when_no_id: Literal["hold", "final_consumer"] = "hold"
    below: Decimal | None = None
    """With `final_consumer`: only orders whose total is less than this, in the order's currency."""
    single_name: Literal["hold", "repeat"] = "hold"
    """What to do with a person of whom the order has one word as name, where the ledger wants two."""

    def identified(self, order: Order) -> Order:
        """With the final consumer's number where the order has none and the policy says so, else the same order."""
        if order.buyer.identification is not None or self.when_no_id == "hold":
            return order
        if self.below is not None and order.total >= self.below:
            return order
        final = Identification(type="CC", number=FINAL_CONSUMER, source="buyer.when_no_id")
        return replace(order, buyer=replace(order.buyer, identification=final))

    def sentence(self, order: Order) -> str:
        """Why an order without document is held; empty when it has one."""
        if order.buyer.identification is not None:
            return ""
        if self.below is not None:
            return say("mapping.no_id_above", total=plain(order.total), limit=plain(self.below))
        return say("mapping.no_id")


def policy_of(options: Section, findings: Findings) -> BuyerPolicy:
    """Reads `buyer:`; what it cannot mean is a problem."""
    buyer = options.values.get("buyer", {})
    if not isinstance(buyer, dict):
        findings.add(options.spot("buyer"), "mapping.buyer_not_object")
        return BuyerPolicy()
    for word in buyer.keys() - set(WORDS):
        findings.add(
            options.spot("buyer", word), "mapping.buyer_word", word=shown(word), near=did_you_mean(word, WORDS)
        )
    policy = _when_no_id(buyer.get("when_no_id", "hold"), options, findings)
    match buyer.get("single_name", "hold"):
        case "hold" | "repeat" as choice:
            return replace(policy, single_name=choice)
        case other:
            findings.add(options.spot("buyer", "single_name"), "mapping.single_name", found=shown(other))
            return policy


def _when_no_id(value: object, options: Section, findings: Findings) -> BuyerPolicy:
    match value:
        case "hold":
            return BuyerPolicy()
        case "final_consumer":
            return BuyerPolicy(when_no_id="final_consumer")
        case {"final_consumer_below": int() | Decimal() as below, **rest} if not rest and not isinstance(below, bool):
            return BuyerPolicy(when_no_id="final_consumer", below=Decimal(below))
        case other:
            findings.add(options.spot("buyer", "when_no_id"), "mapping.when_no_id", found=shown(other))
            return BuyerPolicy()


def reads_document(rule: Rule) -> bool:
    """Whether a rule takes its value from the buyer's identity document."""
    return any(ID_PATH in path.text for path in paths_of(rule))


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why an order is held, with the place of the rule that met it."""

    at: Spot
    target: str
    sentence: str
    is_doubt_of_id: bool = False

    def __str__(self) -> str:
        return f"{self.at}: {self.target}: {self.sentence}"


def each_once(problems: Iterable[Problem]) -> list[str]:
    """In their order. One doubt about the document is told once: at `identification`, else where it was met first."""
    told: dict[str, Problem] = {}
    for problem in problems:
        key = problem.sentence if problem.is_doubt_of_id else str(problem)
        if key not in told or problem.target.lower().endswith((".identification", ".nit")):
            told[key] = problem
    return [str(problem) for problem in told.values()]


@dataclass(slots=True)
class NoDocument:
    """Gathers what rules miss when there is no document, to say it once and not once for each rule."""

    sentence: str
    """Empty when the order has a document: then every rule's problem is its own."""
    first: Problem | None = None
    is_found_elsewhere: bool = False
    problems: list[Problem] = field(default_factory=list)

    def concerns(self, rule: Rule) -> bool:
        return bool(self.sentence) and reads_document(rule)

    def missed(self, rule: Rule, target: str, problem: Problem | None) -> None:
        """A rule that reads the document came out empty, or with a problem."""
        self.first = self.first or Problem(at=rule.at, target=target, sentence=self.sentence)
        if problem is not None:
            self.problems.append(problem)

    def all_problems(self) -> list[Problem]:
        """One sentence where no rule found a document anywhere, else each rule's own."""
        if self.first is None or self.is_found_elsewhere:
            return self.problems
        return [self.first]
