"""Whatever is done with a mail, nothing it names on the internet is asked for."""

from pathlib import Path

from agentconsole.channels.email import outgoing
from agentconsole.channels.email.account import Account
from agentconsole.desk.local import LocalDesk
from agentconsole.store.sqlite import open_store
from tests.cli.running import Program
from tests.fetchable import listening
from tests.tui.play import Play, play


def test_nothing_is_fetched_when_a_mail_is_read_answered_exported_and_searched(
    desk: Path, program: Program, tmp_path: Path
) -> None:
    with listening() as raw:
        (tmp_path / "one.eml").write_bytes(raw)
        assert program("import", "eml", tmp_path / "one.eml").code == 0
        (found,) = program("search", "parcel", "--json").json
        entry, number = found["id"], found["conversation"]
        assert "not loaded" in program("show", number, "--whole", terminal=True).out
        assert program("show", number, "--raw", entry).code == 0
        assert program("save", entry, "--to", tmp_path).code == 0
        assert program("reply", number, "-t", "It is on its way.", "--quote").code == 0
        assert program("export", "mei@tan.example").code == 0
        there = LocalDesk(open_store(desk))
        (message,) = there.outbox()
        mail = outgoing.compose(outgoing.letter(message, Account(name="support", address="us@desk.example")))

        async def scene(ana: Play) -> None:
            await ana.open(number)
            await ana.sees("Parcel")

        play(there, scene)
        there.close()
    assert b"It is on its way." in mail
