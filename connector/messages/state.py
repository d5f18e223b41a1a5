"""The states of an order, as people read them."""

TEXTS = {
    "state.issued": ("facturado", "issued"),
    "state.issued_with_warnings": ("facturado con avisos", "issued with warnings"),
    "state.skipped": ("omitido", "skipped"),
    "state.held": ("retenido", "held"),
    "state.waiting": ("en espera", "waiting"),
    "state.parked": ("detenido", "parked"),
}
