"""Counts as they may be read: small ones about people are not told to those who may not see rows."""

FEW = 5  # a number below this, and above nought, could point at somebody
NOT_SHOWN = "not shown"


def said(number: int | None, *, hide_few: bool) -> str:
    """A number as it may be read: small ones about people are not told to who may not see rows."""
    if number is None:
        return "–"
    return f"fewer than {FEW}" if hide_few and 0 < number < FEW else str(number)


def said_with_total(total: int, parts: dict, *, hide_few: bool) -> tuple[str, dict]:
    """A total and its parts as they may be read.

    A small part could be worked out from the total and the others: so the smallest of the others is not shown either,
    and where there is none, neither is the total.
    """
    told = {key: said(part, hide_few=hide_few) for key, part in parts.items()}
    if not hide_few or total < FEW or not any(0 < part < FEW for part in parts.values()):
        return said(total, hide_few=hide_few), told
    others = [key for key, part in parts.items() if part >= FEW]
    if not others:
        return f"{FEW} or more", told
    return str(total), told | {min(others, key=lambda key: parts[key]): NOT_SHOWN}


def said_in_steps(numbers: list[int], *, hide_few: bool) -> list[str]:
    """Numbers of which each is part of the one before, as they may be read.

    One that is small is not told; nor is one from which, with the last that was told, a small number follows.
    """
    told, last = [], None
    for number in numbers:
        if hide_few and 0 < number < FEW:
            told.append(said(number, hide_few=True))
        elif hide_few and last is not None and 0 < last - number < FEW:
            told.append(NOT_SHOWN)
        else:
            told.append(str(number))
            last = number
    return told
