"""What only a person can mend about an inventory as a whole."""

from connector.errors import ConnectorError


class StockProblem(ConnectorError):
    """The run cannot be done as the connection file or the shop stand; `str()` says what to do."""
