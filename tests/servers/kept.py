"""Stands between the tests and a server of theirs: HOME USER COMMAND ...

It runs the command as that user until a line on standard input says stop. When nobody is there to say it any
more, because the tests were killed, it stops the server all the same and clears its folder away.
"""

import select
import shutil
import signal
import subprocess
import sys

LOOK = 0.2


def main(home: str, user: str, *command: str) -> None:
    server = subprocess.Popen(command, cwd=home, user=user or None, stdin=subprocess.DEVNULL)
    said = "nothing"
    while server.poll() is None:
        if select.select([sys.stdin], [], [], LOOK)[0]:
            said = sys.stdin.readline()
            server.send_signal(signal.SIGQUIT)
            server.wait()
    if not said:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
