"""What `connector doctor` looks at in a WooCommerce shop: every finding is a Check, none is raised."""

from collections.abc import Iterator, Mapping

from connector.errors import RemoteError
from connector.messages import say
from connector.ports import Check
from connector.stores.woocommerce.client import WooClient

NEEDED = ("order.created", "order.updated")
WANTED = ("order.deleted", "order.restored")
"""Without these we learn of a trashed order when it is read again, or never."""

ROUNDING = "settings/tax/woocommerce_tax_round_at_subtotal"


def checks(client: WooClient | None, *, writes: bool) -> Iterator[Check]:
    """Credentials first; the rest only when they work."""
    if client is None:
        yield Check(
            name=say("woocommerce.check_credentials"),
            ok=False,
            detail=say("woocommerce.check_credentials_none"),
            fix=say("woocommerce.check_credentials_fix"),
            severity="warning",
        )
        return
    try:
        client.get("orders", {"per_page": "1"})
    except RemoteError as error:
        fix = say("woocommerce.check_credentials_fix")
        yield Check(name=say("woocommerce.check_credentials"), ok=False, detail=str(error), fix=fix)
        return
    yield Check(name=say("woocommerce.check_credentials"), ok=True, detail=say("woocommerce.check_credentials_ok"))
    if writes:
        yield _writing(client)
    yield from _webhooks(client)
    yield from _rounding(client)


def _writing(client: WooClient) -> Check:
    """An empty batch needs the right to write, and changes nothing."""
    name = say("woocommerce.check_writing")
    try:
        client.write("POST", "orders/batch", {})
    except RemoteError as error:
        fix = say("woocommerce.check_writing_fix")
        return Check(name=name, ok=False, detail=str(error), fix=fix, severity="warning")
    return Check(name=name, ok=True, detail=say("woocommerce.check_writing_ok"))


def _webhooks(client: WooClient) -> Iterator[Check]:
    try:
        hooks = [hook for hook in client.pages("webhooks", {}) if isinstance(hook, dict)]
    except RemoteError as error:
        yield Check(name=say("woocommerce.check_webhooks"), ok=False, detail=str(error), severity="warning")
        return
    for topic in NEEDED + WANTED:
        yield _webhook(topic, [hook for hook in hooks if hook.get("topic") == topic])


def _webhook(topic: str, hooks: list[Mapping[str, object]]) -> Check:
    """One topic. A webhook turns itself off at its seventh failure in a row, silently (store-protocols.md 9.4)."""
    name = say("woocommerce.check_webhook", topic=topic)
    active = [str(hook.get("delivery_url")) for hook in hooks if hook.get("status") == "active"]
    if active:
        return Check(name=name, ok=True, detail=say("woocommerce.check_webhook_ok", urls=", ".join(active)))
    if hooks:
        detail = say("woocommerce.check_webhook_status", status=hooks[0].get("status"))
        fix = say("woocommerce.check_webhook_replace")
    else:
        detail = say("woocommerce.check_webhook_missing")
        fix = say("woocommerce.check_webhook_create", topic=topic)
    return Check(name=name, ok=False, detail=detail, fix=fix, severity="error" if topic in NEEDED else "warning")


def _rounding(client: WooClient) -> Iterator[Check]:
    """Rounding at subtotal level makes totals that no sum of lines comes to (store-protocols.md 10.2)."""
    name = say("woocommerce.check_rounding")
    try:
        setting = client.get(ROUNDING)
    except RemoteError as error:
        yield Check(name=name, ok=False, detail=str(error), severity="warning")
        return
    if not (isinstance(setting, dict) and setting.get("value") == "yes"):
        yield Check(name=name, ok=True, detail=say("woocommerce.check_rounding_ok"))
        return
    detail, fix = say("woocommerce.check_rounding_subtotal"), say("woocommerce.check_rounding_fix")
    yield Check(name=name, ok=False, detail=detail, fix=fix, severity="warning")
