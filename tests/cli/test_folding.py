"""Mails on a terminal: what they quote is folded, and whole for programs."""

from pathlib import Path

from tests.cli.running import Program

MAIL = b"""From: Mei Tan <mei@tan.example>\r
To: support@desk.example\r
Subject: The bag\r
Message-ID: <1@tan.example>\r
Date: Tue, 3 Mar 2026 18:00:00 +0000\r
\r
It broke again.\r
\r
On Tue, 3 Mar 2026 at 17:21, Ana <ana@desk.example> wrote:\r
> Dear Mei,\r
> try it again.\r
"""


def test_what_a_mail_quotes_is_folded_on_a_terminal_and_whole_for_programs(
    program: Program, desk: Path, tmp_path: Path
) -> None:
    mail = tmp_path / "mail.eml"
    mail.write_bytes(MAIL)
    assert program("import", "eml", mail).code == 0
    (found,) = program("search", "broke", "--json").json
    number = found["conversation"]
    folded = program("show", number, terminal=True).out
    assert "… 3 lines quoted (--whole)" in folded
    assert "try it again" not in folded
    assert "> try it again." in program("show", number, "--whole", terminal=True).out
    shown = program("show", number, "--json").json
    assert "> try it again." in shown["entries"][0]["text"]
    entry = shown["entries"][0]["id"]
    assert program("show", number, "--raw", entry).out.encode() == MAIL
    assert program("show", 1, "--raw", entry).code == 5
