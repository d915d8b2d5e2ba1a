"""Import bank statements, each file once, and compare them with the books (Article 3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import func, select

from liaison_contracts.errors import Conflict, Invalid, NotFound
from liaison_contracts.incentives import (
    BankStatementAnswer,
    BankStatementImported,
    BankStatementLineExplained,
    BankStatementState,
    Difference,
    ExplainBankStatementLine,
    ImportBankStatement,
    ShowBankStatement,
)
from liaison_contracts.money import Fen
from liaison_contracts.reasons import fault
from liaison_incentives.context import Work
from liaison_incentives.policy.finance.bank_lines import normalised
from liaison_incentives.tables import BankStatement, BankStatementLine
from liaison_incentives.usecases.bank_statements.differences import of_line
from liaison_incentives.usecases.bank_statements.line_matches import (
    COUNTED,
    PROPOSED,
    SET_ASIDE,
    compare,
)
from liaison_incentives.usecases.bank_statements.reader import Line, read

MOST_SHOWN = 500


def import_bank_statement(work: Work, body: ImportBankStatement) -> BankStatementAnswer:
    """Compare an uploaded bank statement with the books; this moves no money and settles nothing.

    Raises:
        NotFound: for a file that was not uploaded.
        Conflict: if the file was imported already.
        Invalid, TooLarge: as `reading.read`, and for control figures that differ.
    """
    code = _new_code(work, body.sha256)
    lines = read(work.context.blobs.read(body.sha256))
    _require_control_figures(body, lines)
    newest = work.session.scalar(select(func.max(BankStatement.import_no)))
    found = BankStatement(
        statement_code=code,
        import_no=(newest or 0) + 1,
        sha256=body.sha256,
        lines=len(lines),
        total_fen=body.total_fen,
        imported_by=work.actor,
        imported_on=work.today,
        state=COUNTED,
    )
    work.session.add(found)
    work.session.flush()
    work.session.add_all(_row(code, line) for line in lines)
    work.session.flush()
    answer = answer_of(work, found)
    event = BankStatementImported(
        statement_code=code,
        sha256=body.sha256,
        lines=found.lines,
        total_fen=body.total_fen,
        matched=answer.matched,
        unmatched=answer.unmatched,
        double=answer.double,
        unknown=answer.unknown,
        imported_on=work.today,
    )
    work.record(event)
    return answer


def show(work: Work, body: ShowBankStatement) -> BankStatementAnswer:
    """Compare a bank statement again with the current books.

    Raises:
        NotFound: for an unknown statement.
    """
    found = work.session.get(BankStatement, body.statement_code)
    if found is None:
        raise NotFound("bank_statement_unknown")
    return answer_of(work, found)


def explain_line(work: Work, body: ExplainBankStatementLine) -> BankStatementAnswer:
    """Record why a line differs; a later explanation replaces the first.

    Raises:
        NotFound: for an unknown line.
        Conflict: for a statement that was set aside.
    """
    key = (body.statement_code, body.line_no)
    line = work.session.get(BankStatementLine, key, with_for_update=True)
    if line is None:
        raise NotFound("bank_statement_unknown")
    require_counted(work.session.get_one(BankStatement, body.statement_code))
    line.explanation, line.explained_by = body.explanation, work.actor
    line.explained_on = work.today
    work.session.flush()
    event = BankStatementLineExplained(
        statement_code=body.statement_code,
        line_no=body.line_no,
        explanation=body.explanation,
        explained_on=work.today,
    )
    work.record(event)
    return show(work, ShowBankStatement(statement_code=body.statement_code))


def require_counted(found: BankStatement) -> None:
    """Refuse an act on a statement that was set aside.

    Raises:
        Conflict: naming the day.
    """
    if found.state == SET_ASIDE:
        raise Conflict(
            "bank_statement_set_aside", statement=found.statement_code, on=found.decided_on
        )


def _new_code(work: Work, sha256: str) -> str:
    """Return the code of a new statement; a file that was set aside may be imported again.

    Raises:
        Conflict: if a statement of the same file counts.
    """
    query = select(BankStatement).where(BankStatement.sha256 == sha256)
    known = work.session.scalars(query.order_by(BankStatement.import_no)).all()
    for found in known:
        if found.state != SET_ASIDE:
            code, on = found.statement_code, found.imported_on
            raise Conflict("bank_statement_imported_already", statement=code, on=on)
    code = f"ST-{sha256[:16]}"
    return f"{code}-{len(known) + 1}" if known else code


def _require_control_figures(body: ImportBankStatement, lines: Sequence[Line]) -> None:
    total = sum(line.amount_fen for line in lines)
    if (len(lines), total) == (body.lines, body.total_fen):
        return
    faults = {
        "lines": [fault("in_the_file", found=len(lines))],
        "total": [fault("total_in_the_file", found=total)],
    }
    raise Invalid(
        "bank_statement_incomplete",
        faults=faults,
        lines=body.lines,
        total=body.total_fen,
        found_lines=len(lines),
        found_total=total,
    )


def _row(code: str, line: Line) -> BankStatementLine:
    return BankStatementLine(
        statement_code=code,
        line_no=line.line_no,
        booked_on=line.booked_on,
        kind=line.kind,
        reference=line.reference,
        reference_key=normalised(line.reference),
        amount_fen=line.amount_fen,
        bank_reference=line.bank_reference,
    )


def answer_of(work: Work, found: BankStatement) -> BankStatementAnswer:
    """Return a statement beside the books; the lines of one set aside are compared no more."""
    counts, differences = _compared(work, found)
    return BankStatementAnswer(
        statement_code=found.statement_code,
        state=_state(found, counts),
        lines=found.lines,
        total_fen=Fen(found.total_fen),
        matched=counts["matched"],
        unmatched=counts["unmatched"],
        double=counts["double"],
        unknown=counts["unknown"],
        differences=tuple(differences[:MOST_SHOWN]),
        set_aside_reason=found.set_aside_reason or "",
        document_no=found.document_no or "",
        replaced_by=found.replaced_by or "",
        proposed_by=found.proposed_by or "",
        set_aside_by=found.set_aside_by or "",
        decided_on=found.decided_on,
    )


def _compared(work: Work, found: BankStatement) -> tuple[Counter[str], list[Difference]]:
    """Return the number of lines by outcome, and each line that is not matched."""
    if found.state == SET_ASIDE:
        return Counter(), []
    query = select(BankStatementLine).where(
        BankStatementLine.statement_code == found.statement_code
    )
    rows = work.session.scalars(query.order_by(BankStatementLine.line_no)).all()
    verdicts = compare(work.session, (row.reference for row in rows)).verdicts
    counts = Counter(verdicts[row.place].outcome for row in rows)
    told = (of_line(row, verdicts[row.place]) for row in rows)
    return counts, [each for each in told if each]


def _state(found: BankStatement, counts: Counter[str]) -> BankStatementState:
    if found.state == SET_ASIDE:
        return "set_aside"
    if found.state == PROPOSED:
        return "set_aside_proposed"
    return "clear" if counts["matched"] == found.lines else "differs"
