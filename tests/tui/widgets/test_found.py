from agentconsole.model.queries import Query
from agentconsole.tui.themes import PaneRole
from agentconsole.tui.widgets.found import Found, with_found


def found_in(text: str, query: Query) -> list[str]:
    return [piece for piece, role in with_found(((text, "text"),), query) if role == PaneRole.FOUND]


def test_a_word_is_found_whole_and_in_any_case():
    assert found_in("The bag, a Bag and the baggage", Query(words=("bag",))) == ["bag", "Bag"]


def test_a_beginning_finds_the_whole_word():
    assert found_in("bag baggage handbag", Query(prefixes=("bag",))) == ["bag", "baggage"]


def test_a_phrase_is_found_across_what_parts_its_words():
    assert found_in("charged - twice, twice charged", Query(phrases=("charged twice",))) == [
        "charged - twice"
    ]


def test_signs_with_a_meaning_for_patterns_are_only_signs():
    assert found_in("(a+b) .* [c]", Query(words=("a+b", ".*"))) == ["a+b", ".*"]


def test_nothing_of_the_line_is_lost_and_other_roles_stay():
    row = (("12 Nov ", "muted"), ("a bag", "text"))
    dressed = with_found(row, Query(words=("bag",)))
    assert dressed == (("12 Nov ", "muted"), ("a ", "text"), ("bag", PaneRole.FOUND))
    assert with_found(row, Query(customer="mei")) == row


def test_the_neighbours_of_an_entry_among_what_was_found():
    found = Found(Query(words=("x",)), "x", (90, 50, 10))
    assert [found.beside(entry, 1) for entry in (95, 90, 60, 10)] == [90, 50, 50, None]
    assert [found.beside(entry, -1) for entry in (95, 90, 60, 10)] == [None, None, 90, 50]


def test_how_far_one_is_says_also_that_there_may_be_more():
    found = Found(Query(words=("x",)), "fee", (90, 50, 10), whole=False)
    assert found.words(50) == "/fee 2 of 3+"
    assert found.words(7) == "/fee 3+"
    assert Found().words(50) == ""
