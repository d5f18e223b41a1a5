"""The id of a record that is sent: none with a new one, that of a known one with a replacement."""

from collections.abc import Mapping

from connector.sandbox.siigo_legacy.fields import Body
from connector.sandbox.siigo_legacy.refusals import not_found, raise_any, wrong


def check_no_id(sent: Body) -> None:
    """Raises Refused."""
    if sent.get("Id"):
        raise_any([wrong("Id", sent["Id"], "nothing or 0: it is an answer")])


def known_id(rows: Mapping[int, Body], sent: Body) -> int:
    """Raises Refused: 404."""
    id_: int = sent.get("Id", 0)
    if id_ not in rows:
        raise not_found("Id", sent.get("Id", "missing"))
    return id_


def known(rows: Mapping[int, Body], id_: int) -> Body:
    """Raises Refused: 404."""
    if id_ not in rows:
        raise not_found("Id", id_)
    return rows[id_]
