"""Import bank statements, each file once, and compare them with the books (Article 3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select

from liaison_contracts.errors import Conflict, Invalid, NotFound
from liaison_contracts.incentives import (
    BankStatementAnswer,
    BankStatementImported,
    BankStatementLineExplained,
    Difference,
    ExplainBankStatementLine,
    ImportBankStatement,
    ShowBankStatement,
)
from liaison_contracts.money import Fen
from liaison_contracts.reasons import fault
from liaison_incentives.context import Work
from liaison_incentives.tables import BankStatement, BankStatementLine
from liaison_incentives.usecases.bank_statements.line_matches import (
    WHY,
    Books,
    mark_doubles,
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
    code = f"ST-{body.sha256[:16]}"
    known = work.session.get(BankStatement, code)
    if known is not None:
        raise Conflict("bank_statement_imported_already", statement=code, on=known.imported_on)
    lines = read(work.context.blobs.read(body.sha256))
    _require_control_figures(body, lines)
    found = BankStatement(
        statement_code=code,
        sha256=body.sha256,
        lines=len(lines),
        total_fen=body.total_fen,
        imported_by=work.actor,
        imported_on=work.today,
    )
    rows = [_row(code, line) for line in lines]
    mark_doubles(work.session, rows)
    work.session.add(found)
    work.session.flush()
    work.session.add_all(rows)
    answer = _answer(work, found, rows)
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
    query = select(BankStatementLine).where(
        BankStatementLine.statement_code == found.statement_code
    )
    rows = work.session.scalars(query.order_by(BankStatementLine.line_no)).all()
    return _answer(work, found, rows)


def explain_line(work: Work, body: ExplainBankStatementLine) -> BankStatementAnswer:
    """Record why a line differs; a later explanation replaces the first.

    Raises:
        NotFound: for an unknown line.
    """
    key = (body.statement_code, body.line_no)
    line = work.session.get(BankStatementLine, key, with_for_update=True)
    if line is None:
        raise NotFound("bank_statement_unknown")
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


def differences_of(
    work: Work, rows: Sequence[BankStatementLine]
) -> tuple[Counter[str], list[Difference]]:
    """Return the number of lines by kind, and each unmatched line with its next step."""
    books = Books(work.session, (row.reference for row in rows))
    counts: Counter[str] = Counter()
    found = []
    for row in rows:
        verdict = books.judge(row)
        counts[verdict.outcome] += 1
        if verdict.outcome == "matched":
            continue
        difference = Difference(
            statement_code=row.statement_code,
            line_no=row.line_no,
            booked_on=row.booked_on,
            kind=row.kind,
            reference=row.reference,
            amount_fen=Fen(row.amount_fen),
            outcome=verdict.outcome,
            cause=verdict.cause,
            reason=WHY[verdict.cause],
            explanation=row.explanation or "",
        )
        found.append(difference)
    return counts, found


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
        amount_fen=line.amount_fen,
        bank_reference=line.bank_reference,
        doubles="",
    )


def _answer(
    work: Work, found: BankStatement, rows: Sequence[BankStatementLine]
) -> BankStatementAnswer:
    counts, differences = differences_of(work, rows)
    return BankStatementAnswer(
        statement_code=found.statement_code,
        lines=found.lines,
        total_fen=Fen(found.total_fen),
        matched=counts["matched"],
        unmatched=counts["unmatched"],
        double=counts["double"],
        unknown=counts["unknown"],
        differences=tuple(differences[:MOST_SHOWN]),
    )
