"""How Siigo answers with an error."""

from flask import Response

from connector.sandbox.answers import reply
from connector.sandbox.siigo.problems import Refused, envelope

ERROR_HEADER = "siigoapi-error-code"


def refusal(error: Refused) -> Response:
    """The envelope, and the first code as a header."""
    response = reply(envelope(error.status, error.problems), error.status)
    response.headers[ERROR_HEADER] = error.problems[0].code
    return response
