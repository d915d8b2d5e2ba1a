"""Decide disputes over a talent claimed by several stations (Article 14(1), A21)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from liaison_contracts.errors import Conflict, Forbidden, Invalid, NotFound
from liaison_contracts.incentives import (
    DecideDispute,
    DisputeAnswer,
    RecruitmentDisputed,
    RecruitmentDisputeDecided,
)
from liaison_contracts.reasons import fault
from liaison_incentives.context import Work
from liaison_incentives.tables import ClaimedTalent, Dispute, RecruitmentClaim
from liaison_incentives.usecases.awards.reevaluation import look_at_claimants
from liaison_incentives.usecases.batches.batch import stations_of
from liaison_incentives.usecases.rights import require_outsider


def open_disputes(work: Work, disputed: set[str], on: date) -> None:
    """Publish disputes between verified claims for one talent; `disputed` are their codes.

    Teams with several members in common are one dispute, under the first of these (reading A20).
    """
    if not disputed:
        return
    asked = select(ClaimedTalent.talent_ref).where(ClaimedTalent.recruitment_code.in_(disputed))
    claims = (
        select(ClaimedTalent.talent_ref, ClaimedTalent.recruitment_code)
        .join(RecruitmentClaim, RecruitmentClaim.recruitment_code == ClaimedTalent.recruitment_code)
        .where(ClaimedTalent.talent_ref.in_(asked), RecruitmentClaim.state == "verified")
        .order_by(ClaimedTalent.recruitment_code)
    )
    codes: dict[str, list[str]] = {}
    for talent_ref, code in work.session.execute(claims):
        codes.setdefault(talent_ref, []).append(code)
    first = {tuple(claimed): ref for ref, claimed in sorted(codes.items(), reverse=True)}
    for talent_ref, claimed in sorted((ref, list(claimed)) for claimed, ref in first.items()):
        if len(claimed) == 1:
            continue
        known = work.session.get(Dispute, talent_ref)
        if known is not None and known.recruitment_codes == claimed:
            continue
        if known is None:
            known = Dispute(talent_ref=talent_ref, opened_on=on)
            work.session.add(known)
        known.recruitment_codes, known.opened_on = claimed, on
        event = RecruitmentDisputed(
            talent_ref=talent_ref, recruitment_codes=tuple(claimed), opened_on=on
        )
        work.record(event, effective_on=on)


def decide(work: Work, body: DecideDispute) -> DisputeAnswer:
    """Give the talent to one claim, finally; the rules pay that claim and refuse the others.

    Raises:
        NotFound: for a talent that is not disputed.
        Conflict: if it has been decided already.
        Invalid: for a winner outside the dispute, or a date before it or in the future.
        Forbidden: for people who acted on one of the claims, or belong to one of the stations.
    """
    found = work.session.get(Dispute, body.talent_ref, with_for_update=True)
    if found is None:
        raise NotFound("dispute_unknown")
    if found.winner is not None:
        raise Conflict("dispute_decided_already", winner=found.winner, on=found.decided_on)
    codes = tuple(found.recruitment_codes)
    if body.winner not in codes:
        raise Invalid(
            "winner_not_in_dispute",
            faults={"winner": [fault("choice", choices=codes)]},
            winner=body.winner,
            choices=codes,
        )
    if not found.opened_on <= body.decided_on <= work.today:
        raise Invalid(
            "days_out_of_order",
            faults={"decided_on": [fault("between_days", since=found.opened_on, until=work.today)]},
            places=["decided_on"],
        )
    _require_no_part(work, codes)
    found.winner, found.decided_on = body.winner, body.decided_on
    found.decided_by, found.document_no = work.actor, body.document_no
    work.session.flush()
    refs = select(ClaimedTalent.talent_ref).where(ClaimedTalent.recruitment_code.in_(codes))
    look_at_claimants(work.session, work.session.scalars(refs).all(), body.decided_on)
    event = RecruitmentDisputeDecided(
        talent_ref=found.talent_ref,
        recruitment_codes=codes,
        winner=body.winner,
        decided_on=body.decided_on,
        document_no=body.document_no,
    )
    work.record(event, effective_on=body.decided_on)
    return DisputeAnswer(
        talent_ref=found.talent_ref,
        recruitment_codes=codes,
        winner=body.winner,
        decided_on=body.decided_on,
    )


def _require_no_part(work: Work, codes: Sequence[str]) -> None:
    query = select(RecruitmentClaim).where(RecruitmentClaim.recruitment_code.in_(codes))
    claims = work.session.scalars(query.order_by(RecruitmentClaim.recruitment_code)).all()
    for claim in claims:
        if work.actor in (claim.reported_by, claim.first_verified_by, claim.decided_by):
            raise Forbidden("same_person", about=claim.recruitment_code)
    stations = stations_of(work, {claim.station_code for claim in claims})
    require_outsider(work.caller, stations.values())
