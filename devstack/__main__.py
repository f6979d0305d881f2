"""What `run` hands over to, once the virtual environment is there."""

import sys

from devstack import demo, locks, throwaway
from devstack.say import Stop, complain

COMMANDS = {
    "exec": throwaway.execute,
    "lock": locks.make,
    "manage": demo.manage,
    "servers": throwaway.keep_running,
    "test": throwaway.test,
}


def main(arguments: list[str]) -> int:
    """Do what the first word says; without one, run the demonstration."""
    if not arguments or arguments[0].startswith("-"):
        return demo.run(arguments)
    word, rest = arguments[0], arguments[1:]
    if word not in COMMANDS:
        raise Stop(f"There is no command {word}. ./run --help lists them.")
    return COMMANDS[word](rest)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as sentence:
        complain(str(sentence))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
