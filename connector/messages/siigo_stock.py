"""Texts of Siigo's notices of stock changes, and of products that it tells in an unknown form."""

TEXTS = {
    "siigo_stock.watch_on": (
        "Siigo avisa los cambios de existencias a {host}",
        "Siigo tells stock changes to {host}",
    ),
    "siigo_stock.watch_made": (
        "Se suscribió {host} a los cambios de existencias en Siigo",
        "{host} was subscribed to the stock changes in Siigo",
    ),
    "siigo_stock.watch_moved": (
        "Los avisos de existencias de Siigo iban a otra dirección; ahora van a {host}",
        "Siigo's notices of stock went to another address; now they go to {host}",
    ),
    "siigo_stock.watch_again": (
        "Siigo había apagado los avisos de existencias a {host}; se encendieron de nuevo",
        "Siigo had switched off the notices of stock to {host}; they are on again",
    ),
    "siigo_stock.watch_cleaned": (
        "{found}. Suscripciones repetidas que se borraron: {count}",
        "{found}. Duplicate subscriptions that were removed: {count}",
    ),
    "siigo_stock.watch_off": (
        "Siigo recibió la suscripción de {host} a las existencias pero no la dejó activa: los cambios se leen solo a "
        "intervalos. Revise los webhooks de la empresa con soporte de Siigo",
        "Siigo took the subscription of {host} to the stock but did not leave it active: changes are only read at "
        "intervals. Check the company's webhooks with Siigo's support",
    ),
    "siigo_stock.url_refused": (
        "Siigo no acepta {host} para los avisos de existencias: la dirección pública debe ser https y alcanzable desde "
        "internet. Mientras tanto los cambios se leen solo a intervalos",
        "Siigo does not accept {host} for the notices of stock: the public address must be https and reachable from "
        "the internet. Until then changes are only read at intervals",
    ),
    "siigo_stock.warehouse_twice": (
        "{path} es «{found}», una bodega que ya está en el producto: no se sabe cuál de los dos saldos vale",
        '{path} is "{found}", a warehouse that is there already: which of the two balances is right is not known',
    ),
    "siigo_stock.unknown_type": (
        "{path} es «{found}»; se esperaba Product, Service, ConsumerGood o Combo",
        '{path} is "{found}"; expected Product, Service, ConsumerGood or Combo',
    ),
}
