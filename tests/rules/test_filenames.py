import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentconsole.rules.filenames import LONGEST, has_ending, numbered, safe_name

HOSTILE = {
    "../../.ssh/authorized_keys": "authorized_keys",
    "/etc/cron.d/x": "x",
    "..\\..\\x": "x",
    "C:\\Windows\\system32\\evil.dll": "evil.dll",
    "CON": "_CON",
    "nul.txt": "_nul.txt",
    "lpt1": "_lpt1",
    "a\x00b": "a_b",
    "%2e%2e%2f": "%2e%2e%2f",
    "-rf": "rf",
    "--help": "help",
    "": "attachment",
    ".": "attachment",
    "..": "attachment",
    "../": "attachment",
    "/": "attachment",
    "   ": "attachment",
    ".bashrc": "bashrc",
    "~root": "root",
    "invoice.pdf": "invoice.pdf",
    "invoice.pdf/": "invoice.pdf",
    "réçu 請求書.pdf": "réçu 請求書.pdf",
    "a\nb\r.txt": "a b .txt",
    "\x1b[31mred\x1b[0m.txt": "_red_.txt",
    "Bob\u202efdp.exe": "Bob_fdp.exe",
    "a\u200bb.txt": "a_b.txt",
    "what?.txt": "what_.txt",
    "a:b|c.txt": "a_b_c.txt",
    "end. . ": "end",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_becomes_a_harmless_one(name: str) -> None:
    assert safe_name(name) == HOSTILE[name]


def test_a_long_name_keeps_its_ending_and_whole_letters() -> None:
    assert safe_name("x" * 5_000) == "x" * LONGEST
    assert safe_name("x" * 5_000 + ".pdf") == "x" * (LONGEST - 4) + ".pdf"
    long = safe_name("請" * 5_000 + ".pdf")
    assert long.endswith("請.pdf") and LONGEST - 3 < len(long.encode()) <= LONGEST
    assert safe_name("." + "y" * 5_000) == "y" * LONGEST
    assert safe_name("a." + "y" * 5_000) == "a." + "y" * (LONGEST - 2)


@given(st.text(alphabet=st.characters(), max_size=300))
def test_whatever_the_name_it_stays_where_it_is_and_does_nothing(name: str) -> None:
    safe = safe_name(name)
    assert safe and safe not in (".", "..")
    assert len(safe.encode("utf-8", "replace")) <= LONGEST
    assert not set(safe) & set("/\\\0\n\r\x1b\u202e")
    assert safe[0] not in ".-~ "
    assert safe_name(safe) == safe
    safe.encode()


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert numbered("invoice.pdf", 2) == "invoice (2).pdf"
    assert numbered("Makefile", 3) == "Makefile (3)"


def test_an_ending_counts_as_it_will_be_saved() -> None:
    refused = (".exe", ".js")
    assert has_ending("Setup.EXE", refused)
    assert has_ending("setup.exe. ", refused)
    assert has_ending("setup.exe\u200b", (".exe_",))
    assert not has_ending("exe", refused)
    assert not has_ending("a.exe.txt", refused)
    assert not has_ending("a.exe", ())
