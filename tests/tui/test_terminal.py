"""A terminal that goes away takes nothing with it."""

import errno

from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread

from agentconsole.tui.terminal import Screenless


class Gone:
    """A terminal whose window was closed."""

    def write(self, text: str) -> int:
        raise OSError(errno.EIO, "Input/output error")

    def flush(self) -> None:
        raise OSError(errno.EIO, "Input/output error")

    def isatty(self) -> bool:
        return True


def test_writing_on_after_the_terminal_went_away_ends_all_the_same():
    writer = WriterThread(Screenless(Gone()))
    writer.start()
    for _ in range(3 * MAX_QUEUED_WRITES):
        writer.write("more")
    writer.stop()
    assert not writer.is_alive()


def test_everything_else_of_the_file_is_as_it_was():
    assert Screenless(Gone()).isatty()
