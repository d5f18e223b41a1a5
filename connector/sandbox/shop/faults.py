"""Which request of an emulated shop is spoiled and how; the same script spoils the same requests every time."""

from decimal import Decimal

from connector.sandbox.faults import BadFault, Fault

WHAT = (
    "500_before",
    "500_after",
    "503",
    "429",
    "throttled",
    "page",
    "delay",
    "drop_before",
    "drop_after",
)
"""`before`: nothing was done. `after`: the request was carried out. `drop`: the connection closes without an answer.
`page`: a firewall's HTML. `throttled`: Shopify's refusal with status 200. `delay`: done, answered `seconds` later."""


def fault(
    what: str, where: str = "*", *, times: int | None = None, share: str = "1", seconds: str = "1", seed: int = 1
) -> Fault:
    """`where` as in `Shop.calls`: "PUT orders/{id}", "mutation Tell"; `times` None is for ever. Raises BadFault."""
    if what not in WHAT:
        raise BadFault(f"'what' is {what!r}; expected one of {', '.join(WHAT)}")
    return Fault(where=where, what=what, times=times, share=Decimal(share), seconds=Decimal(seconds), seed=seed)
