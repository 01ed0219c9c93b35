"""The made desk is the same for the same seed, in order of time, and made a little at a time."""

import tracemalloc
from collections import Counter
from itertools import islice, pairwise

from benchmarks.making.conversations import CLAIM, CLOSE, MESSAGE
from benchmarks.making.files import Mails, lines, messages
from benchmarks.making.generating import desk
from benchmarks.making.people import HUNDRED, STAR

SIZE = 1_000


def test_the_same_seed_makes_the_same_desk_and_another_seed_another() -> None:
    assert list(desk(SIZE)) == list(desk(SIZE))
    assert list(desk(SIZE)) != list(desk(SIZE, seed=2))


def test_a_desk_has_the_entries_asked_for_and_the_two_customers_theirs() -> None:
    made = list(desk(SIZE))
    whose = Counter(each.customer.number for each in made)
    assert len(made) == SIZE
    assert (whose[STAR], whose[HUNDRED]) == (SIZE // 10, 100)
    assert len(whose) == SIZE // 20
    assert len({each.conversation for each in made}) == SIZE // 5


def test_everything_comes_in_order_of_time_and_every_conversation_in_order_of_turns() -> None:
    made = list(desk(SIZE))
    assert all(before.at <= after.at for before, after in pairwise(made))
    for name in {each.conversation for each in made}:
        turns = [each for each in made if each.conversation == name]
        assert [each.turn for each in turns] == list(range(len(turns)))
        assert [each.last for each in turns] == [False] * (len(turns) - 1) + [True]
        assert (turns[0].kind, turns[0].direction) == (MESSAGE, "in")


def test_the_beginning_of_a_large_desk_takes_no_room() -> None:
    list(islice(desk(1_000_000), 10))  # the words of every language are made once
    tracemalloc.start()
    assert sum(1 for _ in islice(desk(1_000_000), 2_000)) == 2_000
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2_000_000


def test_files_leave_out_what_only_a_desk_can_do() -> None:
    kinds = Counter(each.kind for each in desk(SIZE))
    assert kinds[CLAIM] and kinds[CLOSE]
    written = b"".join(lines(desk(SIZE)))
    assert b'"kind": "claim"' not in written and b'"kind": "close"' not in written
    assert written.count(b'"kind": "message"') == kinds[MESSAGE]


def test_an_answer_names_the_mail_it_answers() -> None:
    making = Mails()
    made = {f"{each.conversation}.{each.turn}": (each, making.mail(each)) for each in messages(300)}
    answers = [mail for each, mail in made.values() if each.turn]
    assert answers
    assert all(b"\nIn-Reply-To: <" in mail for mail in answers)
    assert all(b"\nIn-Reply-To: <" not in mail for each, mail in made.values() if not each.turn)
