"""Texts of `connector/mapping/`: what a merchant reads about a connection file, or an order that it cannot map."""

TEXTS = {
    "mapping.shadow": (
        "shadow: se espera true o false, y dice {found}",
        "shadow: expected true or false, found {found}",
    ),
    # words inside other sentences
    "mapping.did_you_mean": ("; ¿quiso decir '{word}'?", "; did you mean '{word}'?"),
    "mapping.choices": ("; existen: {words}", "; there are: {words}"),
    "mapping.no_choices": ("; no hay opciones definidas", "; none is defined"),
    "mapping.found_empty": ("vacío", "empty"),
    "mapping.kind_text": ("un texto", "text"),
    "mapping.kind_money": ("un número", "a number"),
    "mapping.kind_integer": ("un número entero", "a whole number"),
    "mapping.kind_flag": ("verdadero o falso", "true or false"),
    "mapping.kind_moment": ("una fecha con hora", "a date and time"),
    "mapping.kind_date": ("una fecha", "a date"),
    "mapping.kind_object": ("un objeto", "an object"),
    "mapping.kind_list": ("una lista", "a list"),
    "mapping.kind_any": ("cualquier valor", "any value"),
    # the file as such
    "mapping.unreadable": ("el archivo no se puede leer: {why}", "the file cannot be read: {why}"),
    "mapping.too_big": (
        "el archivo pasa de {limit} bytes; dividir las tablas grandes o quitar lo que sobre",
        "the file has more than {limit} bytes; split large tables or remove what is not needed",
    ),
    "mapping.too_much": (
        "el archivo tiene más de {limit} valores o más de {depth} niveles; quitar lo que sobre",
        "the file has more than {limit} values or more than {depth} levels; remove what is not needed",
    ),
    "mapping.not_utf8": (
        "el byte {byte} no es UTF-8; guardar el archivo con codificación UTF-8",
        "the byte {byte} is not UTF-8; save the file as UTF-8",
    ),
    "mapping.control_character": (
        "hay un carácter invisible {code}; borrarlo",
        "there is an invisible character {code}; delete it",
    ),
    "mapping.empty_file": (
        "el archivo está vacío; empezar con la línea `mapping: 1`",
        "the file is empty; begin with the line `mapping: 1`",
    ),
    "mapping.not_object": (
        "se esperaban líneas `palabra: valor`; empezar con `mapping: 1`",
        "expected lines `word: value`; begin with `mapping: 1`",
    ),
    "mapping.yaml_tab": (
        "hay un tabulador donde YAML solo admite espacios; cambiarlo por espacios",
        "there is a tab where YAML only allows blanks; replace it by blanks",
    ),
    "mapping.yaml_character": (
        "un valor no puede empezar con {found}; ponerlo entre comillas",
        "a value cannot begin with {found}; put it in quotes",
    ),
    "mapping.yaml_colon": (
        "aquí no puede ir `: `; revisar la sangría, o poner entre comillas el texto que lleva dos puntos",
        "`: ` cannot stand here; check the indentation, or put the text that has a colon in quotes",
    ),
    "mapping.yaml_no_colon": (
        "falta `:` después de un nombre, o la línea anterior no terminó",
        "a `:` is missing after a name, or the line above has not ended",
    ),
    "mapping.yaml_quote": ("unas comillas no se cierran; cerrarlas", "a quote is not closed; close it"),
    "mapping.yaml_escape": (
        "una barra \\ entre comillas dobles no es válida; usar comillas simples",
        "a backslash in double quotes is not valid; use single quotes",
    ),
    "mapping.yaml_bracket": (
        "falta una coma, o cerrar lo que se abre en la línea {line}; un texto que lleva `: ` o comas va entre comillas",
        "a comma is missing, or what opens in line {line} is not closed; text that has `: ` or commas goes in quotes",
    ),
    "mapping.yaml_indent": (
        "la sangría no coincide con la de las líneas de arriba; alinear esta línea con ellas",
        "the indentation does not match the lines above; align this line with them",
    ),
    "mapping.yaml_two_documents": (
        "el archivo tiene dos documentos; quitar la línea `---` y dejar uno",
        "the file has two documents; remove the line `---` and leave one",
    ),
    "mapping.yaml_alias": (
        "*{found} no está definido; escribir antes &{found}, o poner el texto entre comillas",
        "*{found} is not defined; write &{found} before it, or put the text in quotes",
    ),
    "mapping.yaml_other": (
        "el archivo no es YAML válido; revisar esta línea y la anterior",
        "the file is not valid YAML; check this line and the one above",
    ),
    "mapping.yaml_unknown": (
        "el archivo no es YAML válido; revisar las barras \\ entre comillas y las líneas que empiezan con %",
        "the file is not valid YAML; check backslashes in quotes and lines that begin with %",
    ),
    "mapping.tag": ("la etiqueta {tag} no se admite; quitarla", "the tag {tag} is not allowed; remove it"),
    "mapping.key_not_text": (
        "el nombre antes de `:` debe ser un texto o un número",
        "the name before `:` must be text or a number",
    ),
    "mapping.merge_key": (
        "`<<` no se admite; usar `extends` para heredar",
        "`<<` is not allowed; use `extends` to inherit",
    ),
    "mapping.duplicate_key": (
        "'{name}' ya está en la línea {line}; dejar uno de los dos",
        "'{name}' already stands in line {line}; leave one of the two",
    ),
    "mapping.doubtful_number": (
        "{text} puede leerse de dos maneras; escribir '{text}' entre comillas si es un texto o un código, "
        "o el número con solo dígitos",
        "{text} can be read in two ways; write '{text}' in quotes if it is text or a code, "
        "or the number with digits only",
    ),
    "mapping.comment": (
        "aviso: de este texto solo se lee '{found}', porque lo que sigue a ` #` es un comentario; "
        'si es parte del texto, escribir "{whole}" con comillas',
        "notice: only '{found}' is read of this text, because what follows ` #` is a comment; "
        'if it is part of the text, write "{whole}" with quotes',
    ),
    "mapping.doubtful_path": (
        "{target}: {text} puede leerse de dos maneras; escribir `const: '{text}'` si es un texto o un código, "
        "o el número con solo dígitos",
        "{target}: {text} can be read in two ways; write `const: '{text}'` if it is text or a code, "
        "or the number with digits only",
    ),
    "mapping.no_environment": (
        "falta la variable {name}; ponerla en el entorno o en el archivo .env",
        "the variable {name} is missing; put it in the environment or in the file .env",
    ),
    "mapping.bad_reference": (
        "{text}: una variable se escribe ${{NOMBRE}} o ${{NOMBRE:-valor}}",
        "{text}: a variable is written ${{NAME}} or ${{NAME:-value}}",
    ),
    # the words at the top
    "mapping.no_version": ("falta `mapping: 1` al comienzo", "`mapping: 1` is missing at the beginning"),
    "mapping.other_version": (
        "mapping: {found} no se conoce; escribir `mapping: 1`",
        "mapping: {found} is not known; write `mapping: 1`",
    ),
    "mapping.no_name": (
        "falta `connection:` con el nombre de la conexión",
        "`connection:` with the connection's name is missing",
    ),
    "mapping.bad_name": (
        "connection: '{found}' no sirve de nombre; usar hasta 40 letras minúsculas sin tilde, dígitos, - y _",
        "connection: '{found}' cannot be a name; use up to 40 small letters a-z, digits, - and _",
    ),
    "mapping.same_name": (
        "connection: '{name}' también es el nombre de {others}; dar a cada archivo un nombre distinto",
        "connection: '{name}' is also the name of {others}; give each file its own name",
    ),
    "mapping.unknown_word": ("la palabra '{word}' no existe{near}", "there is no word '{word}'{near}"),
    "mapping.no_section": ("falta la sección `{word}:`", "the section `{word}:` is missing"),
    "mapping.section_not_object": (
        "{name}: se esperaban líneas `palabra: valor` debajo",
        "{name}: expected lines `word: value` below",
    ),
    "mapping.no_value": (
        "{name}: no tiene valor; escribirlo o borrar la línea",
        "{name}: has no value; write one or delete the line",
    ),
    "mapping.secret": (
        "{name}: los secretos no van en el archivo; escribir {suggestion} y poner el valor en el entorno o en .env",
        "{name}: secrets never stand in the file; write {suggestion} and put the value in the environment or in .env",
    ),
    "mapping.bad_preset_name": (
        "extends: '{found}' no es una plantilla; escribir por ejemplo `extends: base/woocommerce`",
        "extends: '{found}' is no preset; write for example `extends: base/woocommerce`",
    ),
    "mapping.no_preset": (
        "extends: no existe la plantilla '{name}'{near}",
        "extends: there is no preset '{name}'{near}",
    ),
    "mapping.preset_cycle": (
        "extends: '{name}' termina heredando de sí misma; quitar uno de los `extends`",
        "extends: '{name}' ends up inheriting from itself; remove one of the `extends`",
    ),
    "mapping.buyer_not_object": (
        "buyer: se esperaba `when_no_id: …` o `single_name: …` debajo",
        "buyer: expected `when_no_id: …` or `single_name: …` below",
    ),
    "mapping.buyer_word": ("buyer: la palabra '{word}' no existe{near}", "buyer: there is no word '{word}'{near}"),
    "mapping.when_no_id": (
        "buyer.when_no_id: {found} no se conoce; escribir hold, final_consumer o {{final_consumer_below: 200000}}",
        "buyer.when_no_id: {found} is not known; write hold, final_consumer or {{final_consumer_below: 200000}}",
    ),
    "mapping.single_name": (
        "buyer.single_name: {found} no se conoce; escribir hold o repeat",
        "buyer.single_name: {found} is not known; write hold or repeat",
    ),
    "mapping.sale_not_object": (
        "sale: se esperaban líneas como `shipping_tax: goods` debajo",
        "sale: expected lines like `shipping_tax: goods` below",
    ),
    "mapping.sale_word": ("sale: la palabra '{word}' no existe{near}", "sale: there is no word '{word}'{near}"),
    "mapping.sale_choice": (
        "sale.{word}: '{found}' no se conoce{near}",
        "sale.{word}: '{found}' is not known{near}",
    ),
    "mapping.sale_flag": (
        "sale.{word}: '{found}' no se conoce; escribir true o false",
        "sale.{word}: '{found}' is not known; write true or false",
    ),
    "mapping.sale_list": (
        "sale.{word}: se esperaba una lista de textos, como [uno, otro]",
        "sale.{word}: expected a list of texts, like [one, another]",
    ),
    "mapping.sale_both": (
        "sale.excluded: '{sku}' también está en `exempt`; dejarlo en una de las dos listas",
        "sale.excluded: '{sku}' stands in `exempt` too; leave it in one of the two lists",
    ),
    "mapping.sale_exempt_without_vat": (
        "sale.{word}: sin ser responsable de IVA ninguna línea lleva IVA, tampoco de 0 %; quitarlo, o quitar "
        "`vat_responsible: false`",
        "sale.{word}: who is not responsible for IVA has no line with IVA, not of 0 % either; remove it, or remove "
        "`vat_responsible: false`",
    ),
    "mapping.only_gift_cards": (
        "el pedido solo tiene tarjetas de regalo, por `gift_cards` en `sale:`; su venta es un anticipo y no se factura",
        "the order has only gift cards, by `gift_cards` in `sale:`; selling them is an advance, which is not invoiced",
    ),
    # tables
    "mapping.tables_not_object": (
        "tables: se esperaban tablas `nombre: {{clave: valor}}` debajo",
        "tables: expected tables `name: {{key: value}}` below",
    ),
    "mapping.table_not_object": (
        "{target}: se esperaban líneas `clave: valor` debajo",
        "{target}: expected lines `key: value` below",
    ),
    "mapping.ambiguous_keys": (
        "aviso: {target}: '{found}' y otra clave solo difieren en mayúsculas o tildes y tienen valores distintos; "
        "solo se encuentran escritas igual",
        "notice: {target}: '{found}' and another key differ only in case or accents and have different values; "
        "they are only found exactly as written",
    ),
    "mapping.no_row": (
        "la tabla {table} no tiene '{found}' (tiene: {known}); agregar la línea `{found}: …` en tables.{table}, {at}",
        "the table {table} has no '{found}' (it has: {known}); add the line `{found}: …` in tables.{table}, {at}",
    ),
    # rules
    "mapping.rules_not_object": (
        "{target}: se esperaban líneas `campo: ruta` debajo",
        "{target}: expected lines `field: path` below",
    ),
    "mapping.customer_in_invoice": (
        "invoice.customer: los campos del cliente van en la sección `customer:`; moverlos allí",
        "invoice.customer: the customer's fields stand in the section `customer:`; move them there",
    ),
    "mapping.target_no_value": (
        "{target}: no tiene valor; escribirlo o borrar la línea",
        "{target}: has no value; write one or delete the line",
    ),
    "mapping.not_scalar": (
        "{target}: se esperaba un solo texto o número",
        "{target}: expected a single text or number",
    ),
    "mapping.mixed_word": (
        "{target}: '{word}' no es una palabra de las reglas{near}",
        "{target}: '{word}' is no word of a rule{near}",
    ),
    "mapping.no_source": (
        "{target}: solo dice {words}; falta de dónde sale el valor: from, first_of, const, pieces, when o each",
        "{target}: only says {words}; where does the value come from? from, first_of, const, pieces, when or each",
    ),
    "mapping.two_sources": (
        "{target}: {words} no van juntos; dejar uno",
        "{target}: {words} cannot stand together; leave one",
    ),
    "mapping.only_with": (
        "{target}: `{word}` solo va con `{partner}`; quitarlo",
        "{target}: `{word}` only goes with `{partner}`; remove it",
    ),
    "mapping.not_with_each": (
        "{target}: `{word}` no va con `each`; ponerlo en los campos de `item`",
        "{target}: `{word}` does not go with `each`; put it in the fields of `item`",
    ),
    "mapping.not_with_when": (
        "{target}: `{word}` no va con `when`; ponerlo dentro de cada `then`",
        "{target}: `{word}` does not go with `when`; put it inside each `then`",
    ),
    "mapping.not_a_path": (
        "{target}: `{word}` espera una ruta del pedido y encontró {found}; para un valor fijo usar `const` o `default`",
        "{target}: `{word}` expects a path of the order and found {found}; for a fixed value use `const` or `default`",
    ),
    "mapping.no_paths": (
        "{target}: `{word}` está vacío; escribir al menos una ruta",
        "{target}: `{word}` is empty; write at least one path",
    ),
    "mapping.several_values": (
        "{target}: `from` da varios valores; agregar `apply` con una transformación que los una, o `table`",
        "{target}: `from` gives several values; add `apply` with a transform that joins them, or `table`",
    ),
    "mapping.no_pieces": (
        "{target}: `pieces` está vacío; escribir al menos un texto",
        "{target}: `pieces` is empty; write at least one text",
    ),
    "mapping.piece_not_text": (
        "{target}: cada elemento de `pieces` es un texto; ponerlo entre comillas",
        "{target}: each element of `pieces` is text; put it in quotes",
    ),
    "mapping.piece_open": (
        "{target}: en '{piece}' una llave {{ no se cierra; cerrarla, o escribir {{{{ si es un texto",
        "{target}: in '{piece}' a brace {{ is not closed; close it, or write {{{{ if it is text",
    ),
    "mapping.piece_closed": (
        "{target}: en '{piece}' sobra una llave }}; quitarla, o escribir }}}} si es un texto",
        "{target}: in '{piece}' there is a brace }} too many; remove it, or write }}}} if it is text",
    ),
    "mapping.join_not_text": (
        "{target}: `join` es el texto que va entre las piezas; ponerlo entre comillas",
        "{target}: `join` is the text between the pieces; put it in quotes",
    ),
    "mapping.when_not_list": (
        "{target}: `when` es una lista de `- if: …` con `then: …`, y al final `- otherwise: …`",
        "{target}: `when` is a list of `- if: …` with `then: …`, and at the end `- otherwise: …`",
    ),
    "mapping.branch": (
        "{target}: cada elemento de `when` lleva `if` y `then`, y solo el último puede ser `otherwise`",
        "{target}: each element of `when` has `if` and `then`, and only the last may be `otherwise`",
    ),
    "mapping.each_without_item": (
        "{target}: `each` necesita `item` con los campos de cada elemento",
        "{target}: `each` needs `item` with the fields of each element",
    ),
    "mapping.no_transform": (
        "{target}: no existe la transformación '{name}'{near}",
        "{target}: there is no transform '{name}'{near}",
    ),
    "mapping.parameter_missing": (
        "{target}: a {name} le falta su número; escribir por ejemplo {name}:50",
        "{target}: {name} lacks its number; write for example {name}:50",
    ),
    "mapping.parameter_extra": (
        "{target}: {name} no lleva número; escribir solo {name}",
        "{target}: {name} takes no number; write just {name}",
    ),
    "mapping.apply_count": (
        "{target}: {name} recibe {takes} y aquí llega(n) {found} valor(es); escribir sus rutas en `from: […]`",
        "{target}: {name} takes {takes} and is given {found} value(s) here; write their paths in `from: […]`",
    ),
    "mapping.no_table": ("{target}: no existe la tabla '{name}'{near}", "{target}: there is no table '{name}'{near}"),
    "mapping.required_not_flag": (
        "{target}: `required` es true o false",
        "{target}: `required` is true or false",
    ),
    "mapping.default_code": (
        "{target}: el `default` de {name} es el código DANE de un municipio, cinco dígitos entre comillas, como "
        "'11001', y encontró {found}",
        "{target}: the `default` of {name} is the DANE code of a municipality, five digits in quotes, like '11001', "
        "and found {found}",
    ),
    # tests
    "mapping.tests_empty": (
        "{target}: no hay ninguna condición; escribir por ejemplo `status: processing`",
        "{target}: there is no test; write for example `status: processing`",
    ),
    "mapping.tests_not_object": (
        "{target}: se esperaban condiciones `ruta: valor`",
        "{target}: expected tests `path: value`",
    ),
    "mapping.test_empty": (
        "{target}: falta la condición: un valor, o in, contains, present o at_least",
        "{target}: the test is missing: a value, or in, contains, present or at_least",
    ),
    "mapping.test_word": (
        "{target}: no existe la condición '{word}'{near}",
        "{target}: there is no test '{word}'{near}",
    ),
    "mapping.test_equals": (
        "{target}: se esperaba un texto, un número, true o false; para varios valores usar `in: […]`",
        "{target}: expected text, a number, true or false; for several values use `in: […]`",
    ),
    "mapping.test_contains": (
        "{target}: `contains` espera un texto o un número",
        "{target}: `contains` expects text or a number",
    ),
    "mapping.test_in": (
        "{target}: `in` espera una lista de valores: [processing, completed]",
        "{target}: `in` expects a list of values: [processing, completed]",
    ),
    "mapping.test_present": ("{target}: `present` es true o false", "{target}: `present` is true or false"),
    "mapping.test_at_least": (
        "{target}: `at_least` espera un número o una fecha como 2026-11-21",
        "{target}: `at_least` expects a number or a date like 2026-11-21",
    ),
    "mapping.not_equals": (
        "{at}: {path} es {found} y debe ser {wanted}",
        "{at}: {path} is {found} and must be {wanted}",
    ),
    "mapping.not_contains": (
        "{at}: {path} es {found} y debe contener {wanted}",
        "{at}: {path} is {found} and must contain {wanted}",
    ),
    "mapping.not_in": (
        "{at}: {path} es {found} y debe ser uno de: {wanted}",
        "{at}: {path} is {found} and must be one of: {wanted}",
    ),
    "mapping.not_present": ("{at}: {path} está vacío y debe tener un valor", "{at}: {path} is empty and needs a value"),
    "mapping.not_empty": (
        "{at}: {path} es {found} y debe estar vacío",
        "{at}: {path} is {found} and must be empty",
    ),
    "mapping.or": ("o bien", "or"),
    "mapping.not_due": ("Aún no se factura: {why}", "Not to be invoiced yet: {why}"),
    "mapping.not_at_least": (
        "{at}: {path} es {found} y debe ser al menos {wanted}",
        "{at}: {path} is {found} and must be at least {wanted}",
    ),
    # paths
    "mapping.path": ("{target}: ruta {path}: {why}", "{target}: path {path}: {why}"),
    "mapping.path_empty": ("está vacía; escribir una ruta del pedido", "is empty; write a path of the order"),
    "mapping.path_too_long": ("pasa de {limit} caracteres; acortarla", "has more than {limit} characters; shorten it"),
    "mapping.path_literal": (
        "los valores entre ` no se admiten; un texto va entre comillas simples, un número en `when` con `at_least`",
        "values in ` are not allowed; text goes in single quotes, a number in `when` with `at_least`",
    ),
    "mapping.path_odd_name": (
        'un nombre con tildes o signos va entre comillas dobles: "{name}"; un texto fijo va con `const`',
        'a name with accents or signs stands in double quotes: "{name}"; a fixed text goes with `const`',
    ),
    "mapping.path_variable": (
        "una variable va con `const: '{text}'`, y con `apply: [integer]` si debe ser un número",
        "a variable goes with `const: '{text}'`, and with `apply: [integer]` if it must be a number",
    ),
    "mapping.path_quotes": ("unas comillas no se cierran; cerrarlas", "a quote is not closed; close it"),
    "mapping.path_syntax_at": (
        "no se entiende a partir de '{rest}'; un texto fijo va con `const`",
        "cannot be understood from '{rest}' on; a fixed text goes with `const`",
    ),
    "mapping.path_syntax": (
        "está incompleta; un texto fijo va con `const`",
        "is incomplete; a fixed text goes with `const`",
    ),
    "mapping.path_slice": ("[a:b] no se admite; usar [0] o []", "[a:b] is not allowed; use [0] or []"),
    "mapping.path_star": (
        "* no se admite; usar [] para todos los de una lista",
        "* is not allowed; use [] for all of a list",
    ),
    "mapping.path_multi": (
        "[a, b] y {{a: b}} no se admiten; usar `from` con varias rutas, o un objeto de YAML",
        "[a, b] and {{a: b}} are not allowed; use `from` with several paths, or an object of YAML",
    ),
    "mapping.path_expref": ("& no se admite; usar && para «y»", "& is not allowed; use && for `and`"),
    "mapping.path_order_comparison": (
        "< y > no se admiten; usar `when` con `at_least`",
        "< and > are not allowed; use `when` with `at_least`",
    ),
    "mapping.path_function": ("no existe la función {name}(){near}", "there is no function {name}(){near}"),
    "mapping.path_arguments": (
        "{name}() lleva {wanted} valor(es) y tiene {given}",
        "{name}() takes {wanted} value(s) and has {given}",
    ),
    "mapping.path_unknown": ("{type} no tiene '{name}'{near}", "{type} has no '{name}'{near}"),
    "mapping.path_needs_order": (
        "{type} no tiene '{name}'; dentro de `item` el pedido se alcanza con order.{name}",
        "{type} has no '{name}'; inside `item` the order is reached with order.{name}",
    ),
    "mapping.path_order_outside": (
        "`order.` solo va dentro de `item`; quitarlo",
        "`order.` only goes inside `item`; remove it",
    ),
    "mapping.path_yes": (
        "'{name}' no es una ruta; escribir true o false",
        "'{name}' is no path; write true or false",
    ),
    "mapping.path_into_list": (
        "es una lista; escribir {every} para todos o {first} para el primero",
        "is a list; write {every} for all or {first} for the first",
    ),
    "mapping.path_into_leaf": ("{kind} no tiene '{name}'", "{kind} has no '{name}'"),
    "mapping.path_not_list": (
        "[] y [0] van después de una lista, y esto es {kind}",
        "[] and [0] go after a list, and this is {kind}",
    ),
    "mapping.path_compares": (
        "la comparación nunca se cumple ({kinds}); para números usar `when`",
        "the comparison never holds ({kinds}); for numbers use `when`",
    ),
    "mapping.path_length": (
        "length() cuenta listas y textos, y esto es {kind}",
        "length() counts lists and texts, and this is {kind}",
    ),
    # lint
    "mapping.no_rules": (
        "falta la sección `{name}:`, sin la cual no hay factura",
        "the section `{name}:` is missing, without which there is no invoice",
    ),
    "mapping.no_such_document": (
        "{target}: este programa contable no hace ese documento; hace: {known}",
        "{target}: this ledger does not make that document; it makes: {known}",
    ),
    "mapping.unknown_target": (
        "{target}: el programa contable no tiene '{name}'{near}",
        "{target}: the ledger has no '{name}'{near}",
    ),
    "mapping.computed": (
        "este valor lo calcula el conector: quítelo del mapeo",
        "the connector computes this value: take it out of the mapping",
    ),
    "mapping.required_absent": (
        "{target}: falta y el programa contable lo exige; agregarlo",
        "{target}: is missing and the ledger requires it; add it",
    ),
    "mapping.scalar_expected": (
        "{target}: debe ser {wanted} y no un objeto; quitar las líneas de debajo",
        "{target}: must be {wanted} and no object; remove the lines below",
    ),
    "mapping.list_expected": (
        "{target}: debe ser {wanted}; escribir `- ` delante, o usar `each` con `item`",
        "{target}: must be {wanted}; write `- ` before it, or use `each` with `item`",
    ),
    "mapping.list_not_expected": (
        "{target}: debe ser {wanted} y no una lista",
        "{target}: must be {wanted} and no list",
    ),
    "mapping.about": ("{target}: {what} {problem}", "{target}: {what} {problem}"),
    "mapping.target": ("{target}: {problem}", "{target}: {problem}"),
    "mapping.wrong_kind": ("es {found} y debe ser {wanted}; {remedy}", "is {found} and must be {wanted}; {remedy}"),
    "mapping.wrong_list": (
        "es una lista del pedido y aquí va una lista de objetos; usar `each` con `item`",
        "is a list of the order and a list of objects stands here; use `each` with `item`",
    ),
    "mapping.wrong_object": (
        "es un objeto y debe ser {wanted}; quitar lo que va dentro de `{{ }}`",
        "is an object and must be {wanted}; remove what stands inside `{{ }}`",
    ),
    "mapping.default_unknown": (
        "no puede llevar '{name}' en su `default`{near}",
        "cannot have '{name}' in its `default`{near}",
    ),
    "mapping.default_lacks": (
        "necesita '{name}' en su `default`; agregarlo",
        "needs '{name}' in its `default`; add it",
    ),
    "mapping.not_a_value": ("'{found}' no se admite; usar: {values}", "'{found}' is not allowed; use: {values}"),
    "mapping.too_long": (
        "tiene {found} caracteres y se admiten {limit}; acortarlo",
        "has {found} characters and {limit} are allowed; shorten it",
    ),
    "mapping.too_many_decimals": (
        "{found} tiene más de {limit} decimales; acortarlo",
        "{found} has more than {limit} decimals; shorten it",
    ),
    "mapping.remedy_apply": ("agregar `apply: [{names}]`", "add `apply: [{names}]`"),
    "mapping.remedy_const": ("escribir `const: '{value}'`", "write `const: '{value}'`"),
    "mapping.remedy_quotes": ("escribir '{value}', con comillas", "write '{value}', with quotes"),
    "mapping.remedy_integer": ("escribir un número entero sin comillas", "write a whole number without quotes"),
    "mapping.remedy_money": ("escribir un número sin comillas", "write a number without quotes"),
    "mapping.remedy_flag": ("escribir true o false", "write true or false"),
    "mapping.remedy_date": ("escribirla como '2026-01-31'", "write it as '2026-01-31'"),
    "mapping.remedy_below": ("escribir sus campos debajo", "write its fields below"),
    "mapping.remedy_each": ("usar `each` con `item`", "use `each` with `item`"),
    "mapping.remedy_element": ("elegir un elemento con [0]", "choose one element with [0]"),
    "mapping.remedy_field": ("elegir uno de sus campos", "choose one of its fields"),
    "mapping.remedy_other": ("usar otra ruta, o una tabla", "use another path, or a table"),
    "mapping.each_over": (
        "{target}: `each` recorre una lista, y {path} es {kind}",
        "{target}: `each` goes over a list, and {path} is {kind}",
    ),
    "mapping.test_never": (
        "{target}: la condición `{word}` nunca se cumple: {path} es {kind}",
        "{target}: the test `{word}` never holds: {path} is {kind}",
    ),
    "mapping.slot_moment": (
        "{target}: {path} es una fecha con hora; escribir {{{path}:bogota_date}}",
        "{target}: {path} is a date and time; write {{{path}:bogota_date}}",
    ),
    "mapping.slot_kind": (
        "{target}: {path} es {kind} y no puede ir en un texto",
        "{target}: {path} is {kind} and cannot stand in a text",
    ),
    "mapping.transform_input": (
        "{target}: {name} no puede con {path}, que es {kind}",
        "{target}: {name} cannot work on {path}, which is {kind}",
    ),
    "mapping.transform_needs_date": (
        "{target}: {path} es {kind}; antes de {name} va bogota_date",
        "{target}: {path} is {kind}; bogota_date goes before {name}",
    ),
    "mapping.raw": (
        "aviso: {target}: {path} lee el JSON propio de la tienda, que no se puede revisar de antemano",
        "notice: {target}: {path} reads the shop's own JSON, which cannot be checked beforehand",
    ),
    "mapping.unused_table": (
        "aviso: tables.{name}: ninguna regla usa esta tabla",
        "notice: tables.{name}: no rule uses this table",
    ),
    # an order that cannot be mapped
    "mapping.empty": (
        "vacío: el pedido no trae {tried}; completarlo en la tienda, o poner `default` en esta regla",
        "empty: the order has no {tried}; fill it in in the shop, or put a `default` in this rule",
    ),
    "mapping.empty_no_path": (
        "vacío, y es obligatorio; agregar una regla que lo llene",
        "empty, and it is required; add a rule that fills it",
    ),
    "mapping.no_id": (
        "el pedido no trae el documento de identidad del comprador; escribirlo en el pedido, en el campo del documento "
        "o en los datos de facturación, o permitir `when_no_id: final_consumer` en `buyer:`",
        "the order has no identity document of the buyer; write it in the order, in the document's field or in the "
        "billing details, or allow `when_no_id: final_consumer` in `buyer:`",
    ),
    "mapping.no_id_above": (
        "el pedido no trae el documento de identidad del comprador y su total de {total} no es menor que {limit}; "
        "escribirlo en el pedido, en el campo del documento o en los datos de facturación, o subir el límite de "
        "`when_no_id` en `buyer:`",
        "the order has no identity document of the buyer and its total of {total} is not below {limit}; write it in "
        "the order, in the document's field or in the billing details, or raise the limit of `when_no_id` in `buyer:`",
    ),
    "mapping.default_instead": (
        "{doubt} Se usó el valor de `default`.",
        "{doubt} The value of `default` was used.",
    ),
    "mapping.each_not_list": (
        "{path} no es una lista en este pedido; corregir la ruta de `each`",
        "{path} is no list in this order; correct the path of `each`",
    ),
    "mapping.moment_in_draft": (
        "{path} es una fecha con hora; agregar `apply: [bogota_date]`",
        "{path} is a date and time; add `apply: [bogota_date]`",
    ),
    "mapping.moment_in_text": (
        "una fecha con hora no puede ir en un texto; agregar antes bogota_date",
        "a date and time cannot stand in a text; add bogota_date before",
    ),
    "mapping.not_text": (
        "se esperaba un texto o un número y llegó {found}; corregir la ruta",
        "expected text or a number, found {found}; correct the path",
    ),
    "mapping.not_integer": (
        "'{found}' no es un número entero; corregirlo en la tienda, o poner `default`",
        "'{found}' is no whole number; correct it in the shop, or put a `default`",
    ),
    "mapping.not_moment": (
        "'{found}' no es una fecha con hora; bogota_date solo recibe las fechas del pedido, como placed_at",
        "'{found}' is no date and time; bogota_date only takes the order's own, like placed_at",
    ),
    "mapping.not_date": (
        "'{found}' no es una fecha; antes de days_later va bogota_date",
        "'{found}' is no date; bogota_date goes before days_later",
    ),
    "mapping.not_email": (
        "'{found}' no es un correo; corregirlo en la tienda, o poner `default`",
        "'{found}' is no e-mail address; correct it in the shop, or put a `default`",
    ),
    # cases
    "mapping.cases_not_list": (
        "se esperaba una lista de casos `- case: …`",
        "expected a list of cases `- case: …`",
    ),
    "mapping.case_word": ("la palabra '{word}' no existe en un caso{near}", "a case has no word '{word}'{near}"),
    "mapping.case_names": (
        "un caso lleva `case:` con su nombre y `order:` con el archivo del pedido",
        "a case has `case:` with its name and `order:` with the order's file",
    ),
    "mapping.case_end": (
        "{name}: un caso termina con uno de: `expect:` con campos, `held:` con palabras del rechazo, `not_due: true`, "
        "`linked:` con la factura que el pedido nombra",
        "{name}: a case ends with one of: `expect:` with fields, `held:` with words of the refusal, `not_due: true`, "
        "`linked:` with the invoice that the order names",
    ),
    "mapping.case_no_order": (
        "no existe el pedido {path} junto a este archivo",
        "there is no order {path} beside this file",
    ),
    "mapping.case_not_json": ("{path} no es JSON: {why}", "{path} is not JSON: {why}"),
    "mapping.case_due": (
        "se esperaba que no se facturara y `invoice_when` se cumple",
        "expected not to be invoiced, and `invoice_when` holds",
    ),
    "mapping.case_not_held": (
        "se esperaba un rechazo con '{words}' y no hubo ninguno",
        "expected a refusal with '{words}', and there was none",
    ),
    "mapping.case_not_claimed": (
        "se esperaba que el pedido dijera que ya tiene la factura {wanted}, y lo que dice es {found}",
        "expected the order to say that it has the invoice {wanted} already, and what it says is {found}",
    ),
    "mapping.case_never_linked": (
        "con `after_sale: {{adopt: never}}` no se busca la factura que el pedido nombra: se hace otra",
        "with `after_sale: {{adopt: never}}` the invoice that the order names is not looked for: another one is made",
    ),
    "mapping.case_held": ("el pedido quedó retenido: {problems}", "the order was held: {problems}"),
    "mapping.case_differs": (
        "{target}: es {found} y se esperaba {wanted}",
        "{target}: is {found} and was expected to be {wanted}",
    ),
    "mapping.missing_products": (
        "missing_products: se esperaba hold (retener el pedido) o create (crear el producto), y llegó {found}",
        "missing_products: expected hold (hold the order) or create (create the product), found {found}",
    ),
    "mapping.no_product_rules": (
        "missing_products: create necesita la sección `product:`, que dice cómo es el producto; agregarla",
        "missing_products: create needs the section `product:`, which says what the product is like; add it",
    ),
}
