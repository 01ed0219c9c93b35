"""How the program ends: at once, and with nothing lost."""

import subprocess
import sys

PROGRAM = """
import atexit, sys, threading, time
{before}
from agentconsole.main import main
sys.argv = ["agentconsole", *{words!r}]
main()
print("still there")
"""


def ended(*words: str, before: str = "") -> subprocess.CompletedProcess[str]:
    run = [sys.executable, "-c", PROGRAM.format(before=before, words=words)]
    return subprocess.run(run, capture_output=True, text=True, timeout=60, check=False)


def test_what_was_written_is_out_and_what_was_left_for_the_end_is_done() -> None:
    found = ended("--version", before='atexit.register(print, "left for the end")')
    assert found.returncode == 0
    assert found.stdout.startswith("agentconsole ")
    assert found.stdout.endswith("left for the end\n")
    assert "still there" not in found.stdout


def test_it_ends_with_the_code_of_the_command() -> None:
    found = ended("--desk", "/nowhere/at-all.desk", "inbox")
    assert found.returncode == 2
    assert "still there" not in found.stdout


def test_what_still_runs_is_waited_for() -> None:
    slow = "threading.Thread(target=lambda: (time.sleep(0.5), print('done'))).start()"
    assert ended("--version", before=slow).stdout.endswith("done\n")


def test_that_nobody_listens_any_more_is_no_trace_of_a_failure() -> None:
    program = PROGRAM.format(before="", words=("--help",))
    with subprocess.Popen([sys.executable, "-c", program], stdout=-1, stderr=-1) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert b"Traceback" not in run.stderr.read()
