"""Everything between the servers and the pages, in one Django process: tables, demonstration, static files."""

import hashlib
import io
import os
import sys
from pathlib import Path

from devstack.folders import CHECKOUT, EMPTY, LOADED, write_whole
from devstack.say import Stop, complain, say


def static_fingerprint() -> str:
    """One word for all the static files there are to collect: ours by content, the libraries' by their lock."""
    digest = hashlib.sha256()
    for path in sorted((CHECKOUT / "static" / "compiled").rglob("*")):
        if path.is_file():
            digest.update(str(path.relative_to(CHECKOUT)).encode() + b"\0" + path.read_bytes() + b"\0")
    for path in (CHECKOUT / "requirements" / "run.lock", CHECKOUT / "sharedlives" / "settings.py"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def collect_static(state: Path) -> None:
    """Collect the static files when they are not the ones collected last time."""
    from django.core.management import call_command

    stamp, wanted = state / "static-collected", static_fingerprint()
    if stamp.exists() and stamp.read_text() == wanted and (state / "static" / "staticfiles.json").exists():
        return
    say("Collecting the static files…")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    write_whole(stamp, wanted)


def prepare(state: Path) -> None:
    """Make the database ready for this version of the code, then load the demonstration where that is wanted."""
    import django
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import call_command
    from django.db import OperationalError

    try:
        django.setup()
    except ImproperlyConfigured as missing:
        raise Stop(str(missing)) from None
    say("Preparing the database…")
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except OperationalError as refusal:
        raise Stop(f"The database cannot be prepared: {str(refusal).strip()}") from None
    call_command("createcachetable", verbosity=0)
    loaded = state / LOADED
    if settings.DEMO and not (state / EMPTY).exists():
        if not loaded.exists():
            say("Loading the demonstration (once)…")
        call_command("demo")
        loaded.touch()
        sign_ins = io.StringIO()
        call_command("demo", sign_ins=True, stdout=sign_ins)
        write_whole(state / "sign-ins", sign_ins.getvalue())
    collect_static(state)


if __name__ == "__main__":
    try:
        prepare(Path(os.environ["SHAREDLIVES_STATE"]))
    except Stop as sentence:
        complain(str(sentence))
        sys.exit(1)
