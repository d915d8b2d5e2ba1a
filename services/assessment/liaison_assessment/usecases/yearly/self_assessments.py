"""Record a station's self-assessment of its year, by material (Article 12(2))."""

from __future__ import annotations

from liaison_assessment.context import Work
from liaison_assessment.policy.yearly.dossier import assemble
from liaison_assessment.tables import SelfAssessment
from liaison_assessment.usecases.rights import find_stations, require_rights
from liaison_assessment.usecases.scores import require_not_closed
from liaison_assessment.usecases.yearly.sheets import require_visible
from liaison_assessment.usecases.yearly.year_facts import gather
from liaison_contracts.assessment import (
    SelfAssessmentAnswer,
    SelfAssessmentSubmitted,
    SubmitSelfAssessment,
)
from liaison_contracts.errors import Invalid
from liaison_contracts.reasons import fault


def submit(work: Work, body: SubmitSelfAssessment) -> SelfAssessmentAnswer:
    """Store a self-assessment, and return which materials are still missing (A47).

    Raises:
        Invalid: for a future date, or a material that appears twice.
        Forbidden: for a station of another organisation.
        Refused: if the year is not open, or its grades are published.
    """
    work.require_come("submitted_on", body.submitted_on)
    require_rights(work.caller, [body.station_code], find_stations(work, [body.station_code]))
    require_visible(work, body.station_code)
    require_not_closed(work, body.year)
    numbers = [entry.material for entry in body.texts]
    if len(set(numbers)) < len(numbers):
        twice = next(number for number in numbers if numbers.count(number) > 1)
        faults = {"texts": [fault("material_repeated", material=twice)]}
        raise Invalid("material_twice", faults=faults)
    for entry in body.texts:
        row = SelfAssessment(
            year=body.year,
            station_code=body.station_code,
            material=entry.material,
            text=entry.text,
            evidence_sha256=list(entry.evidence_sha256),
            submitted_on=body.submitted_on,
            submitted_by=work.actor,
        )
        work.session.merge(row)
    work.session.flush()
    hashes = dict.fromkeys(sha for entry in body.texts for sha in entry.evidence_sha256)
    event = SelfAssessmentSubmitted(
        year=body.year,
        station_code=body.station_code,
        materials=tuple(sorted(numbers)),
        evidence_sha256=tuple(hashes),
        submitted_on=body.submitted_on,
    )
    work.record(event, effective_on=body.submitted_on)
    return _answer(work, body)


def _answer(work: Work, body: SubmitSelfAssessment) -> SelfAssessmentAnswer:
    facts = gather(work, body.year, body.station_code)
    found = assemble(facts[0], work.edition.figures) if facts else None
    spoken = tuple(m.number for m in found.materials if m.self_assessment) if found else ()
    return SelfAssessmentAnswer(
        year=body.year,
        station_code=body.station_code,
        materials=spoken,  # type: ignore[arg-type]
        notices=found.notices if found else (),
    )
