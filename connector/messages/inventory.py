"""Texts of `connector/inventory/`."""

TEXTS = {
    # settings
    "inventory.bad_every": (
        "se esperaba un intervalo entre 1 minuto y 7 días, como `15 minutes`, y llegó {found}",
        "expected an interval between 1 minute and 7 days, such as `15 minutes`, found {found}",
    ),
    "inventory.bad_time": (
        "se esperaba un intervalo como `15 minutes`, o cinco campos de cron en hora de Bogotá como `*/15 8-20 * * 1-6` "
        "(día del mes o día de la semana, no ambos), y llegó {found}",
        "expected an interval such as `15 minutes`, or five fields of cron in Bogotá's time such as "
        "`*/15 8-20 * * 1-6` (day of the month or of the week, not both), found {found}",
    ),
    "inventory.bad_window": (
        "se esperaban dos horas de Bogotá, como `22:00-06:00`, y llegó {found}",
        "expected two hours in Bogotá, such as `22:00-06:00`, found {found}",
    ),
    "inventory.empty_window": (
        "{found} empieza y termina a la misma hora, y no dura nada; escriba otra hora en una de las dos",
        "{found} begins and ends at the same hour, and lasts no time; write another hour for one of them",
    ),
    "inventory.always_quiet": (
        "las horas llenan el día, y ninguna sincronización de `every` empezaría nunca; deje alguna hora libre",
        "the hours fill the day, and no run of `every` would ever begin; leave some hour free",
    ),
    "inventory.bad_pattern": (
        "se esperaba un texto con {{code}} una vez, como `WEB-{{code}}`, y llegó {found}",
        "expected a text with {{code}} once, such as `WEB-{{code}}`, found {found}",
    ),
    "inventory.twice": (
        "la bodega {warehouse} va a varias sedes y sus unidades se venderían varias veces; repártala en porcentajes, "
        "como {shares}",
        "warehouse {warehouse} goes to several locations and its units would be sold several times; share it out in "
        "per cent, such as {shares}",
    ),
    "inventory.no_warehouse": (
        "falta decir de qué bodegas; `all` son todas",
        "say from which warehouses; `all` is every one",
    ),
    "inventory.no_place": (
        "la bodega {warehouse} no dice a qué sede va; escríbala, o `all` si la tienda tiene una sola",
        "warehouse {warehouse} does not say to which location it goes; write it, or `all` if the shop has only one",
    ),
    "inventory.no_such_place": (
        "location es {location} y debe ser una sede de inventory.warehouses: {known}",
        "location is {location} and must be a location of inventory.warehouses: {known}",
    ),
    "inventory.over_share": (
        "los porcentajes de la bodega {warehouse} suman {sum} y sus unidades se venderían varias veces; déjelos en 100 "
        "o menos",
        "the percentages of warehouse {warehouse} come to {sum} and its units would be sold several times; keep them "
        "at 100 or less",
    ),
    "inventory.all_and_more": (
        "`all` ya son todas las bodegas; quite `all` o las demás",
        "`all` is every warehouse already; remove `all` or the others",
    ),
    # matching
    "inventory.no_sku": (
        "no tiene SKU en la tienda; escriba el código del producto de Siigo",
        "it has no SKU in the shop; write the code of the product in Siigo",
    ),
    "inventory.not_found": (
        "ningún producto de Siigo tiene el código {sku}; créelo en Siigo, corrija el SKU o agregue un alias en "
        "inventory.match.aliases",
        "no product in Siigo has the code {sku}; create it in Siigo, correct the SKU, or add an alias in "
        "inventory.match.aliases",
    ),
    "inventory.not_found_near": (
        "ningún producto de Siigo tiene el código {sku}, pero existe {near}: escriba el SKU igual, o agregue un alias "
        "en inventory.match.aliases",
        "no product in Siigo has the code {sku}, but {near} exists: write the SKU alike, or add an alias in "
        "inventory.match.aliases",
    ),
    "inventory.alias_unknown": (
        "su alias {code} no es el código de ningún producto de Siigo; corríjalo en inventory.match.aliases",
        "its alias {code} is not the code of any product in Siigo; correct it in inventory.match.aliases",
    ),
    "inventory.duplicate_sku": (
        "{count} variantes de la tienda tienen el SKU {sku}; deje uno distinto en cada una",
        "{count} variants of the shop have the SKU {sku}; give each its own",
    ),
    "inventory.still_uncounted": (
        "la tienda no lleva su inventario: se le pidió hacerlo, aceptó, y sigue igual; revise si otra aplicación lo "
        "apaga, o actívelo en la tienda",
        "the shop does not count its stock: it was asked to, agreed, and still does not; see whether another app "
        "switches it off, or switch it on in the shop",
    ),
    "inventory.not_offered": (
        "no está a la venta (es un borrador o está archivado), y otra variante que sí lo está es el mismo producto",
        "it is not on sale (a draft, or archived), and another variant that is on sale is the same product",
    ),
    "inventory.same_code": (
        "varias variantes llevan al producto {code} de Siigo y sus unidades se venderían varias veces: {skus}",
        "several variants lead to product {code} of Siigo and its units would be sold several times: {skus}",
    ),
    "inventory.ambiguous": (
        "el SKU y el código de barras llevan a productos distintos de Siigo: {codes}; corrija uno o agregue un alias",
        "SKU and barcode lead to different products of Siigo: {codes}; correct one or add an alias",
    ),
    "inventory.same_barcode": (
        "varios productos de Siigo tienen el código de barras {barcode}: {codes}; corríjalos o agregue un alias",
        "several products of Siigo have the barcode {barcode}: {codes}; correct them or add an alias",
    ),
    "inventory.left_out": ("excluido por {rule}", "left out by {rule}"),
    "inventory.service": ("{code} es un servicio en Siigo: no tiene existencias", "{code} is a service in Siigo"),
    "inventory.combo": (
        "{code} es un combo en Siigo: las existencias son de sus componentes",
        "{code} is a combo in Siigo: the stock is that of its components",
    ),
    "inventory.unreadable": (
        "Siigo informa {code} de una forma que no se entiende; revise el producto en Siigo, el registro dice qué campo",
        "Siigo tells {code} in a way that is not understood; look at the product in Siigo, the log says which field",
    ),
    "inventory.nowhere": (
        "Siigo tiene unidades de {code} que no están en ninguna bodega, y inventory.warehouses nombra bodegas: "
        "asígnelas en Siigo, o ponga inventory.warehouses: all",
        "Siigo has units of {code} that are in no warehouse, and inventory.warehouses names warehouses: assign them in "
        "Siigo, or write inventory.warehouses: all",
    ),
    "inventory.inactive": ("{code} está inactivo en Siigo", "{code} is inactive in Siigo"),
    "inventory.uncounted": (
        "Siigo no lleva el inventario de {code}; actívelo en el producto si debe sincronizarse",
        "Siigo does not control the stock of {code}; switch it on in the product if it is to be synchronised",
    ),
    "inventory.untracked": (
        "la tienda no lleva su inventario; actívelo allí, o escriba `untracked: count` en inventory",
        "the shop does not count its stock; switch it on there, or write `untracked: count` in inventory",
    ),
    # running
    "inventory.not_raised": (
        "no se subió: llegaron demasiados pedidos de la tienda a la vez, o uno que no se puede leer, y alguno puede "
        "haber tomado estas unidades; se intentará en la próxima sincronización",
        "not raised: too many orders of the shop came at once, or one that cannot be read, and one of them may have "
        "taken these units; the next run tries again",
    ),
    "inventory.kept_changing": (
        "la tienda cambió este número {rounds} veces mientras se escribía; se intentará en la próxima sincronización",
        "the shop changed this number {rounds} times while it was being written; the next run tries again",
    ),
    "inventory.no_warehouses": (
        "inventory.warehouses: la empresa no tiene activas las bodegas {ids}; tiene: {known}. Corregir los números, o "
        "activar la bodega en Siigo; mientras tanto no se escribe nada",
        "inventory.warehouses: the company has no active warehouses {ids}; it has: {known}. Correct the numbers, or "
        "activate the warehouse in Siigo; until then nothing is written",
    ),
    "inventory.same_location": (
        "inventory.warehouses: la sede {name} está dos veces, por su nombre y por su id; deje una",
        "inventory.warehouses: location {name} is there twice, by its name and by its id; keep one",
    ),
    "inventory.which_location": (
        "inventory.warehouses: la tienda tiene {count} sedes y hay que decir cuál: {known}",
        "inventory.warehouses: the shop has {count} locations, say which one: {known}",
    ),
    "inventory.no_location": (
        "inventory.warehouses: la tienda no tiene la sede {name}; tiene: {known}",
        "inventory.warehouses: the shop has no location {name}; it has: {known}",
    ),
    "inventory.several_locations": (
        "inventory.warehouses: varias sedes de la tienda se llaman {name}; use el id: {known}",
        "inventory.warehouses: several locations of the shop are called {name}; use the id: {known}",
    ),
    "inventory.closed_location": (
        "inventory.warehouses: la sede {name} está desactivada en la tienda; actívela allí o quítela",
        "inventory.warehouses: location {name} is deactivated in the shop; activate it there or remove it",
    ),
    "inventory.foreign_location": (
        "inventory.warehouses: las existencias de la sede {name} las lleva otro servicio y no se pueden escribir; "
        "quítela",
        "inventory.warehouses: the stock of location {name} is kept by another service and cannot be written; "
        "remove it",
    ),
    "inventory.no_section": (
        "la conexión {connection} ya no tiene la sección `inventory`",
        "connection {connection} no longer has the section `inventory`",
    ),
    "inventory.gave_up": (
        "{tries} intentos seguidos fallaron: {why}",
        "{tries} tries in a row failed: {why}",
    ),
    "inventory.begun_too_often": (
        "empezó de nuevo {times} veces sin llegar al final; se intentará en la próxima sincronización: {why}",
        "it began anew {times} times without coming to its end; the next run tries again: {why}",
    ),
    "inventory.bug": (
        "error interno ({error}): avise a quien opera el conector, el registro tiene los detalles",
        "internal error ({error}): tell whoever operates the connector, the log has the details",
    ),
    # alarms
    "inventory.alarm_drift": (
        "{count} existencias de la tienda no son las que deberían: vea `connector stock --drift`",
        "{count} numbers of the shop are not what they should be: see `connector stock --drift`",
    ),
    "inventory.alarm_old_drift": (
        "{count} existencias de la tienda no son las que deberían, una desde hace {hours} h: vea "
        "`connector stock --drift`",
        "{count} numbers of the shop are not what they should be, one for {hours} h: see `connector stock --drift`",
    ),
    "inventory.alarm_full_late": (
        "la tienda no se lee completa desde hace {hours} h: vea `connector stock --runs`",
        "the shop has not been read whole for {hours} h: see `connector stock --runs`",
    ),
    "inventory.alarm_deaf": (
        "Siigo no avisa de sus cambios, que se ven solo en las sincronizaciones programadas: {why}",
        "Siigo does not tell of its changes, which are seen in scheduled runs only: {why}",
    ),
    "inventory.alarm_late": (
        "ninguna sincronización ha terminado bien desde hace {minutes} min: vea `connector stock --runs`",
        "no run has ended well for {minutes} min: see `connector stock --runs`",
    ),
    # doctor
    "inventory.check_locations": ("inventario: sedes de la tienda", "inventory: locations of the shop"),
    "inventory.only_location": ("la única", "the only one"),
    "inventory.check_warehouses": ("inventario: bodegas de Siigo", "inventory: warehouses of Siigo"),
    "inventory.no_such_warehouse": (
        "la empresa no tiene activas las bodegas {ids}; tiene: {known}",
        "the company has no active warehouses {ids}; it has: {known}",
    ),
    "inventory.fix_warehouse": (
        "Corregir los números en inventory.warehouses, o activar la bodega en Siigo",
        "Correct the numbers in inventory.warehouses, or activate the warehouse in Siigo",
    ),
}
