"""Texts of `connector/settings.py`."""

TEXTS = {
    "settings.database_url": (
        "se espera sqlite:///archivo o postgresql://usuario:clave@servidor/base, con los signos especiales de la "
        "clave escritos como %40; el valor no se muestra porque puede tener una clave",
        "expected sqlite:///file or postgresql://user:password@host/name, with special characters of the password "
        "written like %40; the value is not shown because it may hold a password",
    ),
}
