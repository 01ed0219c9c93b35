import pytest

from agentconsole.channels.email import bounds
from agentconsole.channels.email.addresses import parse


@pytest.mark.parametrize(
    ("header", "people"),
    [
        ("mei@tan.example", [("", "mei@tan.example")]),
        ("Mei Tan <mei@tan.example>", [("Mei Tan", "mei@tan.example")]),
        ('"Tan, Mei" <mei@tan.example>, b@c.example', [("Tan, Mei", "mei@tan.example"), ("", "b@c.example")]),
        ('"Giant; \\"Big\\" Box" <g@x.example>', [('Giant; "Big" Box', "g@x.example")]),
        ("mei@tan.example (Mei (the one) Tan)", [("Mei (the one) Tan", "mei@tan.example")]),
        ("a@b.example; c@d.example", [("", "a@b.example"), ("", "c@d.example")]),
        ("Team: Ana <ana@x.example>, ben@x.example;", [("Ana", "ana@x.example"), ("", "ben@x.example")]),
        ("Undisclosed recipients:;", []),
        ("=?utf-8?q?M=C3=BCller=2C_Eva?= <eva@x.example>", [("Müller, Eva", "eva@x.example")]),
        ('"=?utf-8?q?M=C3=BCller?=" <eva@x.example>', [("Müller", "eva@x.example")]),
        ("'Mei Tan' <mei@tan.example>", [("Mei Tan", "mei@tan.example")]),
        ("Mei Tan mei@tan.example", [("Mei Tan", "mei@tan.example")]),
        ("Mei Tan <mei@tan.example", [("Mei Tan", "mei@tan.example")]),
        ('"Mei Tan <mei@tan.example>', [("Mei Tan", "mei@tan.example")]),
        ("MAILER DAEMON <>", [("MAILER DAEMON", "")]),
        ("mei @ tan.example <mei@tan.example>", [("mei @ tan.example", "mei@tan.example")]),
        ("Bob <bob@x.example> Ann <ann@x.example>", [("Bob", "bob@x.example"), ("Ann", "ann@x.example")]),
        ("bob@x.example ann@x.example", [("", "bob@x.example"), ("", "ann@x.example")]),
        ("Mary <@node.test:mary@x.example>", [("Mary", "mary@x.example")]),
        ("jdoe@test  . example", [("", "jdoe@test.example")]),
        ("Moderator <moderator>", [("Moderator <moderator>", "")]),
        (
            "alice@a.example)bob@b.example <carol@c.example>",
            [("alice@a.example)bob@b.example", "carol@c.example")],
        ),
        ("alice@a.example(<carol@c.example>)", [("<carol@c.example>", "alice@a.example")]),
        ("alice@a.example(<carol@c.example>", [("alice@a.example(<carol@c.example>", "")]),
        ("alice@a.example (carol@c.example", [("alice@a.example (carol@c.example", "")]),
        (
            "Bo <bo@b.example>, alice@a.example ((c) <carol@c.example>",
            [("Bo", "bo@b.example"), ("alice@a.example ((c) <carol@c.example>", "")],
        ),
        ("Mei Tan <mei@tan.example> (at the off", [("Mei Tan", "mei@tan.example")]),
        ("", []),
        (",,;<>()", []),
    ],
)
def test_people_are_read_as_programs_write_them(header, people):
    assert [(person.name, person.email) for person in parse(header)] == people


def test_a_name_that_looks_like_an_address_is_not_the_address():
    (person,) = parse('"ceo@bank.example" <thief@evil.example>')
    assert person.email == "thief@evil.example"


@pytest.mark.parametrize(
    "header", ["(" * 100_000, '"' * 100_001, '"' + "\\" * 100_000, "<" * 100_000, "a" * 100_000]
)
def test_nesting_and_noise_are_read_in_one_pass(header):
    assert len(parse(header)) <= 1


def test_no_more_people_are_read_than_the_bounds_say():
    assert len(parse("a@b.example," * 10_000)) == bounds.PEOPLE


def test_what_was_read_once_is_read_the_same_again_whatever_was_done_with_it():
    once = parse("Mei Tan <mei@tan.example>, Bo <bo@x.example>")
    once.pop()
    assert parse("Mei Tan <mei@tan.example>, Bo <bo@x.example>")[:1] == once
    assert len(parse("Mei Tan <mei@tan.example>, Bo <bo@x.example>")) == 2
