"""From an order to its documents: decide (pure), then do, remember, and try again where that can help."""
