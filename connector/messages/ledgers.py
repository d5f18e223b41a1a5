"""Texts of `connector/ledgers/__init__.py`."""

TEXTS = {
    "ledgers.unknown_system": (
        "ledger.system: no se conoce «{found}»; los sistemas contables disponibles son: {known}",
        'ledger.system: "{found}" is not known; the accounting systems at hand are: {known}',
    ),
}
