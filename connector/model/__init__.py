"""The nouns of the project: frozen dataclasses of the standard library, and nothing that does anything."""
