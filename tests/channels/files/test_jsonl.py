import io
import json
import tracemalloc
from pathlib import Path

from agentconsole.channels.base import Item, Problem
from agentconsole.channels.files import jsonl
from agentconsole.model.commands import Receive


def line(number: int) -> bytes:
    return json.dumps(
        {
            "channel": "chat",
            "external_id": str(number),
            "at": "2026-03-01T10:00:00Z",
            "customer": {"email": "mei@tan.example"},
            "direction": "in",
        }
    ).encode()


def read(path: Path) -> list[Item]:
    return list(jsonl.read([path]))


def test_a_bad_line_is_a_problem_with_its_number_and_the_others_go_in(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(line(1) + b"\n\n  \n{bad\n" + b"\xff\xfe\n" + line(2) + b"\r\n" + line(3))
    items = read(path)
    assert [(item.line, type(item.found)) for item in items] == [
        (1, Receive),
        (4, Problem),
        (5, Problem),
        (6, Receive),
        (7, Receive),
    ]
    assert items[-1].position == path.stat().st_size
    assert all(item.source == path for item in items)


def test_a_mark_of_byte_order_at_the_beginning_is_no_text(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + line(1) + b"\n")
    assert isinstance(read(path)[0].found, Receive)
    path.write_bytes(b"\xef\xbb\xbf")
    assert read(path) == []


def test_a_line_too_long_is_a_problem_and_the_next_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(jsonl, "LONGEST", 500)
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"x" * 5_000 + b"\n" + line(1) + b"\n" + b"y" * 501)
    items = read(path)
    assert [(item.line, type(item.found)) for item in items] == [(1, Problem), (2, Receive), (3, Problem)]
    assert items[-1].position == path.stat().st_size
    problem = items[0].found
    assert isinstance(problem, Problem)
    assert "longer than 500 bytes" in problem.reason


def test_positions_go_on_from_file_to_file(tmp_path):
    one, two = tmp_path / "1", tmp_path / "2"
    for path in (one, two):
        path.write_bytes(line(1) + b"\n\n")
    assert [item.position for item in jsonl.read([one, two])] == [len(line(1)) + 1, 2 * len(line(1)) + 3]


def test_standard_input_is_read(monkeypatch):
    class Input:
        buffer = io.BytesIO(line(1) + b"\n")

    monkeypatch.setattr("sys.stdin", Input)
    (item,) = read(Path("-"))
    assert isinstance(item.found, Receive)


def test_a_long_file_takes_no_more_memory_than_a_short_one(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes((line(1) + b"\n") * 4_000)
    tracemalloc.start()
    assert sum(1 for _ in jsonl.read([path])) == 4_000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < path.stat().st_size / 10
