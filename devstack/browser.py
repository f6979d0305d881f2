"""The browser for the tests: one that is there, Debian's when root may install it, or a loud word about its absence."""

import os
import shutil
import subprocess
from pathlib import Path

from devstack.say import Stop, complain, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "libatomic1")  # libatomic1: Playwright's own Node needs it on a minimal Debian
HOW = f"apt-get install --no-install-recommends {' '.join(PACKAGES)}"


def find() -> str | None:
    """The browser named by CHROMIUM, or the first one on the path."""
    named = os.environ.get("CHROMIUM", "").strip()
    if named:
        if not shutil.which(named):
            raise Stop(f"CHROMIUM names {named}, which cannot be started.")
        return shutil.which(named)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def has_libatomic() -> bool:
    """Whether Playwright's own Node finds libatomic, on the systems where it is a package of its own."""
    places = [Path(root) for root in ("/lib", "/usr/lib", "/lib64", "/usr/lib64") if Path(root).is_dir()]
    return any(
        next(place.glob(pattern), None) for place in places for pattern in ("libatomic.so.1", "*/libatomic.so.1")
    )


def find_or_install() -> str | None:
    """The browser to use; None means that its tests are skipped, which REQUIRE_BROWSER=1 forbids."""
    path = find()
    if path and (has_libatomic() or not Path("/etc/debian_version").exists()):
        return path
    if os.geteuid() == 0 and Path("/etc/debian_version").exists() and shutil.which("apt-get"):
        say("No browser found: installing Debian's chromium for the browser tests…")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-qq"], [*HOW.split(), "-y", "-qq"]):
            done = subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True)
            if done.returncode:
                complain(f"{' '.join(command)} failed:\n{(done.stderr or done.stdout).strip()}")
                break
        path = find()
    if path:
        return path
    missing = f"There is no browser, so the browser tests cannot run. As root: {HOW}"
    if os.environ.get("REQUIRE_BROWSER") == "1":
        raise Stop(missing)
    complain(f"*** {missing}. They are SKIPPED now. ***")
    return None
