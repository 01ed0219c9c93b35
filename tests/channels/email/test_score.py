"""How well mail is read, against results that another parser left."""

import os
from pathlib import Path

import pytest

from benchmarks.mail_expected import KINDS, ours, standard
from benchmarks.mail_folding import results
from benchmarks.mail_reading import score

DATA = Path(os.environ.get("AGENTCONSOLE_TEST_DATA", "nowhere")) / "mail"
pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not DATA.is_dir(), reason="AGENTCONSOLE_TEST_DATA names no directory with mail in it"),
]
GOALS = {"subject": 0.98, "from_": 0.97, "to": 0.97, "content_type": 0.97, "date": 0.98}


def test_the_goals_are_met_and_the_standard_library_is_beaten():
    our, their = score(DATA, ours), score(DATA, standard)
    shares = {kind: our.share(kind, strict=False) for kind in KINDS}
    assert {kind: shares[kind] for kind, goal in GOALS.items() if shares[kind] < goal} == {}
    worse = {kind: shares[kind] for kind in KINDS if shares[kind] < their.share(kind, strict=False)}
    assert worse == {}


def test_the_texts_and_files_of_mails_that_are_whole_are_what_another_parser_found():
    found = score(DATA, ours)
    assert found.share("text", strict=False, whole=True) >= 0.92
    assert found.share("attachments", strict=False, whole=True) >= 0.80


def test_answers_stay_open_and_what_is_below_them_folds_as_other_projects_expect():
    found = list(results(DATA))
    assert len(found) > 100
    assert sum(one.found == one.expected for one in found) >= 106
    # A name, and a quote that nothing marks, stay open: what is new must never be hidden.
    assert all(set(one.expected) <= set(one.found) for one in found)
