"""Texts of `connector/web/hooks.py`: read by whoever looks at the shop's delivery log."""

TEXTS = {
    "hooks.too_large": ("la entrega pasa de {limit} bytes", "the delivery is larger than {limit} bytes"),
    "hooks.bad_order_id": ("el id del pedido no es válido", "the order id is not valid"),
}
