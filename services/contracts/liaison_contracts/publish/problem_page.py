"""Write the reference page of error codes."""

from __future__ import annotations

from liaison_contracts.sentences.catalogue import own_problems


def page() -> str:
    """Return `docs/reference/errors.md`."""
    lines = [
        "# Error codes",
        "",
        "Generated from the catalogue of `liaison_contracts.problems`; do not edit. Problems are",
        "answered by RFC 9457: `type` leads to the code's entry at `/v1/errors/<code>`, `title`",
        "says what is the matter and `detail` what it is about, in the language that",
        "`Accept-Language` asks for.",
        "`reasons` and `articles` cite the regulation, `errors` points into the body.",
        "",
        "| code | kind | what is the matter | what to do |",
        "|---|---|---|---|",
    ]
    for code, meaning in own_problems().items():
        kinds = ", ".join(kind.replace("_", " ") for kind in meaning.kinds)
        lines.append(
            f"| `{code}` | {kinds} | {meaning.en} {meaning.zh} | {meaning.do} {meaning.do_zh} |"
        )
    return "\n".join([*lines, ""])
