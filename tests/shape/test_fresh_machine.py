"""What every test may rely on."""

import os
import socket
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from agentconsole.settings import places


def test_a_test_does_not_see_who_runs_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tmp_path_factory.getbasetemp()
    for place in (Path.home(), places.config_dir(), places.data_dir(), places.state_dir()):
        assert place.is_relative_to(root)
    assert "NO_COLOR" not in os.environ
    assert datetime.now().astimezone().utcoffset().total_seconds() == 0


def test_a_program_that_a_test_starts_does_not_see_it_either(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    script = "from agentconsole.settings import places; print(places.config_file())"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert Path(ran.stdout.strip()).is_relative_to(tmp_path_factory.getbasetemp())


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org", "2001:db8::1"])
def test_nothing_outside_this_machine_can_be_reached(host: str) -> None:
    with pytest.raises(RuntimeError, match="loopback only"):
        socket.getaddrinfo(host, 80)
    with pytest.raises(RuntimeError, match="loopback only"):
        socket.create_connection((host, 80))


def test_an_address_is_not_reached_without_asking_for_its_name() -> None:
    with socket.socket() as out, pytest.raises(RuntimeError, match="loopback only"):
        out.connect(("192.0.2.1", 80))


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        server.accept()[0].close()
