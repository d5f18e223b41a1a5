"""Texts of `connector/wiring.py`."""

TEXTS = {
    "wiring.no_folder": (
        "{folder}: no existe la carpeta de mapeos; créela o indique otra con CONNECTOR_MAPPINGS",
        "{folder}: the mappings folder does not exist; make it or name another with CONNECTOR_MAPPINGS",
    ),
    "wiring.no_connections": (
        "{folder}: no hay ninguna conexión; cree un archivo .yaml (vea mappings/README.md)",
        "{folder}: there is no connection; write a .yaml file (see mappings/README.md)",
    ),
    "wiring.not_ready": (
        "La conexión {connection} no está disponible porque un archivo de mapeos tiene errores: ejecute connector lint",
        "Connection {connection} is not available because a mapping file has errors: run connector lint",
    ),
    "wiring.stood_still": (
        "Este proceso estuvo detenido demasiado tiempo; otro puede haber tomado su lugar, así que no llama a nadie",
        "This process stood still for too long; another may have taken its place, so it calls nobody",
    ),
    "wiring.no_section": (
        "pide la sección `{section}:`, con su comprobante; agréguela",
        "needs the section `{section}:`, with its document type; add it",
    ),
    "wiring.missing": ("falta; agréguelo", "is missing; add it"),
    "wiring.unknown_field": (
        "no se reconoce esta palabra; corríjala o elimínela",
        "this word is not known; correct or remove it",
    ),
    "wiring.pattern": ("no tiene la forma esperada ({pattern})", "does not have the expected form ({pattern})"),
    "wiring.one_of": ("debe ser uno de: {expected}", "must be one of: {expected}"),
    "wiring.empty": ("está vacío; escriba un valor", "is empty; give a value"),
    "wiring.range": ("está fuera del rango permitido (límite {bound})", "is out of the range allowed (bound {bound})"),
    "wiring.wrong_kind": ("se esperaba un valor de tipo {expected}", "expected a value of type {expected}"),
}
