"""The promises, over random sequences of commands by whoever, whenever."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.desk.trying_knowing import Knowing


def trying(examples: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=60,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def test_the_promises_hold_whatever_is_tried():
    run_state_machine_as_test(Knowing, settings=trying(15))


@pytest.mark.slow
def test_the_promises_hold_however_long_is_tried():
    run_state_machine_as_test(Knowing, settings=trying(300))
