"""One run from arguments to exit code."""

import gc
import os
from collections.abc import Sequence

from agentconsole.cli.session import Session
from agentconsole.model.errors import DeskError

INTERRUPTED = 130
COMPLETING = "_AGENTCONSOLE_COMPLETE"
"""Set by a shell that asks what an unfinished line can become."""


class Unwritten(DeskError):
    """There is no room where stdout goes."""

    code = "output"


def run(argv: Sequence[str], session: Session) -> int:
    """Do what the arguments say, and return the exit code."""
    streams = session.streams
    try:
        return carry_out(argv, session)
    except DeskError as error:
        streams.error(error)
        return error.exit_code
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        streams.abandon()
        return 0
    except OSError as error:
        if error.filename is not None:
            raise
        streams.abandon()
        streams.error(Unwritten(f"The output cannot be written: {error.strerror}", "Write it elsewhere."))
        return Unwritten.exit_code
    finally:
        session.close()


def carry_out(argv: Sequence[str], session: Session) -> int:
    """Do what the arguments say; what goes wrong is raised."""
    from agentconsole.cli import plain

    interactive = session.streams.interactive
    line = plain.read(argv, interactive=interactive) if COMPLETING not in os.environ else None
    gc.enable()
    if line is not None:
        line.run(session)
        return session.exit_code
    from agentconsole.cli import reading

    return reading.run(argv, session)
