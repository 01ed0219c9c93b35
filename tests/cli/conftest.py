"""The real program, run in this process, on desks of its own."""

import io
import json
import sys
from pathlib import Path

import pytest

from agentconsole.main import main
from tests.cli.running import MADE_UP, TOLD_ON_THE_PHONE, Program, Ran


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which nobody has used the program yet."""
    monkeypatch.setenv("AGENTCONSOLE_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("TZ", "UTC")
    for name in ("AGENTCONSOLE_DESK", "AGENTCONSOLE_AS", "AGENTCONSOLE_DEBUG", "COLUMNS", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def program(home: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Run the program: `program("inbox", "--json")`."""

    def run(*argv: object, stdin: str = "", terminal: bool = False) -> Ran:
        streams = [_stream(text, terminal) for text in (stdin, "", "")]
        with monkeypatch.context() as patch:
            for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
                patch.setattr(sys, name, stream)
            code = main([str(word) for word in argv])
        return Ran(code, *(_written(stream) for stream in streams[1:]))

    return run


def _stream(text: str, terminal: bool) -> io.TextIOWrapper:
    stream = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", write_through=True)
    stream.isatty = lambda: terminal  # type: ignore[method-assign]
    return stream


def _written(stream: io.TextIOWrapper) -> str:
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


@pytest.fixture
def made_up(tmp_path: Path) -> Path:
    """A small file of two customers, three conversations and an order."""
    path = tmp_path / "made-up.jsonl"
    path.write_text("".join(json.dumps(entry) + "\n" for entry in MADE_UP))
    return path


@pytest.fixture
def desk(program: Program, made_up: Path, home: Path) -> Path:
    """A desk with ana, ben and priya, and the made-up conversations. Ana acts by default."""
    assert program("init", "--me", "ana", "--full-name", "Ana Silva").code == 0
    assert program("agent", "add", "ben", "--full-name", "Ben Ode").code == 0
    assert program("agent", "add", "priya", "--full-name", "Priya Nair", "--skill", "billing").code == 0
    ran = program("import", "jsonl", made_up)
    assert (ran.code, ran.err) == (0, "")
    return home / "data" / "agentconsole" / "desk.db"


@pytest.fixture
def told(program: Program, desk: Path, tmp_path: Path) -> int:
    """Ana owns Mei's newest conversation; Mei gave her order number by phone two years before."""
    path = tmp_path / "call.jsonl"
    path.write_text(json.dumps(TOLD_ON_THE_PHONE) + "\n")
    assert program("import", "jsonl", path).code == 0
    assert program("claim", 2).code == 0
    return 2
