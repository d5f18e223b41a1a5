"""What the operating system refuses, in the language of the reader."""

from errno import errorcode

from connector.messages import catalogue, say


def system_words(error: OSError) -> str:
    """Why the operating system refused, for the middle of a sentence; in its own words where we have none."""
    key = f"system.{errorcode.get(error.errno or 0, '')}"
    return say(key) if key in catalogue() else error.strerror or type(error).__name__
