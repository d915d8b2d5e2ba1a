"""Calculate a year under every reading of quota and ties (Article 12(1), A4, A6)."""

from __future__ import annotations

from typing import cast

from liaison_assessment.context import Work
from liaison_assessment.policy.facts import Grade
from liaison_assessment.policy.ranking import TieCertificate
from liaison_assessment.policy.year_grades import YearDecision
from liaison_assessment.policy.yearly import lab
from liaison_assessment.usecases.refusals import refusing
from liaison_assessment.usecases.year import candidates_of, exact
from liaison_contracts import codes
from liaison_contracts.assessment import (
    GetQuotaLab,
    LabFlip,
    LabGrade,
    LabResult,
    LabTie,
    QuotaLabAnswer,
    TiedStation,
)


def lay_out(work: Work, body: GetQuotaLab) -> QuotaLabAnswer:
    """Calculate a year under every reading on the facts known now; nothing is decided.

    Raises:
        Refused: if the facts do not allow grading.
    """
    with refusing("year_not_gradable"):
        found = lab.lay_out(body.year, candidates_of(work, body.year), work.edition)
    return QuotaLabAnswer(
        year=body.year,
        graded=found.graded,
        results=tuple(_result(pair, found) for pair in found.results),
        flips=tuple(
            LabFlip(
                station_code=flip.station_code,
                grades=tuple(
                    LabGrade(quota_reading=a4, tie_reading=a6, grade=grade.value)
                    for (a4, a6), grade in flip.grades.items()
                ),
            )
            for flip in found.flips
        ),
    )


def _result(pair: lab.Pair, found: lab.Lab) -> LabResult:
    decision = found.results[pair]
    return LabResult(
        quota_reading=pair[0],
        tie_reading=pair[1],
        is_in_force=pair == found.in_force,
        quota=decision.quota,
        excellent=tuple(
            entry.station_code for entry in decision.entries if entry.grade is Grade.EXCELLENT
        ),
        undecided=decision.undecided,
        ties=tuple(_tie(certificate, decision) for certificate in decision.ties),
    )


def _tie(certificate: TieCertificate, decision: YearDecision) -> LabTie:
    grades = {entry.station_code: entry.grade.value for entry in decision.entries}
    score = exact(certificate.score)
    assert score is not None
    return LabTie(
        score=score,
        keys=certificate.keys,
        settled_by=certificate.settled_by,
        tied=certificate.tied,
        stations=tuple(
            TiedStation(
                station_code=code,
                keys=tuple(value for part in key if (value := exact(part)) is not None),
                grade=cast(codes.Grade, grades[code]),
            )
            for code, key in certificate.stations
        ),
    )
