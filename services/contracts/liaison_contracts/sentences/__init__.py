"""Put the sentences of reasons, errors, faults and steps together, in Chinese and English.

Services send codes with values (`liaison_contracts.reasons`, `liaison_contracts.errors`). Their
sentences are in one catalogue: the TOML files of `sentences/`, one for each service and topic,
and `problems/*.toml` for the codes of errors. They are put together here, and only for a person:
an API answer, a page, a proof, a log line. To add a sentence:

1. Write the site: `reason("contract_months", ARTICLE, months=months, least=60)`. The article is
   that of the rule, most often a constant of its module. Values are those that the sentences
   name, as JSON data: money in fen, dates, codes (never words), references of persons.
2. Declare the code in the TOML file of the topic (at most 300 lines each):

       [reasons.contract_months]
       articles = ["14(1)"]
       en = "the contract runs {months} months"
       zh = "合同期为 {months} 个月"
       needs_en = "a founded company or at least {least} months"
       needs_zh = "创办企业，或合同期不少于 {least} 个月"

   Fact and need are parts of a sentence, without a full stop; `needs_*` may be left out if
   nothing can help. A fault and a step have `en` and `zh` alone (`[faults.x]`, `[steps.x]`).
   An error has, in addition to title and advice, `detail` and `detail_zh` in `problems/*.toml`:
   whole sentences; `{reasons}` stands for its reasons, and without a detail the title is enough.
3. `pytest tests/contract/test_sentences.py` reports what is missing, never used, or not named by
   both sentences, at which line; every test run checks each reason that the code really makes.

`template.py` lists the kinds of places: `{on:day}`, `{paid:money}`, `{level:word}`, `{by:person}`.
Another distribution puts its own sentences, `[problems.x]` too, into the file of words
that it names in the entry-point group `liaison.words` (see `liaison_contracts.dictionary`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from liaison_contracts.reasons import Fault, Reason, Step
from liaison_contracts.sentences.catalogue import (
    Sentence,
    faults,
    problems,
    reasons,
    steps,
)
from liaison_contracts.sentences.template import (
    ENGLISH,
    Language,
    Reader,
    Template,
    article,
    day,
    shown_value,
    yuan,
)

__all__ = [
    "ENGLISH",
    "Language",
    "Reader",
    "Sentence",
    "Template",
    "article",
    "day",
    "detail_of",
    "fact_of",
    "fault_of",
    "faults",
    "needs_of",
    "problems",
    "reasons",
    "sentence_of",
    "shown_value",
    "step_of",
    "steps",
    "yuan",
]


def fact_of(found: Reason, reader: Reader = ENGLISH) -> str:
    """Return the fact of a reason; an undeclared code is shown unchanged."""
    known = reasons().get(found.code)
    return known.fact.said(found.values, reader) if known else found.code


def needs_of(found: Reason, reader: Reader = ENGLISH) -> str:
    """Return what would satisfy the rule, or an empty text if nothing can."""
    known = reasons().get(found.code)
    return known.needs.said(found.values, reader) if known else ""


def sentence_of(found: Reason, reader: Reader = ENGLISH) -> str:
    """Return a reason as one sentence with its article.

    >>> from liaison_contracts.reasons import reason
    >>> print(sentence_of(reason("contract_months", "14(1)", months=59, least=60)))
    the contract runs 59 months (Article 14(1)); it needs a founded company or at least 60 months
    """
    fact, needs = fact_of(found, reader), needs_of(found, reader)
    cited = article(found.article, reader.language)
    if reader.language == "zh":
        return f"{fact}（{cited}）" + (f"，需要：{needs}" if needs else "")
    return f"{fact} ({cited})" + (f"; it needs {needs}" if needs else "")


def fault_of(found: Fault, reader: Reader = ENGLISH) -> str:
    """Return the sentence of a field's fault."""
    known = faults().get(found.code)
    return known.said(found.values, reader) if known else found.code


def step_of(found: Step, reader: Reader = ENGLISH) -> str:
    """Return the sentence of a calculation step."""
    known = steps().get(found.code)
    return known.said(found.values, reader) if known else found.code


def detail_of(
    code: str,
    values: Mapping[str, Any],
    why: Iterable[Reason] = (),
    reader: Reader = ENGLISH,
) -> str:
    """Return the detail of an error, or its title if it has none.

    >>> detail_of("day_is_past", {"today": "2018-04-10"})
    'The day is 2018-04-10 already and never moves back.'
    """
    known = problems().get(code)
    if known is None:
        return code
    joint = "；" if reader.language == "zh" else "; "
    told = joint.join(sentence_of(each, reader) for each in why)
    return known.detail.said({**values, "reasons": told}, reader) or known.title(reader.language)
