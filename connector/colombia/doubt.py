"""Doubt: a person must decide, and `str()` of it is a whole sentence that says what about."""


class Doubt(ValueError):
    """The order does not say something clearly enough to put it on a legal document.

    `str()` names where, what was found, what was expected and what to do, in the language in force.
    """
