"""How well mail is read, against results that another parser left."""

import os
from pathlib import Path

import pytest

from benchmarks.mail_expected import KINDS, declared, shown, standard
from benchmarks.mail_folding import results
from benchmarks.mail_reading import score
from tests.at_hand import only_of_it

DATA = Path(os.environ.get("AGENTCONSOLE_TEST_DATA", "nowhere")) / "mail"
pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not DATA.is_dir(), reason="AGENTCONSOLE_TEST_DATA names no directory with mail in it"),
]
GOALS = {"subject": 0.98, "from_": 0.97, "to": 0.97, "content_type": 0.97}
HEADERS = tuple(GOALS)


def test_the_goals_are_met_to_the_letter_by_what_the_headers_declare():
    found = score(DATA, declared)
    assert {kind: found.share(kind) for kind, goal in GOALS.items() if found.share(kind) < goal} == {}


def test_the_standard_library_is_better_in_no_kind():
    ours, theirs = score(DATA, declared), score(DATA, standard)
    assert {kind for kind in HEADERS if ours.share(kind) < theirs.share(kind)} == set()


@only_of_it
def test_nor_is_it_in_what_is_judged_less_strictly():
    ours, theirs = score(DATA, declared), score(DATA, standard)
    # Of bodies the expected result marks letters too: whoever reads them is not the worse reader.
    assert {
        kind for kind in KINDS if ours.share(kind, strict=False) < theirs.share(kind, strict=False)
    } == set()


@only_of_it
def test_what_people_are_shown_differs_only_where_letters_were_supplied():
    found = score(DATA, shown)
    assert [
        one for one in found.differences if one.kind in ("subject", "from_", "to") and not one.unreadable
    ] == []


@only_of_it
def test_the_texts_and_files_of_mails_that_are_whole_are_what_another_parser_found():
    found = score(DATA, shown)
    assert found.share("text", strict=False, whole=True) >= 0.92
    assert found.share("attachments", strict=False, whole=True) >= 0.80


@only_of_it
def test_answers_stay_open_and_what_is_below_them_folds_as_other_projects_expect():
    found = list(results(DATA))
    assert len(found) > 100
    assert sum(one.found == one.expected for one in found) >= 106
    # A name, and a quote that nothing marks, stay open: what is new must never be hidden.
    assert all(set(one.expected) <= set(one.found) for one in found)
