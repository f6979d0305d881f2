"""Who is acting now. Set once per request, task or command, so that no change is ever nobody's."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schemes.models import Actor

_acting: ContextVar["Actor | None"] = ContextVar("acting", default=None)


class NobodyActing(RuntimeError):
    """Something with history was changed without saying who did it."""


@contextmanager
def acting(actor: "Actor | None") -> Iterator[None]:
    """Everything changed inside this block was done by `actor`, unless an act says otherwise with `by=`."""
    token = _acting.set(actor)
    try:
        yield
    finally:
        _acting.reset(token)


def current_actor() -> "Actor":
    """Who is acting; an error if nobody is, because history without a name is no history."""
    actor = _acting.get()
    if actor is None:
        raise NobodyActing("Say who is acting: use `with acting(actor):` or pass `by=`.")
    return actor


def whoever_acts() -> "Actor | None":
    """Who is acting, if anybody is: for what a page shows, never for what is written."""
    return _acting.get()


def history_actor(instance, **_) -> "Actor":
    """What simple-history asks: the `by=` of the act, or else whoever is acting."""
    if _acting.get() is None and hasattr(instance, "set_up_by"):
        return instance.set_up_by()
    return current_actor()
