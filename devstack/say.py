"""What is said to the person at the keyboard: one short line at a time."""

import sys


class Stop(Exception):
    """The start cannot go on; the message is the one sentence the person reads."""


def say(line: str) -> None:
    """Print a line now, even into a pipe."""
    print(line, flush=True)


def complain(line: str) -> None:
    """Print a line where errors go."""
    print(line, file=sys.stderr, flush=True)
