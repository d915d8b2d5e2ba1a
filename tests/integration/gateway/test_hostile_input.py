"""Whatever is sent to any route, the answer is one that the document declares, and never a fault.

`LIAISON_CASES` says how many cases each operation gets from either side of its schema: a few in a
run of the gate, hundreds in a nightly one.
"""

from __future__ import annotations

import os

import hypothesis
import pytest
import schemathesis
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup

from tests.integration.gateway.system import System

CASES = int(os.environ.get("LIAISON_CASES", "1"))
PARTS = ("verifies", "industry_federation.enters", "LZ-001.head", "finance", "ops", "auditor")
schemathesis.checks.load_all_checks()
CHECKS = [
    schemathesis.checks.CHECKS.get_one(name)
    for name in (
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
    )
]
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
OUTSIDE = ("/v1/instance/closings", "/v1/instance/day")
"""These would move the day of the instance that all cases share; `test_commands` looks at them."""


@pytest.fixture(scope="module")
def system(tmp_path_factory):
    found = System(tmp_path_factory.mktemp("hostile") / "instance")
    found.add_station("LZ-001")
    found.add_station_people("LZ-001")
    yield found
    found.close()


def faults_of(system, operation, cases=CASES):
    """Call an operation with generated cases as people of several roles; name what goes wrong."""
    keys = [system.keys[part] for part in PARTS]
    faults: set[str] = set()
    for mode in MODES:

        @hypothesis.settings(
            max_examples=cases,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[hypothesis.Phase.generate],
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        @hypothesis.given(
            case=operation.as_strategy(mode), key=hypothesis.strategies.sampled_from(keys)
        )
        def each(case, key):
            headers = {"Authorization": f"Bearer {key}", "Prefer": "wait=0"}
            answer = case.call(headers=headers)
            try:
                case.validate_response(answer, checks=CHECKS, headers=headers)
            except FailureGroup as group:
                for failure in group.exceptions:
                    told = f"{type(failure).__name__} {answer.status_code}"
                    faults.add(f"{operation.label}: {told}: {str(failure)[:300]}")

        try:
            each()
        except hypothesis.errors.Unsatisfiable:
            continue  # nothing can be wrong with an operation that takes nothing
    return faults


@pytest.mark.timeout(600 if CASES == 1 else 0)
def test_no_route_answers_anything_that_the_document_does_not_declare(system):
    schema = schemathesis.openapi.from_wsgi("/v1/openapi.json", system.instance.app)
    faults: list[str] = []
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.path not in OUTSIDE:
            faults += sorted(faults_of(system, operation))
    assert faults == []
