"""Texts of `connector/stores/__init__.py`."""

TEXTS = {
    "stores.unknown_platform": (
        "store.platform: no existe la plataforma {found}; las que hay son {known}",
        "store.platform: there is no platform {found}; there are {known}",
    ),
}
