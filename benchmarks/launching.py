"""Runs one program and prints how long it took, in ms, and the most memory it had, in KiB.

What Linux tells of a program that has ended (`ru_maxrss`) is never less than what its starter held when it
started it: so this one imports next to nothing, and is itself started without the site's packages.
"""

import os
import sys
import time


def main(words: list[str]) -> int:
    """Returns the exit code of the program."""
    began = time.perf_counter()
    pid = os.posix_spawnp(
        words[0], words, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    )
    _, status, used = os.wait4(pid, 0)
    print((time.perf_counter() - began) * 1000, used.ru_maxrss)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
