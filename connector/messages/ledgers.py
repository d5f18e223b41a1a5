"""Texts of the modules of `connector/ledgers/` that all accounting systems share."""

TEXTS = {
    "ledgers.unknown_system": (
        "ledger.system: no se conoce «{found}»; los sistemas contables disponibles son: {known}",
        'ledger.system: "{found}" is not known; the accounting systems at hand are: {known}',
    ),
    "ledgers.adjustment_code": (
        "residue: adjustment_line necesita adjustment_code: el código de un producto sin impuestos en Siigo",
        "residue: adjustment_line needs adjustment_code: the code of a product without taxes in Siigo",
    ),
}
