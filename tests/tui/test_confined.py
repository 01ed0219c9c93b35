"""A restricted console: nothing in it leads to a program or to a file. And one at the end of a thin line."""

from pathlib import Path

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands as c
from agentconsole.model.errors import Refused
from agentconsole.settings.config import Config
from agentconsole.tui import editor
from agentconsole.tui.actions import ACTIONS
from agentconsole.tui.hints import thin_line
from agentconsole.tui.screens.questions.files import AttachFile, SaveFile
from tests.make import Clock
from tests.tui.play import Play, play

RESTRICTED = Config(timezone="UTC", restricted=True)
THIN = Config(timezone="UTC", low_bandwidth=True)
OFF = "is off here: this console is restricted to the desk"


def test_no_editor_can_be_opened(desk: LocalDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editor, "edited", lambda *_: pytest.fail("an editor was opened"))

    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("r", *"Dear Mei", "f4")
        await ana.sees(f"An editor {OFF}")
        assert ana.writing == "Dear Mei" and "f4" not in ana.text()
        with pytest.raises(Refused):
            ana.screen.composing.edit_outside()

    play(desk, scene, config=RESTRICTED)


def test_no_file_can_be_attached_or_saved(desk: LocalDesk, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")

    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.press("S")
        await ana.sees(f"Saving a file {OFF}")
        await ana.press("r", *"Dear Mei", "ctrl+o")
        await ana.sees(f"Attaching a file {OFF}")
        entry = desk.thread(2).items[0]
        with pytest.raises(Refused):
            AttachFile(ana.app.session, 2).accept({"path": str(secret)})
        with pytest.raises(Refused):
            SaveFile(ana.app.session, entry).accept({"file": "1", "to": str(tmp_path)})
        assert not [each for each in tmp_path.iterdir() if not each.name.startswith(("desk.db", "secret"))]

    play(desk, scene, config=RESTRICTED)


def test_the_command_line_knows_neither_files_nor_a_shell(desk: LocalDesk, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("what nobody may read")

    async def scene(ana: Play) -> None:
        await ana.open()
        for line in ("!id", "| sh", "shell", "export 1", "import mbox x", "config set editor sh", "save 1"):
            await ana.press(":", *line, "enter")
            await ana.sees("is not a command")
            await ana.press("escape")
        await ana.press(":", *f"note -f {secret}", "enter")
        await ana.until(lambda: len(desk.thread(2).items) > 2)
        assert desk.thread(2).items[-1].text == f"-f {secret}", "it is a text like any other"

    play(desk, scene, config=RESTRICTED)


def test_suspending_does_nothing(desk: LocalDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(ana: Play) -> None:
        monkeypatch.setattr(
            type(ana.app), "action_suspend_process", lambda _: pytest.fail("it was suspended")
        )
        await ana.press("ctrl+z")
        await ana.open()
        await ana.press("ctrl+z", "r", *"Dear", "ctrl+z")
        assert ana.app.is_running

    play(desk, scene, config=RESTRICTED)


def test_the_palette_offers_nothing_that_is_off(desk: LocalDesk) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        off = {
            action.id
            for action in ACTIONS
            if (trouble := action.blocked(ana.screen.state())) is not None and OFF in trouble.message
        }
        assert off == {"composer.editor", "composer.attach", "entry.save"}
        await ana.press("ctrl+p", *"Attach a file", "enter")
        await ana.sees("off here")

    play(desk, scene, config=RESTRICTED)


def test_a_thin_line_sees_no_seconds_pass(desk: LocalDesk, clock: Clock) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        assert ana.app.theme == "sixteen"
        await ana.press("r", *"Dear Mei", "ctrl+s")
        await ana.until(lambda: ana.screen.laid_out)
        await ana.press("enter")
        await ana.sees("leaves at 09:15:10")
        before = ana.text()
        clock.go(seconds=5)
        ana.screen.tick()
        await ana.pilot.pause()
        assert ana.text() == before
        clock.go(seconds=6)
        ana.screen.tick()
        await ana.until(lambda: "leaves at" not in ana.text())

    play(desk, scene, config=THIN)


def test_the_time_there_stands_still_on_a_thin_line(desk: LocalDesk, clock: Clock) -> None:
    desk.do(c.SetFact(customer="mei@tan.example", kind="zone", value="Pacific/Auckland"), by="ana")

    async def scene(ana: Play) -> None:
        await ana.open()
        await ana.sees("there")
        before = ana.text()
        clock.go(minutes=1)
        ana.screen.tick()
        await ana.pilot.pause()
        assert ana.text() == before

    play(desk, scene, config=THIN)


def test_who_comes_over_ssh_is_told_of_it_until_they_decide() -> None:
    over_ssh = {"SSH_CONNECTION": "192.0.2.1 5 192.0.2.2 22"}
    assert thin_line(Config(), over_ssh) and not thin_line(Config(), {})
    assert not thin_line(Config(low_bandwidth=False), over_ssh)
    assert not thin_line(THIN, over_ssh)


def test_the_hint_is_on_the_screen(desk: LocalDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 5 192.0.2.2 22")

    async def scene(ana: Play) -> None:
        await ana.sees("--low-bandwidth sends less")

    play(desk, scene, size=(80, 24))


def test_over_a_thin_line_only_what_takes_long_to_save_is_said(
    desk: LocalDesk, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(ana: Play) -> None:
        await ana.open()
        assert ana.text().splitlines()[-1].endswith("saved")
        await ana.press("r", *"Dear")
        await ana.until(lambda: ana.screen.composing.saved)
        ana.screen.tick()
        await ana.pilot.pause()
        assert "sav" not in ana.text().splitlines()[-1]
        monkeypatch.setattr(ana.screen.composing, "flush", lambda: None)
        await ana.press(*" Mei")
        assert "sav" not in ana.text().splitlines()[-1]
        clock.go(seconds=3)
        ana.screen.tick()
        await ana.sees("saving")

    play(desk, scene, config=THIN)
