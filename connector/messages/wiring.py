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
    "wiring.no_stock_credentials": (
        "sincronizar existencias necesita las credenciales de la tienda en `store:`; agréguelas",
        "synchronising stock needs the shop's credentials in `store:`; add them",
    ),
    "wiring.no_balances": (
        "el sistema {system} no informa existencias; quite la sección `inventory`",
        "the system {system} tells no balances; remove the section `inventory`",
    ),
    "wiring.missing": ("falta; agréguelo", "is missing; add it"),
    "wiring.unknown_field": ("esta palabra no existe aquí{near}", "there is no such word here{near}"),
    "wiring.pattern": ("no tiene la forma esperada ({pattern})", "does not have the expected form ({pattern})"),
    "wiring.one_of": (
        "es {found} y debe ser uno de estos: {expected}",
        "is {found} and must be one of these: {expected}",
    ),
    "wiring.empty": ("está vacío; escriba un valor", "is empty; give a value"),
    "wiring.too_long": (
        "es demasiado largo; escriba máximo {most} caracteres",
        "is too long; {most} characters at most",
    ),
    "wiring.greater_than": ("es {found} y debe ser mayor que {bound}", "is {found} and must be more than {bound}"),
    "wiring.greater_than_equal": ("es {found} y debe ser {bound} o más", "is {found} and must be {bound} or more"),
    "wiring.less_than_equal": ("es {found} y debe ser {bound} o menos", "is {found} and must be {bound} or less"),
    "wiring.unlike": (
        "no dice lo mismo que {there}: las conexiones de la empresa {company} comparten lotes, y cada lote sale como "
        "diga cualquiera de ellas; escriba el mismo valor en ambas",
        "does not say the same as {there}: the connections of the company {company} share batches, and each leaves as "
        "any of them says; write the same value in both",
    ),
    "wiring.wrong_kind": ("es {found} y debe ser {expected}", "is {found} and must be {expected}"),
    "wiring.kind_whole": ("un número entero, sin unidades", "a whole number, without units"),
    "wiring.kind_number": ("un número", "a number"),
    "wiring.kind_bool": ("true o false", "true or false"),
    "wiring.kind_text": (
        "un texto (entre comillas, si parece un número)",
        "a text (in quotes, if it looks like a number)",
    ),
    "wiring.kind_list": ("una lista, como [uno, otro]", "a list, such as [one, another]"),
    "wiring.kind_lines": (
        "un grupo de líneas `palabra: valor`, debajo o entre llaves",
        "a group of lines `word: value`, below or in braces",
    ),
}
