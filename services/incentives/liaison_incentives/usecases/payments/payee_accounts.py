"""Register stations' bank accounts: two people, a waiting period, and encrypted numbers."""

from __future__ import annotations

from sqlalchemy import select

from liaison_contracts.errors import Conflict, Forbidden, NotFound
from liaison_contracts.incentives import (
    ApprovePayeeAccount,
    PayeeAccountAnswer,
    PayeeAccountApproved,
    PayeeAccountRegistered,
    RegisterPayeeAccount,
)
from liaison_incentives.context import Work
from liaison_incentives.tables import PayeeAccount, Station
from liaison_incentives.usecases.rights import find_station, require_outsider
from liaison_kit.law.working_days import working_days
from liaison_kit.store.ids import name_id

REGISTERED, APPROVED, REPLACED = "registered", "approved", "replaced"
LAST = 4


def payee_ref_of(station_code: str) -> str:
    """Return the payee reference of a station, which does not change with its accounts."""
    return name_id("payee", station_code)


def register(work: Work, body: RegisterPayeeAccount) -> PayeeAccountAnswer:
    """Store a new version of a station's account; a second person has to approve it (Article 3)."""
    station = find_station(work, body.station_code)
    payee_ref = payee_ref_of(station.station_code)
    versions = [account.account_version for account in _versions(work, payee_ref)]
    version = max(versions, default=0) + 1

    def seal(text: str, field: str) -> str:
        return str(work.context.vault.seal_text(text, payee_ref, str(version), field))

    account = PayeeAccount(
        payee_ref=payee_ref,
        account_version=version,
        station_code=station.station_code,
        holder=seal(body.holder, "holder"),
        bank=seal(body.bank, "bank"),
        number=seal(body.number, "number"),
        last4=_last_of(body.number),
        state=REGISTERED,
        registered_by=work.caller.sub,
        registered_on=work.today,
    )
    work.session.add(account)
    event = PayeeAccountRegistered(
        payee_ref=payee_ref,
        station_code=account.station_code,
        account_version=version,
        last4=account.last4,
        notified=_notified(station),
    )
    work.record(event)
    return _answer(account)


def approve(work: Work, body: ApprovePayeeAccount) -> PayeeAccountAnswer:
    """Approve the newest version as another person; it is usable after the waiting period (HOUSE).

    Raises:
        NotFound: if the account does not exist.
        Conflict: if it has been approved already, or a newer version was registered.
        Forbidden: for the person who registered it, or people of the station.
    """
    versions = _versions(work, body.payee_ref)
    account = next((a for a in versions if a.account_version == body.account_version), None)
    if account is None:
        raise NotFound("payee_account_unknown")
    _require_open(account, versions)
    _require_second_person(work, account)
    for older in versions:
        if older.state == APPROVED:
            older.state = REPLACED
    account.state, account.approved_by = APPROVED, work.caller.sub
    days = work.edition.figures.payee_waiting_days if work.context.settings.payee_wait else 0
    account.usable_on = working_days(work.session).after(work.today, days)
    event = PayeeAccountApproved(
        payee_ref=account.payee_ref,
        station_code=account.station_code,
        account_version=account.account_version,
        last4=account.last4,
        usable_on=account.usable_on,
        notified=_notified(work.session.get(Station, account.station_code)),
    )
    work.record(event)
    return _answer(account)


def _versions(work: Work, payee_ref: str) -> list[PayeeAccount]:
    query = select(PayeeAccount).where(PayeeAccount.payee_ref == payee_ref).with_for_update()
    return list(work.session.scalars(query.order_by(PayeeAccount.account_version)))


def _require_open(account: PayeeAccount, versions: list[PayeeAccount]) -> None:
    newest = versions[-1].account_version
    if account.account_version != newest:
        raise Conflict("payee_account_outdated", version=newest)
    if account.state != REGISTERED:
        raise Conflict(
            "payee_account_approved_already", version=newest, usable_on=account.usable_on
        )


def _require_second_person(work: Work, account: PayeeAccount) -> None:
    if account.registered_by == work.caller.sub:
        raise Forbidden("same_person", about=account.payee_ref)
    station = work.session.get(Station, account.station_code)
    require_outsider(work.caller, [station] if station else [])


def _notified(station: Station | None) -> tuple[str, ...]:
    """Return the people to notify of a changed account."""
    if station is None:
        return ()
    return (f"station/{station.station_code}", station.guiding_department)


def _last_of(number: str) -> str:
    plain = "".join(each for each in number if each.isascii() and each.isalnum())
    return plain[-LAST:] or "0"


def _answer(account: PayeeAccount) -> PayeeAccountAnswer:
    return PayeeAccountAnswer(
        payee_ref=account.payee_ref,
        station_code=account.station_code,
        account_version=account.account_version,
        last4=account.last4,
        state=account.state,
        usable_on=account.usable_on,
    )
