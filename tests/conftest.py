"""Every test runs as on a machine that nobody has used yet, and talks to nobody outside of it."""

import gc
import ipaddress
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes is the machine's business, and what else it has to do.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("here")

KEPT = "AGENTCONSOLE_TEST_DATA"
"""Names the directory of the real data, for the tests that want it."""
OURS = ("AGENTCONSOLE_", "_AGENTCONSOLE_", "XDG_", "LC_")
PREFERENCES = (
    "NO_COLOR",
    "FORCE_COLOR",
    "COLORTERM",
    "COLUMNS",
    "LINES",
    "EDITOR",
    "VISUAL",
    "LANGUAGE",
    "TMUX",
    "SSH_CONNECTION",
    "SSH_ORIGINAL_COMMAND",
)


AT_ONCE = 2
"""Processes among which the whole suite is shared out."""


class TalkedOutside(RuntimeError):
    """A test wanted something of the network. Not an OSError: nothing may take it for bad weather."""


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Two processes share the whole suite; whatever is named on the command line runs in this one."""
    if hasattr(config, "workerinput"):  # one of the two
        return
    chosen = config.option
    if config.args_source is not pytest.Config.ArgsSource.TESTPATHS or chosen.usepdb or chosen.collectonly:
        return
    if getattr(chosen, "numprocesses", 0) is None:
        chosen.numprocesses, chosen.dist = AT_ONCE, "worksteal"


def pytest_collection_finish() -> None:
    """What has been imported stays to the end: every search for garbage would go through all of it."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests counted (`record_property`) stands below their results, whoever ran them."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        if report.when == "call" and report.user_properties:
            said = ", ".join(f"{name}: {value}" for name, value in report.user_properties)
            terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {said}")


@pytest.fixture(scope="session", autouse=True)
def _fresh_machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name != KEPT and (name.startswith(OURS) or name in PREFERENCES):
                patch.delenv(name)
        patch.setenv("TZ", "UTC")
        patch.setenv("LANG", "C.UTF-8")
        patch.setenv("TERM", "xterm-256color")
        _live_in(tmp_path_factory.mktemp("machine"), patch)
        time.tzset()
        yield


@pytest.fixture(autouse=True)
def _fresh_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    _live_in(tmp_path_factory.mktemp("home"), monkeypatch)


def _live_in(home: Path, patch: pytest.MonkeyPatch) -> None:
    """Programs that a test starts inherit it."""
    patch.setenv("HOME", str(home))
    for name, place in (("CONFIG", ".config"), ("DATA", ".local/share"), ("STATE", ".local/state")):
        patch.setenv(f"XDG_{name}_HOME", str(home / place))
    patch.setenv("XDG_CACHE_HOME", str(home / ".cache"))
    patch.setenv("XDG_RUNTIME_DIR", str(home))


def _refuse_what_leaves(event: str, args: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto"):
        address = args[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event == "socket.getaddrinfo":
        host = args[0]
    else:
        return
    if host and not _here(os.fsdecode(host) if isinstance(host, bytes) else str(host)):
        raise TalkedOutside(f"{event} to {host}: tests use the loopback only")


def _here(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host == "localhost"
    return address.is_loopback or address.is_unspecified


sys.addaudithook(_refuse_what_leaves)
