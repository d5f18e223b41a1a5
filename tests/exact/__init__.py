"""Exact to the cent: whatever the shops sell, through the whole road, against the emulated Siigo and by brute force."""
