"""Texts of the stock in `connector/stores/woocommerce/`."""

TEXTS = {
    # reading
    "woocommerce_stock.parent_counts": (
        "sus existencias las lleva el producto padre (id {parent}): poner el código en el SKU del padre, o marcar "
        "«Gestionar inventario» en la variación",
        "its stock is kept by the parent product (id {parent}): put the code into the parent's SKU, or tick "
        "“Manage stock?” in the variation",
    ),
    "woocommerce_stock.odd_quantity": (
        "WooCommerce muestra {found} como cantidad y se esperaba un número: revisar el producto en la tienda, o el "
        "complemento que lleva sus existencias",
        "WooCommerce shows {found} as quantity, expected a number: look at the product in the shop, or at the plugin "
        "that keeps its stock",
    ),
    "woocommerce_stock.no_id": (
        "{path}: se esperaba el número de un producto y llegó {found}",
        "{path}: expected a product's number, found {found}",
    ),
    "woocommerce_stock.not_understood": (
        "WooCommerce respondió a {path} con algo que no se entiende: {why}. Revisar si un complemento cambia la API "
        "REST",
        "WooCommerce answered {path} with something that is not understood: {why}. Check whether a plugin changes the "
        "REST API",
    ),
    # writing
    "woocommerce_stock.may_not_write": (
        "WooCommerce no deja escribir en los productos ({words}). Dar a la clave de store.consumer_key el permiso de "
        "lectura y escritura en WooCommerce › Ajustes › Avanzado › API REST, de un usuario que administre la tienda",
        "WooCommerce does not let us write to the products ({words}). Give the key of store.consumer_key the "
        "permission to read and write in WooCommerce › Settings › Advanced › REST API, of a user who manages the shop",
    ),
    "woocommerce_stock.gone": (
        "el producto ya no está en WooCommerce: lo borraron o está en la papelera",
        "the product is no longer in WooCommerce: it was deleted or is in the trash",
    ),
    "woocommerce_stock.refused": (
        "WooCommerce no lo aceptó: {words} ({code}). Revisar el producto en la tienda",
        "WooCommerce did not accept it: {words} ({code}). Look at the product in the shop",
    ),
    "woocommerce_stock.not_counted": (
        "WooCommerce sigue sin contar sus existencias: marcar «Activar la gestión de inventario» en WooCommerce › "
        "Ajustes › Productos › Inventario",
        "WooCommerce still does not count its stock: tick “Enable stock management” in WooCommerce › Settings › "
        "Products › Inventory",
    ),
    "woocommerce_stock.delta_ignored": (
        "la tienda no sumó la diferencia y se escribió la cantidad. Si pasa seguido, poner stock_write: set en la "
        "conexión",
        "the shop did not add the difference, so the number was written. If it happens often, put stock_write: set "
        "into the connection",
    ),
    "woocommerce_stock.not_kept": (
        "WooCommerce aceptó {wanted} y sigue mostrando {found}: quizás un complemento lleva estas existencias; "
        "revisar el producto en la tienda",
        "WooCommerce accepted {wanted} and still shows {found}: perhaps a plugin keeps this stock; look at the product "
        "in the shop",
    ),
    "woocommerce_stock.price_not_kept": (
        "WooCommerce aceptó el precio {wanted} y muestra {found}: un producto con variaciones no tiene precio propio; "
        "revisar el producto en la tienda",
        "WooCommerce accepted the price {wanted} and shows {found}: a product with variations has no price of its own; "
        "look at the product in the shop",
    ),
    "woocommerce_stock.no_row": (
        "no dice qué pasó con el producto {id}",
        "it does not say what became of the product {id}",
    ),
    # doctor
    "woocommerce_stock.check_reading": ("lectura de productos", "reading products"),
    "woocommerce_stock.check_reading_ok": ("las existencias se pueden leer", "the stock can be read"),
    "woocommerce_stock.check_reading_fix": (
        "Dar a la clave de store.consumer_key permiso de lectura, de un usuario que administre la tienda",
        "Give the key of store.consumer_key read permission, of a user who manages the shop",
    ),
    "woocommerce_stock.check_writing": ("escritura de productos", "writing products"),
    "woocommerce_stock.check_writing_ok": ("las existencias se pueden escribir", "the stock can be written"),
    "woocommerce_stock.check_writing_fix": (
        "Dar a la clave de store.consumer_key el permiso de lectura y escritura",
        "Give the key of store.consumer_key the permission to read and write",
    ),
    "woocommerce_stock.check_counting": ("gestión de inventario", "stock management"),
    "woocommerce_stock.check_counting_ok": ("activada en la tienda", "enabled in the shop"),
    "woocommerce_stock.check_counting_off": (
        "desactivada en la tienda: WooCommerce no cuenta nada y no guarda ninguna cantidad",
        "disabled in the shop: WooCommerce counts nothing and keeps no quantity",
    ),
    "woocommerce_stock.check_counting_fix": (
        "Marcar «Activar la gestión de inventario» en WooCommerce › Ajustes › Productos › Inventario",
        "Tick “Enable stock management” in WooCommerce › Settings › Products › Inventory",
    ),
    "woocommerce_stock.no_on_hand": (
        "WooCommerce no tiene on_hand; escriba quantity: available, o quite la línea",
        "WooCommerce has no on_hand; write quantity: available, or remove the line",
    ),
}
