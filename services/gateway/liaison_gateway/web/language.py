"""Choose the language of a page, and format texts, words, dates, amounts and articles in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import Response, g, request
from markupsafe import Markup, escape

from liaison_contracts import dictionary
from liaison_contracts.dictionary import heading
from liaison_contracts.errors import LiaisonError
from liaison_contracts.money import fen_of
from liaison_contracts.reasons import Reason, Step
from liaison_contracts.roles import CITY_READERS
from liaison_contracts.sentences import Reader, fact_of, needs_of, step_of
from liaison_contracts.vocabulary.places import place
from liaison_gateway.access.accounts import people_of
from liaison_gateway.access.authentication import gateway
from liaison_gateway.base.problems import said as problem_of_case
from liaison_gateway.web.capitals import in_capitals
from liaison_gateway.web.texts import TEXTS

LANGUAGES = ("zh", "en")
COOKIE = "language"
YEAR_SECONDS = 365 * 24 * 3600
_ARTICLE = re.compile(r"([0-9]+)(?:\(([0-9]+)\))?")


def choose() -> None:
    """Take the language from `?lang=`, otherwise from the cookie, otherwise Chinese."""
    asked = request.args.get("lang") or request.cookies.get(COOKIE, "")
    g.language = asked if asked in LANGUAGES else LANGUAGES[0]


def remember(response: Response) -> Response:
    """Store a requested language in the cookie."""
    if request.args.get("lang") in LANGUAGES:
        response.set_cookie(COOKIE, g.language, max_age=YEAR_SECONDS, httponly=True, samesite="Lax")
    return response


def language() -> str:
    """Return the language of this request: zh or en."""
    found: str = g.get("language", LANGUAGES[0])
    return found


def text(name: str, **values: Any) -> str:
    """Return a text of the catalogue in the language of the request."""
    return TEXTS[name][LANGUAGES.index(language())].format(**values)


def codes(told: str) -> Markup:
    """Return a text with the parts between backticks set as code.

    >>> codes("send `If-Match` <now>")
    Markup('send <code>If-Match</code> &lt;now&gt;')
    """
    parts = [escape(part) for part in told.split("`")]
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if odd % 2 else part
        for odd, part in enumerate(parts)
    )


def word(code: Any, kind: str = "") -> str:
    """Return a code's word for people; a code that has none is shown as it is.

    `kind` is the list of the code; it tells apart what is called alike, such as a `verified`
    duty record and a `verified` recruitment.
    """
    return heading(code or "", language(), kind)


def reading_value(reading: str, value: str) -> str:
    """Return how a reading is taken, for use alone."""
    shown = dictionary.reading_value(reading, value, language())
    return shown[:1].upper() + shown[1:]


def city(code: str | None) -> str:
    """Return a place by its six digits, as people name it."""
    return place(code, language()) if code else ""


def actor_name(ref: str, known: Mapping[str, Any]) -> str:
    """Return who acted: a name, a service, or a note that the reference is unknown here."""
    if found := known.get(ref):
        name: str = found.name_zh if language() == "zh" else found.name
        return name
    service = ref.removeprefix("system:")
    return text("unknown_person") if service == ref else word(service, "service")


def article(number: str) -> str:
    """Return an article as people cite it: 第14条第（1）项, or Art. 14(1)."""
    match = _ARTICLE.fullmatch(number)
    if match is None or language() == "en":
        return f"Art. {number}"
    return f"第{match[1]}条" + (f"（{match[2]}）" if match[2] else "")


def reader() -> Reader:
    """Return for whom this page's sentences are: the city's own readers see people by post."""
    sees_people = "caller" in g and bool(set(g.caller.roles) & set(CITY_READERS))
    named = post_of if sees_people else str
    return Reader("en" if language() == "en" else "zh", person=named)


def post_of(reference: str) -> str:
    """Return the post of a person who has an account here, otherwise the reference."""
    found = people_of(gateway().database, [reference]).get(reference)
    if found is None:
        return reference
    return found.name if language() == "en" else found.name_zh


def said(error: LiaisonError) -> str:
    """Return the detail of an error."""
    told = problem_of_case(error, reader())
    between = "" if language() == "zh" else " "
    return between.join([told["detail"], *(each["detail"] for each in told.get("errors", ()))])


def fact(reason: Mapping[str, Any]) -> str:
    """Return what a reason found, as lists carry it."""
    return fact_of(_reason(reason), reader())


def needs(reason: Mapping[str, Any]) -> str:
    """Return what a reason needs instead, or nothing."""
    return needs_of(_reason(reason), reader())


def step(found: Mapping[str, Any]) -> str:
    """Return one step of a calculation, as explanations carry it."""
    return step_of(Step(found["code"], found["values"]), reader())


def _reason(found: Mapping[str, Any]) -> Reason:
    return Reason(found["code"], found["article"], found["values"])


def yuan(amount: str | None) -> str:
    """Return an amount such as `30000.00` with currency sign and separators: ¥30,000.00."""
    if not amount:
        return ""
    fen = int(fen_of(amount))
    sign = "−" if fen < 0 else ""
    return f"{sign}¥{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def capitals(amount: str | None) -> str:
    """Return an amount in Chinese capitals, as finance writes it."""
    return in_capitals(int(fen_of(amount))) if amount else ""


def other_language() -> str:
    """Return the other language."""
    return LANGUAGES[1 - LANGUAGES.index(language())]


def helpers() -> dict[str, Any]:
    """Return the helper functions for templates."""
    return {
        "actor_name": actor_name,
        "article": article,
        "capitals": capitals,
        "city": city,
        "codes": codes,
        "fact": fact,
        "language": language,
        "needs": needs,
        "other_language": other_language,
        "reading_value": reading_value,
        "step": step,
        "t": text,
        "word": word,
        "yuan": yuan,
    }
