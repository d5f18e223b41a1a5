"""`pieces`: texts with `{path}` or `{path:transform}` in them; `{{` and `}}` are braces themselves."""


class NotAPiece(ValueError):
    """`args[0]` is the key of the message."""


def split_piece(text: str) -> list[tuple[str, bool]]:
    """The parts in order, each with whether it stood in braces. Raises NotAPiece."""
    parts: list[tuple[str, bool]] = []
    literal = ""
    position = 0
    while position < len(text):
        char = text[position]
        if text[position : position + 2] in ("{{", "}}"):
            literal += char
            position += 2
        elif char == "{":
            if literal:
                parts.append((literal, False))
                literal = ""
            end = _closing(text, position + 1)
            parts.append((text[position + 1 : end].strip(), True))
            position = end + 1
        elif char == "}":
            raise NotAPiece("mapping.piece_closed")
        else:
            literal += char
            position += 1
    if literal:
        parts.append((literal, False))
    return parts


def split_slot(text: str) -> tuple[str, list[str]]:
    """`note:limit:50:upper` -> the path `note` and the transforms `limit:50`, `upper`."""
    fields = _outside_quotes(text, ":")
    words: list[str] = []
    for word in fields[1:]:
        if word.isdecimal() and words:
            words[-1] += f":{word}"
        else:
            words.append(word.strip())
    return fields[0].strip(), words


def _closing(text: str, start: int) -> int:
    quote = ""
    for position in range(start, len(text)):
        char = text[position]
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char == "{":
            raise NotAPiece("mapping.piece_open")
        elif char == "}":
            return position
    raise NotAPiece("mapping.piece_open")


def _outside_quotes(text: str, mark: str) -> list[str]:
    found, quote = [""], ""
    for char in text:
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char == mark:
            found.append("")
            continue
        found[-1] += char
    return found
