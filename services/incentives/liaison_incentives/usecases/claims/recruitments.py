"""Accept claims for recruited talents, which two people verify (Article 14(1))."""

from __future__ import annotations

from datetime import date

from liaison_contracts.errors import Conflict, Forbidden, Invalid, NotFound
from liaison_contracts.incentives import (
    ProgrammeRecorded,
    RecordContractEnd,
    RecordProgramme,
    RecruitmentAnswer,
    RecruitmentContractEnded,
    RecruitmentFirstVerified,
    RecruitmentRejected,
    RecruitmentReported,
    RecruitmentVerified,
    RejectRecruitment,
    ReportRecruitment,
    VerifyRecruitment,
)
from liaison_contracts.reasons import fault, reason
from liaison_incentives.context import Work
from liaison_incentives.policy.days import whole_months
from liaison_incentives.tables import ClaimedTalent, RecruitmentClaim, Station
from liaison_incentives.usecases.awards.reevaluation import look_at_claimants
from liaison_incentives.usecases.claims.teams import team_of
from liaison_incentives.usecases.rights import find_station, require_outsider
from liaison_kit.documents import hashes_of, take_papers
from liaison_kit.store.ids import name_id

REPORTED, VERIFIED_ONCE = "reported", "verified_once"
VERIFIED, REJECTED = "verified", "rejected"
ARTICLE = "14(1)"


def report(work: Work, body: ReportRecruitment) -> RecruitmentAnswer:
    """Store a claim; whether it earns anything is decided once two people have verified it.

    Raises:
        NotFound: for a station that is not the caller's.
        Invalid: if talent or team are not given exactly once, it has a future date, or a document
            is missing.
        Conflict: if another claim has this code.
    """
    station = find_station(work, body.station_code)
    work.require_come("claimed_on", body.claimed_on)
    code = body.recruitment_code or f"R-{name_id('recruitment', work.actor, work.cause)[:13]}"
    if work.session.get(RecruitmentClaim, code) is not None:
        raise Conflict("recruitment_reported_already", recruitment=code)
    talent_ref, member_refs = team_of(work, body)
    claim = RecruitmentClaim(
        recruitment_code=code,
        station_code=station.station_code,
        talent_ref=talent_ref,
        member_refs=list(member_refs),
        level=body.level,
        basis=body.basis,
        contract_months=body.contract_months,
        signed_on=body.signed_on,
        claimed_on=body.claimed_on,
        documents=take_papers(work, body.documents),
        state=REPORTED,
        reported_by=work.caller.sub,
    )
    work.session.add(claim)
    work.session.add_all(
        ClaimedTalent(recruitment_code=code, talent_ref=ref) for ref in claim.talent_refs()
    )
    event = RecruitmentReported(
        recruitment_code=code,
        station_code=claim.station_code,
        talent_ref=claim.talent_ref,
        level=body.level,
        basis=body.basis,
        contract_months=claim.contract_months,
        signed_on=claim.signed_on,
        claimed_on=claim.claimed_on,
        member_refs=member_refs,
        evidence_sha256=hashes_of(body.documents),
    )
    work.record(event, effective_on=claim.claimed_on)
    return _answer(claim)


def verify(work: Work, body: VerifyRecruitment) -> RecruitmentAnswer:
    """Verify a claim as the first or second person; both are needed (Article 14(1)).

    Raises:
        NotFound: for an unknown claim.
        Conflict: if it has been decided already.
        Forbidden: for the reporter, the first verifier, or a person of the station.
        Invalid: for a future date, or one before the claim.
    """
    claim = _open_claim(work, body.recruitment_code, body.verified_on, "verified")
    if claim.first_verified_by is None:
        claim.state = VERIFIED_ONCE
        claim.first_verified_by, claim.first_verified_on = work.caller.sub, body.verified_on
        first = RecruitmentFirstVerified(
            recruitment_code=claim.recruitment_code,
            station_code=claim.station_code,
            verified_on=body.verified_on,
        )
        work.record(first, effective_on=body.verified_on)
        return _answer(claim)
    if claim.first_verified_by == work.caller.sub:
        raise Forbidden("same_person", about=claim.recruitment_code)
    _decide(work, claim, VERIFIED, body.verified_on)
    event = RecruitmentVerified(
        recruitment_code=claim.recruitment_code,
        station_code=claim.station_code,
        signed_on=claim.signed_on,
        decided_on=body.verified_on,
        reasons=(),
    )
    work.record(event, effective_on=body.verified_on)
    return _answer(claim)


