"""Import bank statements, each file once, and compare them with the books (Article 3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select

from liaison_contracts.errors import Conflict, Invalid, NotFound
from liaison_contracts.incentives import (
    Difference,
    ExplainStatementLine,
    ImportStatement,
    ShowStatement,
    StatementAnswer,
    StatementImported,
    StatementLineExplained,
)
from liaison_contracts.money import Fen
from liaison_contracts.reasons import fault
from liaison_incentives.context import Work
from liaison_incentives.tables import Statement, StatementLine
from liaison_incentives.usecases.bank_statements.line_matches import (
    WHY,
    Books,
    mark_doubles,
)
from liaison_incentives.usecases.bank_statements.reader import Line, read

MOST_SHOWN = 500


def import_statement(work: Work, body: ImportStatement) -> StatementAnswer:
    """Compare an uploaded bank statement with the books; this moves no money and settles nothing.

    Raises:
        NotFound: for a file that was not uploaded.
        Conflict: if the file was imported already.
        Invalid, TooLarge: as `reading.read`, and for control figures that differ.
    """
    code = f"ST-{body.sha256[:16]}"
    known = work.session.get(Statement, code)
    if known is not None:
        raise Conflict("statement_imported_already", statement=code, on=known.imported_on)
    lines = read(work.context.blobs.read(body.sha256), body.media_type)
    _require_control_figures(body, lines)
    found = Statement(
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
    event = StatementImported(
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


def show(work: Work, body: ShowStatement) -> StatementAnswer:
    """Compare a bank statement again with the current books.

    Raises:
        NotFound: for an unknown statement.
    """
    found = work.session.get(Statement, body.statement_code)
    if found is None:
        raise NotFound("statement_unknown")
    query = select(StatementLine).where(StatementLine.statement_code == found.statement_code)
    rows = work.session.scalars(query.order_by(StatementLine.line_no)).all()
    return _answer(work, found, rows)


def explain_line(work: Work, body: ExplainStatementLine) -> StatementAnswer:
    """Record why a line differs; a later explanation replaces the first.

    Raises:
        NotFound: for an unknown line.
    """
    key = (body.statement_code, body.line_no)
    line = work.session.get(StatementLine, key, with_for_update=True)
    if line is None:
        raise NotFound("statement_unknown")
    line.explanation, line.explained_by = body.explanation, work.actor
    line.explained_on = work.today
    work.session.flush()
    event = StatementLineExplained(
        statement_code=body.statement_code,
        line_no=body.line_no,
        explanation=body.explanation,
        explained_on=work.today,
    )
    work.record(event)
    return show(work, ShowStatement(statement_code=body.statement_code))


def differences_of(
    work: Work, rows: Sequence[StatementLine]
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


def _require_control_figures(body: ImportStatement, lines: Sequence[Line]) -> None:
    total = sum(line.amount_fen for line in lines)
    if (len(lines), total) == (body.lines, body.total_fen):
        return
    faults = {
        "lines": [fault("in_the_file", found=len(lines))],
        "total": [fault("total_in_the_file", found=total)],
    }
    raise Invalid(
        "statement_incomplete",
        faults=faults,
        lines=body.lines,
        total=body.total_fen,
        found_lines=len(lines),
        found_total=total,
    )


def _row(code: str, line: Line) -> StatementLine:
    return StatementLine(
        statement_code=code,
        line_no=line.line_no,
        booked_on=line.booked_on,
        kind=line.kind,
        reference=line.reference,
        amount_fen=line.amount_fen,
        bank_reference=line.bank_reference,
        doubles="",
    )


def _answer(work: Work, found: Statement, rows: Sequence[StatementLine]) -> StatementAnswer:
    counts, differences = differences_of(work, rows)
    return StatementAnswer(
        statement_code=found.statement_code,
        lines=found.lines,
        total_fen=Fen(found.total_fen),
        matched=counts["matched"],
        unmatched=counts["unmatched"],
        double=counts["double"],
        unknown=counts["unknown"],
        differences=tuple(differences[:MOST_SHOWN]),
    )
