"""Serves an emulated shop on loopback while a block runs: a thread a connection, a socket that closes for a drop."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from typing import Any, NamedTuple

from connector.sandbox.server import Call, Reply, served
from connector.sandbox.shop import shopify, woocommerce
from connector.sandbox.shop.exchange import Answer, Request, read_request
from connector.sandbox.shop.state import Platform, Shop, shop_of


class Side(NamedTuple):
    """What the two platforms do each in its own way."""

    where: Callable[[Request], str]
    answer: Callable[[Shop, Request], Answer]
    error: Callable[[int], Answer]


SIDES: Mapping[Platform, Side] = {
    "woocommerce": Side(woocommerce.where, woocommerce.answer, woocommerce.error),
    "shopify": Side(shopify.where, shopify.answer, shopify.error),
}


@dataclass(frozen=True, slots=True)
class RunningShop:
    """A shop that is being served."""

    url: str
    """Without a slash at its end."""
    shop: Shop

    @property
    def section(self) -> dict[str, object]:
        """The `store:` section of a connection to it."""
        shared: dict[str, object] = {"platform": self.shop.platform, "url": self.url}
        shared["webhook_secret"] = self.shop.hook_secret
        if self.shop.platform == "shopify":
            return shared | {"access_token": self.shop.token}
        return shared | {"consumer_key": self.shop.key, "consumer_secret": self.shop.secret}


@contextmanager
def running_shop(
    platform: Platform, orders: Iterable[Mapping[str, Any]] = (), *, port: int = 0, **fields: Any
) -> Iterator[RunningShop]:
    """A shop with these orders, as its webhooks write them; `fields` are those of `Shop`."""
    shop = shop_of(platform, orders, **fields)
    with served(partial(_reply, shop), port=port) as url:
        yield RunningShop(url, shop)


def answered(shop: Shop, request: Request) -> Answer | None:
    """None for a connection that breaks."""
    side = SIDES[shop.platform]
    fault = shop.fault_at(side.where(request))
    match fault.what if fault else "":
        case "500_before":
            return side.error(500)
        case "503":
            return side.error(503)
        case "429":
            return side.error(429)
        case "throttled":
            return shopify.throttled()
        case "page":
            return Answer(403, b"<html><body>Blocked</body></html>", {"Content-Type": "text/html"})
        case "drop_before":
            return None
    with shop.lock:
        answer = side.answer(shop, request)
    if fault:
        fault.hold_up()
    if fault and fault.what == "500_after":
        return side.error(500)
    return None if fault and fault.what == "drop_after" else answer


def _reply(shop: Shop, call: Call) -> Reply | None:
    host = call.headers.get("Host", "")
    answer = answered(shop, read_request(call.method, call.target, host, dict(call.headers.items()), call.body))
    if answer is None:
        return None
    headers = {"Content-Type": "application/json"} | answer.headers
    return Reply(f"{answer.status} {HTTPStatus(answer.status).phrase}", tuple(headers.items()), answer.body)