def reject(work: Work, body: RejectRecruitment) -> RecruitmentAnswer:
    """Reject a claim, with a reason (Article 14(1)).

    Raises:
        NotFound, Conflict, Forbidden, Invalid: as `verify`.
    """
    claim = _open_claim(work, body.recruitment_code, body.rejected_on, "rejected")
    _decide(work, claim, REJECTED, body.rejected_on)
    why = reason("in_words", ARTICLE, fact=body.reason, needs="")
    event = RecruitmentRejected(
        recruitment_code=claim.recruitment_code,
        station_code=claim.station_code,
        signed_on=claim.signed_on,
        decided_on=body.rejected_on,
        reasons=(why,),
    )
    work.record(event, effective_on=body.rejected_on)
    return _answer(claim)


def record_programme(work: Work, body: RecordProgramme) -> RecruitmentAnswer:
    """Record a talent's title; reading A23 says whether its day counts.

    Raises:
        NotFound: for a claim that is not the caller's.
        Conflict: if another day is recorded for this programme.
        Invalid: for a future date.
    """
    claim = _claim(work, body.recruitment_code)
    find_station(work, claim.station_code)
    work.require_come("awarded_on", body.awarded_on)
    name = f"{body.programme}_on"
    known = getattr(claim, name)
    if known == body.awarded_on:
        return _answer(claim)
    if known is not None:
        raise Conflict(
            "programme_recorded_already",
            recruitment=claim.recruitment_code,
            programme=body.programme,
            on=known,
        )
    setattr(claim, name, body.awarded_on)
    work.session.flush()
    look_at_claimants(work.session, claim.talent_refs(), body.awarded_on)
    event = ProgrammeRecorded(
        recruitment_code=claim.recruitment_code,
        station_code=claim.station_code,
        programme=body.programme,
        awarded_on=body.awarded_on,
    )
    work.record(event, effective_on=body.awarded_on)
    return _answer(claim)


def record_contract_end(work: Work, body: RecordContractEnd) -> RecruitmentAnswer:
    """Record that a talent's contract ended; reading A22 says what an early end means.

    Raises:
        NotFound: for a claim that is not the caller's.
        Conflict: if another day is recorded.
        Invalid: for a future date, or one before the signing.
    """
    claim = _claim(work, body.recruitment_code)
    find_station(work, claim.station_code)
    work.require_come("ended_on", body.ended_on)
    if body.ended_on < claim.signed_on:
        raise Invalid(
            "days_out_of_order",
            faults={"ended_on": [fault("not_before", day=claim.signed_on)]},
            places=["ended_on"],
        )
    if claim.contract_ended_on == body.ended_on:
        return _answer(claim)
    if claim.contract_ended_on is not None:
        raise Conflict(
            "contract_ended_already", recruitment=claim.recruitment_code, on=claim.contract_ended_on
        )
    claim.contract_ended_on = body.ended_on
    work.session.flush()
    look_at_claimants(work.session, claim.talent_refs(), body.ended_on)
    figures = work.edition.figures
    is_short = whole_months(claim.signed_on, body.ended_on) < figures.min_contract_months
    event = RecruitmentContractEnded(
        recruitment_code=claim.recruitment_code,
        station_code=claim.station_code,
        ended_on=body.ended_on,
        early=is_short and claim.basis in figures.contract_bases,
        reason_code=body.reason_code,
    )
    work.record(event, effective_on=body.ended_on)
    return _answer(claim)


def _open_claim(work: Work, code: str, on: date, act: str) -> RecruitmentClaim:
    claim = _claim(work, code)
    if claim.state in (VERIFIED, REJECTED):
        raise Conflict(
            "recruitment_decided_already", recruitment=code, state=claim.state, on=claim.decided_on
        )
    if claim.reported_by == work.caller.sub:
        raise Forbidden("same_person", about=code)
    station = work.session.get(Station, claim.station_code)
    require_outsider(work.caller, [station] if station else [])
    work.require_come(f"{act}_on", on)
    if on < claim.claimed_on:
        raise Invalid(
            "days_out_of_order",
            faults={f"{act}_on": [fault("not_before", day=claim.claimed_on)]},
            places=[f"{act}_on"],
        )
    return claim


def _decide(work: Work, claim: RecruitmentClaim, state: str, on: date) -> None:
    claim.state, claim.decided_by, claim.decided_on = state, work.caller.sub, on
    work.session.flush()
    look_at_claimants(work.session, claim.talent_refs(), on)


def _claim(work: Work, code: str) -> RecruitmentClaim:
    found = work.session.get(RecruitmentClaim, code, with_for_update=True)
    if found is None:
        raise NotFound("recruitment_unknown")
    return found


def _answer(claim: RecruitmentClaim) -> RecruitmentAnswer:
    return RecruitmentAnswer(
        recruitment_code=claim.recruitment_code,
        talent_ref=claim.talent_ref,
        state=claim.state,
        member_refs=tuple(claim.member_refs),
    )
