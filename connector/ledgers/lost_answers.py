"""What is known of a call whose answer is lost or makes no sense: where it may be repeated, it is tried again later.

Of any other nobody knows what was done, and only a look-up may tell.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import requests

from connector import json_text
from connector.errors import OutcomeUnknown, RemoteUnavailable
from connector.messages import say


@contextmanager
def answer_may_be_lost(*, is_repeatable: bool) -> Iterator[None]:
    """Raises RemoteUnavailable instead of OutcomeUnknown around a call that harms nothing when it is made twice."""
    try:
        yield
    except OutcomeUnknown as error:
        if not is_repeatable:
            raise
        raise RemoteUnavailable(str(error)) from error


def json_in(response: requests.Response, key: str, *, is_repeatable: bool) -> object:
    """A 2xx that is no JSON comes from something between us and the system: we cannot know what was done.

    Raises RemoteUnavailable or OutcomeUnknown with the sentence of `key`.
    """
    try:
        return json_text.parse(response.content)
    except json_text.NotJson as error:
        words = say(key, status=response.status_code, why=str(error)[:100])
        if is_repeatable:
            raise RemoteUnavailable(words, status=response.status_code) from None
        raise OutcomeUnknown(words, status=response.status_code) from None
