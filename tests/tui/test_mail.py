"""Mail in the console: what is folded and marked, who gets a reply, and what becomes of it."""

from pathlib import Path

import pytest

from agentconsole.desk.local import LocalDesk
from agentconsole.model import commands as c
from agentconsole.model.entry import Attachment, Entry, Kind
from agentconsole.model.keeping import DraftKind, Mark, Wishes
from agentconsole.model.people import Contact
from agentconsole.model.queries import InboxView
from agentconsole.tui.folding import Folding
from tests.make import Clock
from tests.make import customer as author
from tests.make import entry as made
from tests.tui.play import SUPPORT, Play, play, received

MAIL = {
    "from": ["Mei Tan <mei@tan.example>"],
    "to": [SUPPORT],
    "cc": ["Li Tan <li@tan.example>"],
}
QUOTED = (
    "It broke again.\n\nOn Tue, 3 Mar 2026 at 17:21, Ana <ana@desk.example> wrote:\n> Dear Mei,\n> try it."
)


@pytest.fixture
def mail(desk: LocalDesk) -> int:
    """Mei's last mail went to Li as well, and quotes ours."""
    return received(desk, QUOTED, data=MAIL)


def last(desk: LocalDesk, number: int = 2) -> Entry:
    return next(each for each in reversed(desk.thread(number).items) if each.outgoing)


def test_an_old_message_is_a_line_that_opens_in_place(desk: LocalDesk, mail: int) -> None:
    async def scene(ana: Play) -> None:
        await ana.open(mail)
        await ana.press("j", "j", "j", "G")
        await ana.sees("… 3 lines quoted (v opens)")
        assert "try it." not in ana.text()
        await ana.press("v")
        await ana.sees("> try it.")
        await ana.press("v")
        await ana.sees("… 3 lines quoted")
        await ana.press("enter")
        await ana.until(lambda: ana.screen.panes.entry.display)
        await ana.sees("… 3 lines quoted")
        await ana.press("v")
        await ana.sees("> try it.")
        await ana.press("u")
        await ana.sees("… 3 lines quoted (v opens)")
        await ana.press("v")
        await ana.sees("> try it.")

    play(desk, scene)


def test_only_what_is_shown_is_looked_through_and_long_texts_beside() -> None:
    asked: list[str] = []
    answers: list[object] = []

    def ask(group: str, question: object, then: object) -> None:
        asked.append(group)
        answers.append(lambda: then(question()))  # type: ignore[operator]

    folding = Folding(ask)
    told: list[int] = []
    folding.found.append(told.append)
    short = made("message", author(), text=QUOTED, external_id="1")
    long = made("message", author(), text="word\n" * 9_000 + QUOTED, external_id="2", version=2)
    assert len(folding.shut(short)) == 1 and asked == []
    assert folding.shut(long) == folding.shut(long) == ()
    assert asked == ["folds 2"]
    answers[0]()  # type: ignore[operator]
    assert told == [2] and len(folding.shut(long)) == 1
    folding.toggle(long)
    assert folding.shut(long) == () and told == [2, 2]


async def replying(ana: Play, mail: int) -> None:
    """A reply to everybody whom that mail went to is begun."""
    await ana.open(mail)
    await ana.press("r")
    await ana.sees("cc li@tan.example")


async def copying(ana: Play, who: str) -> None:
    """Somebody else is to have a copy."""
    await ana.press("f6")
    await ana.sees("Who gets it")
    await ana.press("tab", "ctrl+u", *who, "ctrl+s")


def test_who_gets_it_stands_above_the_reply_and_a_new_domain_is_asked_about_once(
    desk: LocalDesk, mail: int
) -> None:
    async def scene(ana: Play) -> None:
        await replying(ana, mail)
        await ana.sees("to Mei Tan <mei@tan.example>  cc li@tan.example")
        await ana.write("Dear Mei")
        await copying(ana, "bo@other.example")
        await ana.sees("+ new: bo@other.example, the first mail to other.example")
        await ana.sees("- gone: Li Tan <li@tan.example>")
        await ana.press("ctrl+s", "enter")
        await ana.sees("The first mail of this conversation to")
        assert desk.outbox() == ()
        await ana.press("enter")
        await ana.until(lambda: desk.outbox(), "sent")

    play(desk, scene)
    assert last(desk).data["to"] == ["Mei Tan <mei@tan.example>"]
    assert last(desk).data["cc"] == ["bo@other.example"]


def test_who_gets_a_reply_is_said_anew_in_a_column_that_has_another_width(desk: LocalDesk, mail: int) -> None:
    async def scene(ana: Play) -> None:
        await ana.open(mail)
        await ana.press("r")
        whole = "to Mei Tan <mei@tan.example>  cc li@tan.example"
        await ana.sees(whole)
        ana.screen.panes.middle.styles.width = 30
        await ana.until(lambda: whole not in ana.text(), "shortened")
        ana.screen.panes.middle.styles.width = "1fr"
        await ana.sees(whole)

    play(desk, scene)


