"""Which browser the tests use, and what is said when there is none."""

from pathlib import Path

import pytest

from devstack import browser
from devstack.say import Stop


@pytest.fixture
def without_browser(monkeypatch, tmp_path):
    """An ordinary user's machine that has no browser."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.delenv("REQUIRE_BROWSER", raising=False)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    return tmp_path


def test_the_named_browser_comes_first(without_browser, monkeypatch):
    for name in ("mine", "chromium"):
        (without_browser / name).write_text("#!/bin/sh\n")
        (without_browser / name).chmod(0o755)
    assert browser.find() == str(without_browser / "chromium")
    monkeypatch.setenv("CHROMIUM", str(without_browser / "mine"))
    assert browser.find() == str(without_browser / "mine")


def test_a_named_browser_that_is_none_is_refused(without_browser, monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(Stop, match="CHROMIUM names /nowhere/chromium, which cannot be started"):
        browser.find_or_install()


def test_without_one_its_tests_are_skipped_loudly(without_browser, capsys):
    assert browser.find_or_install() is None
    said = capsys.readouterr().err
    assert "SKIPPED" in said
    assert "apt-get install --no-install-recommends chromium libatomic1" in said


def test_where_a_browser_is_required_its_absence_stops_the_tests(without_browser, monkeypatch):
    monkeypatch.setenv("REQUIRE_BROWSER", "1")
    with pytest.raises(Stop, match="There is no browser"):
        browser.find_or_install()


@pytest.mark.skipif(not Path("/etc/debian_version").exists(), reason="Debian's packages are for Debian")
def test_root_on_debian_installs_debians_and_says_so(without_browser, monkeypatch, capsys):
    chromium = without_browser / "chromium"
    installer = without_browser / "apt-get"
    installer.write_text(
        f'#!/bin/sh\necho "$*" >> {without_browser}/asked\n'
        f"case $1 in install) printf '#!/bin/sh\\n' > {chromium}; /bin/chmod 755 {chromium} ;; esac\n"
    )
    installer.chmod(0o755)
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert browser.find_or_install() == str(chromium)
    assert "installing Debian's chromium" in capsys.readouterr().out
    assert (without_browser / "asked").read_text().splitlines() == [
        "update -qq",
        "install --no-install-recommends chromium libatomic1 -y -qq",
    ]
