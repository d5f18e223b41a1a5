"""Tests of the shop platforms."""
