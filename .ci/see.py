"""Run a command on a terminal of its own, wait for words to appear on it, press keys, and wait for its end.

    python3 .ci/see.py WORDS KEYS COMMAND

Ends as the command did; with 1, and the last of what it said, when the words or the end never came.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

PATIENCE = 300.0
SIZE = struct.pack("HHHH", 40, 120, 0, 0)


def main(words: str, keys: str, command: str) -> int:
    """Do it."""
    process, terminal = pty.fork()
    if process == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execvp("bash", ["bash", "-c", command])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, SIZE)
    deadline, said, pressed = time.monotonic() + PATIENCE, b"", False
    while time.monotonic() < deadline:
        more = _read(terminal)
        said += more or b""
        if not pressed and words.encode() in said:
            os.write(terminal, keys.encode().decode("unicode_escape").encode())
            pressed = True
        if more is None:
            _, status = os.waitpid(process, 0)
            if pressed:
                return os.waitstatus_to_exitcode(status)
            break
    else:
        os.kill(process, signal.SIGKILL)
    print(said[-4000:].decode(errors="replace"))
    print(f"{'It never ended' if pressed else f'{words!r} was never seen'}", file=sys.stderr)
    return 1


def _read(terminal: int) -> bytes | None:
    """What was said in the last moment; None when nobody is there any more."""
    ready, _, _ = select.select([terminal], [], [], 1.0)
    try:
        return (os.read(terminal, 65536) or None) if ready else b""
    except OSError:
        return None


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
