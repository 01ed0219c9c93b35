"""Who is let in is known for a moment, and never longer than they may."""

from types import SimpleNamespace

from agentconsole.server.letting import Door


def test_a_token_that_ends_while_it_is_looked_up_is_looked_up_again() -> None:
    asked: list[str] = []

    def holder(secret: str) -> str:
        asked.append(secret)
        if len(asked) == 1:
            door.forget()
        return "Ben's"

    door = Door(SimpleNamespace(holder=holder), clock=lambda: 0.0)  # type: ignore[arg-type]
    assert [door.holder("Bearer secret") for _ in range(3)] == ["Ben's"] * 3
    assert asked == ["secret"] * 2, "the first answer may be older than what had it forgotten"
