"""Lanes, workers and their signs of life."""
