"""Inventory: the ledger's balances in the shop, minus what was sold and has not reached the ledger yet."""
