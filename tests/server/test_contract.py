"""The server against its own description, by a program that knows nothing but that.

Whatever is sent, in or out of what is described: no answer is a fault of the server, and each looks as the
description says.
"""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from agentconsole.model.access import Scope
from agentconsole.server.describing import document

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore"),  # the tool's own, of which there are many
]
SKIPPED = ("/v1/live", "/v1/changes/wait")
"""They last."""
ENDING = ("/v1/tokens/{token}",)
"""It would end the token that is asked with."""

schema = schemathesis.openapi.from_dict(document())
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)


@(schema.exclude(path=[*SKIPPED, *ENDING]).parametrize())
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
def test_every_answer_is_as_described(case, team):
    secret = team.token("ana", Scope.ADMIN)
    case.call_and_validate(
        base_url=team.url,
        headers={"Authorization": f"Bearer {secret}"},
        checks=CHECKS,
        timeout=30,
    )
