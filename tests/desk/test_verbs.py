"""The table of verbs, and the `:` line made from it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agentconsole.desk.params import Context
from agentconsole.desk.verbs import ELSEWHERE, UNSPOKEN, VERBS, complete, parse_line
from agentconsole.model import commands
from agentconsole.model.commands import Command
from agentconsole.model.errors import Invalid
from agentconsole.model.keeping import DraftKind
from agentconsole.model.people import Identity, IdentityKind

NOW = datetime(2026, 11, 17, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
HERE = Context(now=NOW, by="ana", conversation=482)
NOWHERE = Context(now=NOW, by="ana")


def concrete(command: type[Command]) -> list[type[Command]]:
    """The commands that can be given, below one that only says what they share."""
    below = command.__subclasses__()
    return [leaf for child in below for leaf in concrete(child)] if below else [command]


def test_every_command_has_a_verb() -> None:
    spoken = {verb.command for verb in VERBS.values()} | set(ELSEWHERE) | UNSPOKEN
    assert {command.__name__ for command in concrete(Command)} == {command.__name__ for command in spoken}


def test_every_verb_fills_fields_its_command_has() -> None:
    for verb in VERBS.values():
        fields = {param.field or param.name for param in verb.params}
        assert fields <= set(verb.command.__struct_fields__), verb.name


def test_only_the_last_place_of_a_verb_is_free_text() -> None:
    for verb in VERBS.values():
        places = [param for param in verb.params if not param.flag]
        assert all(param.kind not in ("text", "body", "when") for param in places[:-1]), verb.name


@pytest.mark.parametrize(
    ("line", "command"),
    [
        (":claim", commands.Claim(conversation=482)),
        ("claim 7", commands.Claim(conversation=7)),
        ("claim #7", commands.Claim(conversation=7)),
        ("note 7 any words", commands.Note(conversation=7, text="any words")),
        ("note any words", commands.Note(conversation=482, text="any words")),
        ("note I can't,  'really' can't", commands.Note(conversation=482, text="I can't,  'really' can't")),
        ('note "482 is the order"', commands.Note(conversation=482, text="482 is the order")),
        ("note -- 482 is the order", commands.Note(conversation=482, text="482 is the order")),
        ("note yes -- really", commands.Note(conversation=482, text="yes -- really")),
        ('note -t "in quotes"', commands.Note(conversation=482, text="in quotes")),
        ("reply See you --close", commands.Reply(conversation=482, text="See you", close=True)),
        ("reply --seen 12 See you", commands.Reply(conversation=482, text="See you", seen=12)),
        (
            "ask @priya Was it twice? --about 5 --about 6 --due 4h",
            commands.Ask(
                conversation=482,
                specialist="priya",
                question="Was it twice?",
                about=(5, 6),
                due_at=NOW.astimezone(UTC) + timedelta(hours=4),
            ),
        ),
        ("ask 7 priya Why?", commands.Ask(conversation=7, specialist="priya", question="Why?")),
        (
            "answer 3 Yes, twice. --suggest You were charged twice.",
            commands.Answer(ask=3, text="Yes, twice.", suggested_reply="You were charged twice."),
        ),
        (
            "handover @ben --brief charged twice, in March too --reason parental leave",
            commands.HandOver(
                conversation=482, to="ben", brief="charged twice, in March too", reason="parental leave"
            ),
        ),
        (
            "snooze wed 9am --reason=parts",
            commands.Snooze(conversation=482, until=datetime(2026, 11, 18, 8, tzinfo=UTC), reason="parts"),
        ),
        (
            "standin @ben --until fri",
            commands.StandIn(agent="ben", until=datetime(2026, 11, 20, 8, tzinfo=UTC)),
        ),
        ("back", commands.Return()),
        (
            "link 5 Twitter:@Mei",
            commands.LinkIdentity(customer="5", identity=Identity(IdentityKind.HANDLE, "twitter:mei")),
        ),
        (
            "agent add Omar --full-name Omar Haddad --skill billing --skill refunds",
            commands.AddAgent(handle="omar", full_name="Omar Haddad", skills=("billing", "refunds")),
        ),
        (
            "draft --kind note not yet",
            commands.SaveDraft(conversation=482, kind=DraftKind.NOTE, text="not yet"),
        ),
        (
            'start mei@tan.example --subject "Your refund" Good morning, Mei',
            commands.Start(customer="mei@tan.example", subject="Your refund", text="Good morning, Mei"),
        ),
    ],
)
def test_a_line_means_one_command(line: str, command: Command) -> None:
    assert parse_line(line, HERE) == command


def test_lines_of_a_text_stay_lines() -> None:
    assert parse_line("brief wants a refund\nsince March", HERE) == commands.Brief(
        conversation=482, text="wants a refund\nsince March"
    )


@pytest.mark.parametrize(
    ("line", "said", "hint"),
    [
        ("cliam 7", "“cliam” is not a command", "Did you mean claim"),
        ("", "No command was given", "Tab"),
        ("claim", "claim needs N", "Usage: claim N"),
        ("claim seven", "“seven” is not a number", "482"),
        ("claim 7 8", "“8” is one word too many", "Usage: claim N"),
        ("ask 7 @priya", "ask needs QUESTION", "Usage: ask N @HANDLE QUESTION"),
        ("ask 7 @p!x Why?", "“@p!x” is not a handle", "@priya"),
        ("ask 7 @priya Why? --deu 4h", "ask has no --deu; did you mean --due?", "Usage: ask"),
        ("ask 7 @priya Why? --due", "--due needs WHEN", "Usage: ask"),
        ("ask 7 @priya Why? --due yesterday", "“yesterday”", "30m"),
        ("draft 7 --kind letter hello", "“letter” is not one of reply, note", "reply|note"),
        ("link 5 nonsense", "not an e-mail", "twitter:mei"),
    ],
)
def test_a_line_that_means_nothing_says_what_was_expected(line: str, said: str, hint: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_line(line, NOWHERE)
    assert said in caught.value.message
    assert hint in caught.value.hint


@given(st.text())
def test_any_line_is_a_command_or_invalid(line: str) -> None:
    for start in ("", "note ", "ask @a ", "snooze ", "answer 3 --suggest "):
        try:
            parse_line(start + line, HERE)
        except Invalid as error:
            assert error.message and error.hint


@given(
    st.text(alphabet=st.characters(exclude_categories=["C"]), min_size=1).filter(lambda text: text.strip())
)
def test_what_is_typed_after_two_dashes_is_the_text(text: str) -> None:
    typed = text.strip()
    assume_single_quotes = typed[0] in "\"'" and typed[-1] == typed[0]
    if not assume_single_quotes:
        assert parse_line(f"note -- {typed}", HERE) == commands.Note(conversation=482, text=typed)


def test_verbs_options_colleagues_and_conversations_can_be_completed() -> None:
    def offered(line: str) -> list[str]:
        return complete(line, handles=("ana", "priya"), conversations=(482, 7))

    assert offered("re") == [
        "reply",
        "read",
        "release",
        "reopen",
        "refuse",
        "restrict",
        "repeat",
        "renegotiate",
    ]
    assert offered("agent ") == ["add", "remove"]
    assert offered("ask ") == ["@ana", "@priya", "482", "7"]
    assert offered("ask 482 @p") == ["@priya"]
    assert offered("ask @priya Is it --") == ["--about", "--due"]
    assert offered("ask @priya Is it --due 4h --") == ["--about"]
    assert offered("note talk to @a") == ["@ana"]
    assert offered("draft --kind ") == ["reply", "note"]
    assert offered("standin ") == ["@ana", "@priya"]
    assert offered("nonsense ") == []
