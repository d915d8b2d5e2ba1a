"""List what an application lacks before it may be reviewed (Articles 4, 6 and 9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from liaison_contracts.reasons import Reason, reason
from liaison_registry.policy.facts import HOST_KINDS, Application
from liaison_registry.policy.figures import Figures, Law

Gap = Callable[[Application], Reason | None]
CERTIFICATE = "legal_person_certificate"


def gaps(application: Application, on: date, law: Law) -> tuple[Reason, ...]:
    """Return every reason why an application is incomplete; no reasons mean that it is complete.

    Article 4 requires the channel, Article 6 the three documents, Article 9 head and liaison
    officer. A host that the leading group exempted from being a legal person has no certificate
    (A35).
    """
    readings = law.readings_on(on)
    found = [
        _host_kind(application),
        DIRECT[readings.direct_application](application),
        NOMINATED[readings.sector_channel](application),
        *(_document(application, kind) for kind in law.figures.documents_required),
        _original(application),
        _head(application),
        _liaison_officer(application, law.figures) or _term(application, law.figures),
    ]
    return tuple(gap for gap in found if gap)


def _host_kind(application: Application) -> Reason | None:
    kind = application.host.host_kind
    if kind in HOST_KINDS:
        return None
    return reason("host_kind_unknown", "4", kind=kind, kinds=HOST_KINDS)


def _not_direct(application: Application) -> Reason | None:
    if application.channel != "direct":
        return None
    return reason("applied_directly", "4")


def _department_assigned(application: Application) -> Reason | None:
    if application.guiding_department:
        return None
    return reason("guiding_department_missing", "4", channel=application.channel)


def _document(application: Application, kind: str) -> Reason | None:
    waived = kind == CERTIFICATE and application.waiver("5(2)") is not None
    if waived or application.has(kind):
        return None
    return reason("document_missing", "6", kind=kind)


def _original(application: Application) -> Reason | None:
    papers = [e for e in application.evidence if e.kind == CERTIFICATE]
    if not papers or any(e.original_seen_on for e in papers):
        return None
    return reason("certificate_original_not_seen", "6(2)")


def _head(application: Application) -> Reason | None:
    head = application.head_ref
    if head and head == application.legal_representative_ref:
        return None
    return reason("head_not_representative" if head else "head_missing", "9")


def _liaison_officer(application: Application, figures: Figures) -> Reason | None:
    count, least = application.liaison_officers, figures.liaison_officers
    return None if count >= least else reason("liaison_officers", "9", count=count, least=least)


def _term(application: Application, figures: Figures) -> Reason | None:
    count, least = application.liaison_officers_with_term, figures.liaison_officers_with_term
    return None if count >= least else reason("liaison_terms", "9", count=count, least=least)


DIRECT: dict[str, Gap] = {"department_first": _not_direct}
NOMINATED: dict[str, Gap] = {"department_assigned_by_talent_office": _department_assigned}
