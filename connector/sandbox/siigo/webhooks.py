"""Subscriptions, and deliveries of product changes to this machine only (siigo-api.md 17)."""

from collections.abc import Iterable
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from threading import Thread
from urllib.parse import urlsplit

from connector import json_text
from connector.sandbox.clock import timestamp
from connector.sandbox.siigo import problems, products
from connector.sandbox.siigo.company import Body, Company, Record, new_id
from connector.sandbox.siigo.problems import Problem, Refused
from connector.sandbox.siigo.record_schemas import TOPICS, WEBHOOK
from connector.sandbox.siigo.shape import checked

LOOPBACK = ("127.0.0.1", "localhost", "::1")
SECONDS = 5


def create(company: Company, body: object) -> Record:
    """Raises Refused."""
    sent = _read(body)
    now = company.now()
    answer: Body = {
        "id": new_id(),
        "application_id": sent["application_id"],
        "url": sent["url"],
        "topic": sent["topic"],
    }
    answer |= {"company_key": company.name, "active": sent.get("active", True), "created_at": timestamp(now)}
    record = Record(answer, now, now)
    company.webhooks[answer["id"]] = record
    return record


def replace(company: Company, id_: str, body: object) -> Record:
    """`id_` is empty for the documented path, which names the subscription by application and topic. Raises Refused."""
    sent = _read(body)
    record = company.webhooks.get(id_) if id_ else _of(company, sent)
    if record is None:
        raise problems.not_found()
    record.touched = company.now()
    record.answer |= {"url": sent["url"], "topic": sent["topic"], "active": sent.get("active", True)}
    return record


def delete(company: Company, id_: str) -> Body:
    """Raises Refused: not_found."""
    if company.webhooks.pop(id_, None) is None:
        raise problems.not_found()
    return {"id": id_, "deleted": True}


def deliver(company: Company) -> None:
    """Send what has changed since the last time, each to its subscribers, in a thread of its own. Lost is lost."""
    with company.lock:
        changes, company.changes = company.changes, []
        posts = [
            (str(record.answer["url"]), json_text.write(_message(company, topic, product)))
            for topic, product in changes
            for record in _subscribers(company, topic)
        ]
    if posts and company.options.deliver_webhooks:
        Thread(target=_post_all, args=(posts,), daemon=True).start()


def _read(body: object) -> Body:
    sent = checked(WEBHOOK, body)
    if sent["topic"] not in TOPICS:
        raise Refused(Problem("invalid_reference", "The topic doesn't exist", ("topic",)))
    return sent


def _of(company: Company, sent: Body) -> Record | None:
    same = ("application_id", "topic")
    records = company.webhooks.values()
    return next((record for record in records if all(record.answer[name] == sent[name] for name in same)), None)


def _subscribers(company: Company, topic: str) -> Iterable[Record]:
    return [
        record
        for record in company.webhooks.values()
        if record.answer["active"] and record.answer["topic"] == topic and _is_near(record.answer["url"])
    ]


def _is_near(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "http" and parts.hostname in LOOPBACK


def _message(company: Company, topic: str, product: Record) -> Body:
    return {
        "company_key": company.name,
        "username": company.username,
        "topic": topic,
        **products.shown(company, product),
    }


def _post_all(posts: list[tuple[str, str]]) -> None:
    for url, text in posts:
        parts = urlsplit(url)
        connection = HTTPConnection(parts.hostname or "", parts.port or 80, timeout=SECONDS)
        with suppress(OSError, HTTPException):
            path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
            connection.request("POST", path, text.encode(), {"Content-Type": "application/json"})
            connection.getresponse().read()
        connection.close()
