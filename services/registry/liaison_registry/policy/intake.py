"""List what an application lacks before it may be reviewed (Articles 4, 6 and 9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from liaison_registry.policy.facts import HOST_KINDS, Application, Reason
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
    return tuple(reason for reason in found if reason)


def _host_kind(application: Application) -> Reason | None:
    kind = application.host.host_kind
    if kind in HOST_KINDS:
        return None
    return Reason("4", f"{kind!r} is no kind of host", "one of " + ", ".join(HOST_KINDS))


def _not_direct(application: Application) -> Reason | None:
    if application.channel != "direct":
        return None
    fact = "the application came straight to the talent office"
    return Reason("4", fact, "a guiding department, assigned by the talent office, to forward it")


def _department_assigned(application: Application) -> Reason | None:
    if application.guiding_department:
        return None
    fact = f"no guiding department stands beside the {application.channel}"
    return Reason("4", fact, "the competent guiding department, assigned by the talent office")


def _document(application: Application, kind: str) -> Reason | None:
    waived = kind == CERTIFICATE and application.waiver("5(2)") is not None
    if waived or application.has(kind):
        return None
    return Reason("6", f"{kind} is missing", f"the {kind}")


def _original(application: Application) -> Reason | None:
    papers = [e for e in application.evidence if e.kind == CERTIFICATE]
    if not papers or any(e.original_seen_on for e in papers):
        return None
    fact = "only a copy of the legal-person certificate was seen"
    return Reason("6(2)", fact, "a record of who looked at the original, and when")


def _head(application: Application) -> Reason | None:
    head = application.head_ref
    if head and head == application.legal_representative_ref:
        return None
    fact = "the head is not the legal representative" if head else "no head is named"
    return Reason("9", fact, "the legal representative as head")


def _liaison_officer(application: Application, figures: Figures) -> Reason | None:
    if application.liaison_officers >= figures.liaison_officers:
        return None
    fact = f"{application.liaison_officers} liaison officers are named"
    return Reason("9", fact, f"at least {figures.liaison_officers}, full-time or part-time")


def _term(application: Application, figures: Figures) -> Reason | None:
    if application.liaison_officers_with_term >= figures.liaison_officers_with_term:
        return None
    fact = f"{application.liaison_officers_with_term} liaison officers are named with their term"
    needs = f"at least {figures.liaison_officers_with_term} with the day of the appointment"
    return Reason("9", fact, needs)


DIRECT: dict[str, Gap] = {"department_first": _not_direct}
NOMINATED: dict[str, Gap] = {"department_assigned_by_talent_office": _department_assigned}