def test_it_is_said_anew_also_when_somebody_asked_where_the_column_is_before_it_was_told(
    desk: LocalDesk, mail: int
) -> None:
    async def scene(ana: Play) -> None:
        whole, middle = "to Mei Tan <mei@tan.example>  cc li@tan.example", ana.screen.panes.middle
        await ana.open(mail)
        await ana.press("r")
        await ana.sees(whole)
        middle.styles.width = 30
        await ana.until(lambda: whole not in ana.text(), "shortened")
        middle.styles.width = "1fr"
        middle.parent._clear_arrangement_cache()
        ana.screen._compositor._full_map_invalidated = True
        ana.screen.find_widget(middle)
        await ana.sees(whole)

    play(desk, scene)


def test_who_gets_it_and_what_it_quotes_are_there_again_after_a_restart(desk: LocalDesk, mail: int) -> None:
    async def first(ana: Play) -> None:
        await replying(ana, mail)
        await ana.write("Dear Mei")
        await copying(ana, "bo@other.example")
        await ana.sees("+ new: bo@other.example")
        await ana.press("f7")
        await ana.until(lambda: (kept := desk.draft(mail, DraftKind.REPLY, by="ana")) and kept.wishes.quote)

    async def again(ana: Play) -> None:
        await ana.open(mail)
        await ana.until(lambda: ana.writing == "Dear Mei")
        await ana.sees("+ new: bo@other.example")
        await ana.sees("quoted below")

    play(desk, first)
    play(desk, again)


def test_a_reply_taken_back_still_goes_to_whom_it_was_to_go(desk: LocalDesk, mail: int) -> None:
    reply = c.Reply(conversation=mail, text="Dear Li", to=("li@tan.example",), cc=(), quote=True)
    desk.do(reply, by="ana")
    outcome = desk.do(c.Unsend(conversation=mail), by="ana")
    assert outcome.draft.wishes == Wishes(to=("li@tan.example",), cc=(), quote=True)
    desk.do(c.SaveDraft(conversation=mail, kind=DraftKind.REPLY, text="Dear Li,"), by="ana")
    assert desk.draft(mail, DraftKind.REPLY, by="ana").wishes == outcome.draft.wishes


def test_what_is_no_address_is_said_before_anything_is_lost(desk: LocalDesk, mail: int) -> None:
    async def scene(ana: Play) -> None:
        await replying(ana, mail)
        await copying(ana, "Bo")
        await ana.sees("“Bo” is not an e-mail address")
        await ana.press("escape")
        await ana.sees("cc li@tan.example")

    play(desk, scene)


