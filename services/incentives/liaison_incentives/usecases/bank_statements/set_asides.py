"""Set aside a bank statement that was imported by mistake, by two people (Article 3)."""

from __future__ import annotations

from liaison_contracts.errors import Conflict, Forbidden, NotFound, Refused
from liaison_contracts.incentives import (
    BankStatementAnswer,
    BankStatementSetAsideDecided,
    BankStatementSetAsideProposed,
    DecideBankStatementSetAside,
    ProposeBankStatementSetAside,
)
from liaison_contracts.reasons import reason
from liaison_incentives.context import Work
from liaison_incentives.tables import BankStatement
from liaison_incentives.usecases.bank_statements.intake import answer_of, require_counted
from liaison_incentives.usecases.bank_statements.line_matches import COUNTED, PROPOSED, SET_ASIDE


def propose(work: Work, body: ProposeBankStatementSetAside) -> BankStatementAnswer:
    """Propose to set a statement aside; its lines count until a second person agrees.

    Raises:
        NotFound: for an unknown statement, or an unknown replacement.
        Conflict: if it was set aside already, or a proposal is open.
        Refused: for a replacement that is itself, or one set aside.
    """
    found = _locked(work, body.statement_code)
    require_counted(found)
    if found.state == PROPOSED:
        raise Conflict("bank_statement_set_aside_open", statement=found.statement_code)
    _require_replacement(work, found, body.replaced_by)
    found.state = PROPOSED
    found.set_aside_reason, found.document_no = body.reason, body.document_no
    found.replaced_by = body.replaced_by
    found.proposed_by, found.proposed_on = work.actor, work.today
    event = BankStatementSetAsideProposed(
        statement_code=found.statement_code,
        reason=body.reason,
        document_no=body.document_no,
        replaced_by=body.replaced_by or "",
        proposed_on=work.today,
    )
    work.record(event)
    return answer_of(work, found)


def decide(work: Work, body: DecideBankStatementSetAside) -> BankStatementAnswer:
    """Set a statement aside, or keep it, as a person other than the proposer.

    The lines of a statement set aside stay stored and answer for no booking any more.

    Raises:
        NotFound: for an unknown statement.
        Conflict: if it was set aside already, or nobody proposed it.
        Forbidden: for the person who proposed it.
        Refused: if its replacement was set aside meanwhile.
    """
    found = _locked(work, body.statement_code)
    require_counted(found)
    if found.state != PROPOSED:
        raise Conflict("bank_statement_set_aside_not_proposed", statement=found.statement_code)
    if found.proposed_by == work.actor:
        raise Forbidden("same_person", about=found.statement_code)
    replaced_by = found.replaced_by or ""
    if body.decision == "set_aside":
        _require_replacement(work, found, found.replaced_by)
        found.state = SET_ASIDE
        found.set_aside_by, found.decided_on = work.actor, work.today
    else:
        found.state = COUNTED
        found.set_aside_reason = found.document_no = found.replaced_by = None
        found.proposed_by = found.proposed_on = None
    work.session.flush()
    event = BankStatementSetAsideDecided(
        statement_code=found.statement_code,
        decision=body.decision,
        replaced_by=replaced_by,
        decided_on=work.today,
    )
    work.record(event)
    return answer_of(work, found)


def _locked(work: Work, statement_code: str) -> BankStatement:
    found = work.session.get(BankStatement, statement_code, with_for_update=True)
    if found is None:
        raise NotFound("bank_statement_unknown")
    return found


def _require_replacement(work: Work, found: BankStatement, replaced_by: str | None) -> None:
    if replaced_by is None:
        return
    other = work.session.get(BankStatement, replaced_by)
    if other is None:
        raise NotFound("bank_statement_unknown")
    if other is found or other.state == SET_ASIDE:
        why = reason("bank_replacement_not_counted", "3", statement=replaced_by)
        raise Refused("bank_statement_replacement_not_counted", reasons=[why])
