"""What was seen is kept within bounds, for its owner alone, and never in the way."""

import stat

import pytest

from agentconsole.client.kept import KeptFile
from agentconsole.client.seen import LARGEST, Seen
from agentconsole.model import commands
from agentconsole.model.errors import Invalid, Misconfigured, Refused
from agentconsole.model.keeping import DraftKind, Wishes


@pytest.fixture
def seen(tmp_path):
    made = Seen(tmp_path / "deep" / "ana.seen.db", most=10_000)
    yield made
    made.close()


def answer(seen, question):
    found = seen.find(question)
    return found and found[0]


def test_the_newest_answer_is_found_and_what_is_not_there_any_more_is_not(seen):
    seen.keep("inbox", b"old")
    seen.keep("inbox", b"new")
    assert (answer(seen, "inbox"), answer(seen, "board")) == (b"new", None)
    seen.drop("inbox")
    assert answer(seen, "inbox") is None


def test_it_is_bounded_and_what_was_not_looked_at_for_longest_goes_first(seen):
    for n in range(8):
        seen.keep(f"q{n}", b"x" * 1_000)
    assert answer(seen, "q0")
    for n in range(8, 100):
        seen.keep(f"q{n}", b"x" * 1_000)
        seen.find("q0")
        assert seen.size() <= 10_000
    assert (answer(seen, "q1"), answer(seen, "q0") is not None, answer(seen, "q99") is not None) == (
        None,
        True,
        True,
    )


def test_one_answer_that_is_too_large_is_not_kept_and_neither_is_the_one_before_it(tmp_path, seen):
    seen.keep("q", b"small")
    seen.keep("q", b"x" * 10_001)
    assert answer(seen, "q") is None
    roomy = Seen(tmp_path / "roomy.db")
    roomy.keep("q", b"x" * (LARGEST + 1))
    assert answer(roomy, "q") is None
    roomy.close()


def test_two_programs_keep_within_the_bounds_together(tmp_path, seen):
    other = Seen(tmp_path / "deep" / "ana.seen.db", most=10_000)
    for n in range(30):
        (seen, other)[n % 2].keep(f"q{n}", b"x" * 1_000)
    seen.keep("last", b"x" * 5_000)
    other.keep("last one", b"x" * 5_000)
    assert seen.size() <= 15_000  # each looks again when it has written as much as there may be
    assert answer(other, "last one")
    other.close()


def test_only_its_owner_can_read_it(tmp_path, seen):
    seen.keep("q", b"x")
    file = tmp_path / "deep" / "ana.seen.db"
    assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(file.parent.stat().st_mode)) == (0o600, 0o700)


def test_one_that_is_damaged_or_of_another_form_is_made_anew(tmp_path):
    file = tmp_path / "ana.seen.db"
    file.write_bytes(b"no database at all" * 100)
    broken = Seen(file)
    broken.keep("q", b"x")
    broken.keep("q", b"y")
    assert answer(broken, "q") == b"y"
    broken.close()


def test_where_nothing_can_be_kept_nothing_is_and_nobody_is_troubled(tmp_path):
    (tmp_path / "a file").touch()
    lost = Seen(tmp_path / "a file" / "ana.seen.db")
    lost.keep("q", b"x")
    assert (lost.find("q"), lost.size()) == (None, 0)


NOTE = commands.Note(conversation=1, text="x")


@pytest.fixture
def kept(tmp_path):
    made = KeptFile(tmp_path / "deep" / "ana.kept.db")
    yield made
    made.close()


def draft(text):
    return commands.SaveDraft(conversation=1, kind=DraftKind.REPLY, text=text)


def test_what_is_kept_is_there_for_the_next_program_in_order(tmp_path, kept):
    assert (kept.counts(), kept.all(), kept.file.exists()) == ((0, 0), (), False)
    first, second = (kept.add(NOTE, key, seen=None, tried=False) for key in "ab")
    again = KeptFile(kept.file)
    assert [(each.id, each.key, each.command) for each in again.all()] == [
        (first, "a", NOTE),
        (second, "b", NOTE),
    ]
    again.stop(first, Refused("no", "look", rule="r"))
    assert (kept.counts(), kept.one(first).told().stopped, [each.id for each in kept.waiting()]) == (
        (1, 1),
        "no",
        [second],
    )
    assert (kept.remove(first), kept.remove(first)) == (True, False)
    again.close()
    assert stat.S_IMODE(kept.file.stat().st_mode) == 0o600


def test_what_is_given_twice_with_one_key_is_kept_once(kept):
    number = kept.add(NOTE, "k", seen=None, tried=False)
    assert kept.add(NOTE, "k", seen=None, tried=False) == number
    with pytest.raises(Invalid, match="another command"):
        kept.add(commands.Note(conversation=1, text="y"), "k", seen=None, tried=False)


def test_a_draft_takes_the_place_only_of_one_that_nobody_can_have_got(kept):
    kept.add(draft("D"), "1", seen=None, tried=True)
    kept.add(draft("De"), "2", seen=None, tried=False)
    kept.add(commands.SaveDraft(conversation=1, kind=DraftKind.NOTE, text="n"), "3", seen=None, tried=False)
    kept.add(draft("Dear"), "4", seen=None, tried=False)
    assert [each.command.text for each in kept.all()] == ["D", "n", "Dear"]


def test_whom_a_mail_goes_to_stays_with_a_draft_that_does_not_say(kept):
    wished = commands.SaveDraft(
        conversation=1, kind=DraftKind.REPLY, text="D", wishes=Wishes(to=("li@tan.example",))
    )
    kept.add(wished, "1", seen=None, tried=False)
    kept.add(draft("Dear"), "2", seen=None, tried=False)
    (left,) = kept.all()
    assert (left.command.text, left.command.wishes.to) == ("Dear", ("li@tan.example",))


def test_half_a_character_is_not_kept(kept):
    with pytest.raises(Invalid):
        kept.add(commands.Note(conversation=1, text="\ud800"), "k", seen=None, tried=False)
    assert kept.all() == ()


def test_a_file_that_cannot_be_used_is_named(tmp_path):
    place = tmp_path / "ana.kept.db"
    place.write_bytes(b"no database at all" * 100)
    broken = KeptFile(place)
    with pytest.raises(Misconfigured, match=r"ana\.kept\.db cannot be used"):
        broken.add(NOTE, "k", seen=None, tried=False)
    broken.close()
    (tmp_path / "link.db").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(Misconfigured):
        KeptFile(tmp_path / "link.db").add(NOTE, "k", seen=None, tried=False)