def test_a_file_and_their_last_mail_go_along_when_they_are_told_to(
    desk: LocalDesk, mail: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("invoice.pdf", "other.txt"):
        Path(name).write_bytes(b"1,234")

    async def scene(ana: Play) -> None:
        await replying(ana, mail)
        await ana.write("Here it is")
        for begin in ("inv", "oth"):
            await ana.press("ctrl+o")
            await ana.sees("Attach a file")
            await ana.write(begin)
            await ana.sees(f"› {begin}")
            await ana.press("down", "ctrl+s")
            await ana.until(lambda: ana.app.screen is ana.screen)
        await ana.sees("2 files")
        await ana.press("ctrl+r")
        await ana.sees("Take a file away")
        await ana.press(*"other", "ctrl+s")
        await ana.sees("1 file")
        await ana.press("f7")
        await ana.sees("quoted below")
        await ana.press("ctrl+s", "enter")
        await ana.until(lambda: desk.outbox(), "sent")

    play(desk, scene)
    said = last(desk)
    assert [(file.name, file.size) for file in said.attachments] == [("invoice.pdf", 5)]
    assert said.data["quoted"] == QUOTED
    assert desk.attachment(said.id, 0) == b"1,234"


def test_a_file_that_came_is_saved_under_a_harmless_name(desk: LocalDesk, tmp_path: Path) -> None:
    body = (
        b"From: mei@tan.example\r\nContent-Type: application/pdf\r\n"
        b'Content-Disposition: attachment; filename="../../x\x1b]0;gone\x07.pdf"\r\n\r\nbytes'
    )
    file = Attachment(name="../../x\x1b]0;gone\x07.pdf", media_type="application/pdf", size=5)
    number = received(desk, "See the file", attachments=(file,), original=body, data=MAIL)

    async def scene(ana: Play) -> None:
        await ana.open(number)
        await ana.press("G", "S")
        await ana.sees("Save a file")
        await ana.press("tab", "ctrl+u", *str(tmp_path), "ctrl+s")
        await ana.sees("Saved as")

    play(desk, scene)
    (saved,) = tmp_path.glob("*.pdf")
    assert saved.parent == tmp_path and saved.name.isprintable()
    assert saved.read_bytes() == b"bytes"


def test_a_new_address_is_linked_after_seeing_who_is_who(desk: LocalDesk) -> None:
    aunt = Contact(name="M. Tan", email="mei@home.example")
    number = received(
        desk, "It is me", customer=aunt, data={"from": ["mei@home.example"], "new_address": True}
    )

    async def scene(ana: Play) -> None:
        await ana.open(number)
        await ana.press("G")
        await ana.sees("! new address: mei@home.example · l links it")
        await ana.press("l")
        await ana.sees("Is this one person?")
        assert "mei@tan.example" in ana.text() and "mei@home.example" in ana.text()
        await ana.press("ctrl+s")
        await ana.sees("Linked")
        await ana.until(lambda: "! new address" not in ana.text())
        await ana.press("l")
        await ana.sees("This is from no new address")

    play(desk, scene)
    assert desk.customer("mei@home.example").id == desk.customer("mei@tan.example").id


def test_what_nobody_knows_of_is_decided_by_one_key(desk: LocalDesk, mail: int) -> None:
    desk.do(c.Reply(conversation=mail, text="Dear Mei, it is on its way"), by="ana")
    number = last(desk).id

    async def scene(ana: Play) -> None:
        await ana.open(mail)
        ana.screen.panes.thread.go_to(number)
        await ana.press("I")
        await ana.sees("there is nothing to decide")
        desk.settle(number, state="uncertain", error="no answer after DATA")
        await ana.sees("! nobody can say whether it arrived: no answer after DATA")
        await ana.sees("1 uncertain")
        await ana.press("X")
        await ana.sees("draft again.  You decided so")
        await ana.until(lambda: ana.writing == "Dear Mei, it is on its way", "the draft")
        desk.settle(number, state="failed", error="550 unknown")
        await ana.sees("! not delivered: 550 unknown")
        await ana.sees("draft again.  550 unknown")
        await ana.press("I")
        await ana.sees("It came back, so it has not arrived")
        await ana.press("Z")
        await ana.sees("It is sent again.")

    play(desk, scene)
    (message,) = desk.outbox()
    assert message.state == "waiting"


def test_a_reply_for_later_is_read_on_their_clock_and_a_draft_again_when_they_write_first(
    desk: LocalDesk, clock: Clock, mail: int
) -> None:
    desk.do(c.SetFact(customer="mei@tan.example", kind="time zone", value="Asia/Tokyo"), by="ana")

    async def scene(ana: Play) -> None:
        await ana.open(mail)
        await ana.until(lambda: ana.screen.panes.card.known)
        await ana.press("r", *"Good morning", "ctrl+s", "l")
        await ana.sees("Their clock: Asia/Tokyo")
        await ana.press(*"thu 9am")
        await ana.sees("Thu 19 Nov 09:00")
        await ana.sees("(Thu 19 Nov 00:00 here)")
        await ana.press("ctrl+s")
        await ana.until(lambda: desk.outbox(), "kept for later")
        await ana.press("r", *"And another thing")
        clock.go(seconds=60)
        received(desk, "It is solved", data=MAIL)
        await ana.sees("Not sent; your text is the draft again.  The customer wrote first")
        await ana.sees("What was to be sent later is a draft again")
        assert ana.writing == "Good morning\n\nAnd another thing"

    play(desk, scene)
    assert desk.outbox() == ()


def test_the_last_line_says_when_no_mail_comes_in_and_what_failed(desk: LocalDesk, clock: Clock) -> None:
    desk.do(c.Reply(conversation=2, text="Dear Mei"), by="ana")
    desk.settle(last(desk).id, state="failed", error="550 unknown")
    now = clock().isoformat()
    value = {"connected": False, "at": now, "since": now, "error": "refused", "hint": "Is it on?"}

    async def scene(ana: Play) -> None:
        await ana.sees("1 failed")
        desk.receive([], marks=[Mark(channel="email", name="standing:INBOX", value=value)])
        ana.screen.flowing.look()
        await ana.sees("mail: email not reached since 09:15: refused")
        await ana.press("j")
        await ana.sees("mail: email not reached since 09:15 · 1 failed")

    play(desk, scene, config=None)


def test_what_came_back_stands_on_the_reply_and_its_text_is_there_to_be_put_right(
    desk: LocalDesk, clock: Clock, mail: int
) -> None:
    desk.do(c.Reply(conversation=mail, text="Dear Mei"), by="ana")
    sent = desk.outbox()[0]
    clock.go(minutes=1)
    desk.settle(sent.entry.id, state="sent")

    async def scene(ana: Play) -> None:
        await ana.open(mail)
        report = {"of": f"<{sent.key}@desk.example>", "action": "failed", "reason": "550 5.1.1 no such user"}
        received(
            desk,
            "Undelivered",
            key="bounce",
            customer=Contact(email="mailer-daemon@x.example"),
            data={"machine": "bounce", "bounce": report},
        )
        await ana.sees("! not delivered: 550 5.1.1 no such user")
        await ana.sees("A message came back: 550 5.1.1 no such user")
        await ana.sees("your text is the draft again")
        await ana.until(lambda: ana.writing == "Dear Mei", "the draft")

    play(desk, scene)
    assert [each.kind for each in desk.thread(mail).items][-1] == Kind.BOUNCE
    assert len(desk.inbox(InboxView.ALL, by="ana").items) == 2
