"""Every error this package raises on purpose, as a tree of one question: who must act next?

    ConnectorError
      ConfigError            the operator, before anything starts
      MappingError           the merchant, in a YAML file we can point at
      DeliveryRefused        the sender; nothing was stored
      OrderHeld              the merchant, in the shop or the mapping; then replay
        ProductsMissing      the same, or we, where the mapping says how to make them
      RemoteError            the other side
        RemoteUnavailable    nobody: we try again by ourselves; nothing was done there
        OutcomeUnknown       nobody: we look it up first, then try again with the same key only
        RemoteRejected       the merchant or us: the same request again changes nothing

Anything else that reaches the worker is a bug: the order is parked with its traceback.
"""

from collections.abc import Sequence


class ConnectorError(Exception):
    """Root of the tree. `str()` is a sentence for the person who must act."""


class ConfigError(ConnectorError):
    """The installation cannot start as it is configured. Holds every problem found, not the first."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class MappingError(ConnectorError):
    """A connection file says something that cannot be carried out. Holds every problem, each `file:line:column: …`."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class DeliveryRefused(ConnectorError):
    """A webhook POST that was answered with a 4xx and not stored. `status` is the HTTP status to answer."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class OrderHeld(ConnectorError):
    """The order cannot be invoiced until the merchant changes something. Holds every problem, each a whole sentence."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class ProductsMissing(OrderHeld):
    """The order names products that the accounting system does not have: `codes`."""

    def __init__(self, *problems: str, codes: Sequence[str]) -> None:
        super().__init__(*problems)
        self.codes = tuple(codes)


class RemoteError(ConnectorError):
    """The shop or the accounting system did not do what was asked."""

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        code: str = "",
        params: Sequence[str] = (),
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.params = tuple(params)


class RemoteUnavailable(RemoteError):
    """Nothing was done over there (no connection, 429, 503). Safe to send again, after `retry_after` seconds if given.

    `counts` is false when no call was made at all (our own rate limit): such a wait is not a try.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        code: str = "",
        retry_after: float | None = None,
        counts: bool = True,
    ) -> None:
        super().__init__(message, status=status, code=code)
        self.retry_after = retry_after
        self.counts = counts


class OutcomeUnknown(RemoteError):
    """The request may or may not have been carried out (read timeout, lost connection, 408, 5xx)."""


class RemoteRejected(RemoteError):
    """The other side understood and refused (other 4xx). `code` and `params` are its own words."""
