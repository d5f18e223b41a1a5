"""Parcels as the bridge wants them: one request whose rows know their numbers, whoever loads it (seed 003). Pure."""

from collections.abc import Mapping, Sequence
from typing import cast

from connector import json_text
from connector.ledgers.siigo_pyme.fields import MOVEMENT
from connector.ledgers.siigo_pyme.settings import Settings
from connector.ledgers.values import Fields
from connector.model.money import money_of
from connector.model.outbox import Parcel


def request_of(settings: Settings, parcels: Sequence[Parcel]) -> Fields:
    """The whole request. The parcels of a batch are of one month, so of one year."""
    return {
        "id_connection": settings.id_connection,
        "execution_type": "export",
        "resource": "accounting_movements",
        "data": {
            "params": {
                "year": parcels[0].dated_on.year,
                "basic_invoice": settings.basic_invoice,
                "modify_documents": settings.modify_documents,
            },
            "list": [row for parcel in parcels for row in rows_of(parcel)],
        },
        "request_config": {
            "timeout": settings.timeout,
            "attempts": settings.attempts,
            "backoff": settings.backoff,
        },
    }


def rows_of(parcel: Parcel) -> Sequence[Fields]:
    """Of one document, with its number, also where a receivable crosses with the document itself."""
    body = cast(Mapping[str, object], json_text.parse(parcel.contents))
    crosses = {money_of(place) for place in cast(list[object], body["_own_crosses"])}
    return [
        _numbered(row, parcel.number, crosses_itself=place in crosses)
        for place, row in enumerate(cast(list[Fields], body["rows"]), 1)
    ]


def _numbered(row: Fields, number: int, *, crosses_itself: bool) -> Fields:
    filled = {**row, "document_number": number, **({"cross_document_number": number} if crosses_itself else {})}
    return {name: filled[name] for name in MOVEMENT if name in filled}
