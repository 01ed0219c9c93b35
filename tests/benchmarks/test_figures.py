"""The statistics of the benchmarks, and how a row is judged."""

import json

import pytest

from benchmarks.figures import Figures, figures, ratio
from benchmarks.results import as_json, floor_at_most, p95_at_most, row, skipped
from benchmarks.turns import in_turn


def test_middle_and_parts_of_known_values() -> None:
    values = figures([5.0, 1.0, 4.0, 2.0, 3.0])
    assert (values.middle, values.part(0), values.part(0.25), values.part(1)) == (3, 1, 2, 5)
    assert values.p95 == pytest.approx(4.8)
    assert figures([7.0]).p95 == 7


def test_nothing_measured_is_a_fault() -> None:
    with pytest.raises(AssertionError, match="nothing was measured"):
        figures([])


def test_a_ratio_is_taken_turn_by_turn_so_that_a_slow_machine_cancels_out() -> None:
    floor = Figures((1.0, 10.0, 100.0))
    ours = Figures((2.0, 20.0, 200.0))
    found = ratio(ours, floor)
    assert found is not None
    assert (found.middle, found.low, found.high) == pytest.approx((2, 1.7, 2.3))


def test_another_run_is_expected_where_nine_of_ten_turns_were() -> None:
    found = ratio(Figures(tuple(float(value) for value in range(1, 102))), Figures((1.0,) * 101))
    assert found is not None
    assert (found.middle, found.low, found.high) == (51, 6, 96)


def test_nothing_is_divided_by_nothing() -> None:
    assert ratio(Figures((1.0, 2.0)), Figures((0.0, 0.0))) is None


def test_cases_take_turns_and_the_first_round_does_not_count() -> None:
    order: list[str] = []

    def case(name: str) -> float:
        order.append(name)
        return float(len(order))

    found = in_turn({"a": lambda: case("a"), "b": lambda: case("b")}, rounds=2, within=60)
    assert order == ["b", "a", "a", "b", "b", "a"]
    assert (found["a"].values, found["b"].values) == ((3, 6), (4, 5))


def test_a_row_holds_or_not_by_its_ratio_and_by_its_slow_tail() -> None:
    found = {"ours": Figures((12.0, 12.0)), "bare": Figures((10.0, 10.0))}
    told = row("a case", 10, found, floor="bare")
    assert (told.ratio_to_floor, told.spread) == (1.2, pytest.approx((1.02, 1.38)))
    assert floor_at_most(told, 1.3).holds is True
    assert floor_at_most(told, 1.1).holds is False
    assert p95_at_most(told, 12).holds is True
    assert p95_at_most(told, 11).holds is False


def test_what_was_skipped_has_no_verdict_and_says_why() -> None:
    told = json.loads(as_json([skipped("a case", 10, "it is not installed")]))
    assert [told[0][name] for name in ("case", "size", "holds", "note")] == [
        "a case",
        10,
        None,
        "skipped: it is not installed",
    ]
    assert {"ratio_to_peer", "ratio_to_floor", "goal"} <= told[0].keys()
