"""What the last line says fits it, also what was said before it had its place."""

from types import SimpleNamespace

from agentconsole.show.spans import spans
from agentconsole.tui.widgets.status_line import StatusLine

PARTS = [spans(f" {letter} what {letter} does") for letter in "abcdefgh"]


def test_what_can_follow_a_key_takes_no_more_rows_than_it_must_whenever_it_was_said(
    stage: SimpleNamespace,
) -> None:
    line = StatusLine()

    class Early(StatusLine):
        def on_mount(self) -> None:
            assert not self.size.width
            self.choose(PARTS)

    early = Early(id="early")

    async def scene(console: object, pilot: object) -> None:
        line.choose(PARTS)
        await pilot.pause()
        assert stage.text_of(early) == stage.text_of(line)
        assert len(stage.text_of(early)) == 2
        early.styles.width = 40
        await pilot.pause()
        assert len(stage.text_of(early)) == 4
        assert "what h does" in stage.text_of(early)[-1]

    stage.show(early, line, scene=scene)
