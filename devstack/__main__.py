"""What `run` hands over to, once the virtual environment is there."""

import sys

from devstack import throwaway
from devstack.say import Stop, complain


def main(arguments: list[str]) -> int:
    """Do what the first word says; without one, run the demonstration."""
    word, rest = (arguments[0], arguments[1:]) if arguments else ("demo", [])
    if word == "exec":
        return throwaway.execute(rest)
    if word == "servers":
        return throwaway.keep_running(rest)
    if word == "test":
        return throwaway.test(rest)
    raise Stop(f"There is no command {word}. ./run --help lists them.")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as sentence:
        complain(str(sentence))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
