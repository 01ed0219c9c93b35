"""The keyring of the person at this machine, asked with patience that ends.

A keyring that waits for somebody to unlock it, on a machine where nobody sits, waits for ever. So it is asked
in a thread that is left alone after `SECONDS`; as long as one hangs, no other is begun.
"""

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any

from agentconsole.model.errors import DeskError

SERVICE = "agentconsole"
SECONDS = 3.0

_asking = Lock()


class NoKeyring(DeskError):
    """There is none, or it does not answer."""


def get(channel: str) -> str | None:
    """The secret of that channel, if it is there. Raises `NoKeyring`."""
    found = _asked(lambda keyring: keyring.get_password(SERVICE, channel))
    return found if isinstance(found, str) else None


def put(channel: str, secret: str) -> str:
    """Keep the secret of a channel. The name of the keyring. Raises `NoKeyring`."""

    def keep(keyring: Any) -> str:
        keyring.set_password(SERVICE, channel, secret)
        if keyring.get_password(SERVICE, channel) != secret:
            raise NoKeyring("The keyring of this machine does not keep what it is given")
        return str(getattr(keyring, "name", "the keyring"))

    return str(_asked(keep))


def remove(channel: str) -> None:
    """Forget the secret of a channel, if there is one. Raises `NoKeyring`."""

    def forget(keyring: Any) -> None:
        if keyring.get_password(SERVICE, channel) is not None:
            keyring.delete_password(SERVICE, channel)

    _asked(forget)


def _asked(question: Callable[[Any], object]) -> object:
    if not _asking.acquire(blocking=False):
        raise NoKeyring("The keyring of this machine is still waiting for somebody to unlock it")
    answers: SimpleQueue[object] = SimpleQueue()
    Thread(target=_ask, args=(question, answers), name="keyring", daemon=True).start()
    try:
        answer = answers.get(timeout=SECONDS)
    except Empty:
        raise NoKeyring(
            f"The keyring of this machine does not answer within {SECONDS:.0f} seconds; it may be locked"
        ) from None
    if isinstance(answer, NoKeyring):
        raise answer
    return answer


def _ask(question: Callable[[Any], object], answers: "SimpleQueue[object]") -> None:
    answer: object = NoKeyring("The keyring of this machine failed")
    try:
        answer = _answer(question)
    finally:
        _asking.release()
        answers.put(answer)


def _answer(question: Callable[[Any], object]) -> object:
    try:
        import keyring
        from keyring.backends.fail import Keyring as Fails
        from keyring.errors import KeyringError

        found = keyring.get_keyring()
    except (ImportError, RuntimeError, OSError, ValueError) as problem:
        return NoKeyring(f"The keyring of this machine cannot be used ({type(problem).__name__})")
    if isinstance(found, Fails):
        return NoKeyring("This machine has no keyring, or no session to unlock one")
    try:
        return question(found)
    except NoKeyring as problem:
        return problem
    except (KeyringError, RuntimeError, OSError, ValueError) as problem:
        return NoKeyring(f"The keyring of this machine says no ({type(problem).__name__})")
