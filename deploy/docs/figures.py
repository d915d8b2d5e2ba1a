"""Measure the layout of a checkout, for the page on the second storey.

    python -m deploy.docs.figures              this checkout
    python -m deploy.docs.figures FOLDER       another one, such as a worktree of an older commit

Only files in git are counted. Everything is read, nothing is imported, so that a checkout of any
age can be measured.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from io import StringIO
from pathlib import Path, PurePosixPath
from tokenize import COMMENT, generate_tokens

from deploy.docs.checkout import Checkout, text_of
from deploy.docs.vocabulary import translating_expressions, words_with_two_meanings

ROOT = Path(__file__).resolve().parents[2]
GENERATED = (
    "services/contracts/schemas/*",
    "services/contracts/catalog/*",
    "services/contracts/examples/*",
    "services/contracts/asyncapi.json",
    "services/contracts/liaison_contracts/editions/*.json",
    "services/*/released/**",
    *(
        f"docs/reference/{page}.md"
        for page in ("messages", "errors", "policy", "articles", "rights", "station")
    ),
)
MOST_MODULES = 15


def files_and_lines(checkout: Checkout) -> str:
    """Count all tracked files and their lines."""
    return f"{len(checkout.texts):,} files, {checkout.lines(checkout.texts):,} lines"


def python_lines(checkout: Checkout) -> str:
    """Count Python files of services and deploy, and of the tests."""
    tests = [name for name in checkout.texts if name.startswith("tests/") and name.endswith(".py")]
    ours = checkout.lines(checkout.trees)
    return f"{len(checkout.trees)} files, {ours:,} lines; tests {checkout.lines(tests):,}"


def generated_share(checkout: Checkout) -> str:
    """Count tracked lines written by a generator, including released documents and examples."""
    found = [name for name in checkout.texts if any(_matches(name, form) for form in GENERATED)]
    lines, whole = checkout.lines(found), checkout.lines(checkout.texts)
    return f"{len(found)} files, {lines:,} lines, {100 * lines / whole:.0f} %"


def _matches(name: str, form: str) -> bool:
    if form.endswith("/**"):
        head = form.removesuffix("/**").split("/")
        return PurePosixPath(*name.split("/")[: len(head)]).match("/".join(head))
    return PurePosixPath(name).match(form) and name.count("/") == form.count("/")


def forwarding(checkout: Checkout) -> str:
    """Count methods that only forward their arguments, in modules that receive messages."""
    names = [
        name
        for name in checkout.trees
        if re.search(r"/liaison_(registry|assessment|incentives)/\w*service\w*\.py$", name)
    ]
    methods = sum(
        _only_forwards(node)
        for name in names
        for node in ast.walk(checkout.trees[name])
        if isinstance(node, ast.FunctionDef)
    )
    return f"{methods} methods, {checkout.lines(names):,} lines in {len(names)} files"


def _only_forwards(function: ast.FunctionDef) -> bool:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    if len(body) != 1 or not isinstance(body[0], ast.Return | ast.Expr):
        return False
    call = body[0].value
    own = {argument.arg for argument in function.args.args}
    return isinstance(call, ast.Call) and all(
        isinstance(value, ast.Name) and value.id in own for value in call.args
    )


def large_packages(checkout: Checkout) -> str:
    """List packages of services and deploy with more than 15 modules, without migrations."""
    counted = Counter(
        str(PurePosixPath(name).parent)
        for name in checkout.trees
        if not name.endswith("/__init__.py") and "/migrations/" not in name
    )
    large = {name: number for name, number in counted.items() if number > MOST_MODULES}
    shown = ", ".join(
        f"{PurePosixPath(name).relative_to('services') if name.startswith('services') else name} "
        f"{number}"
        for name, number in sorted(large.items(), key=lambda item: -item[1])
    )
    return f"{len(large)}: {shown}" if large else "0"


def untyped(checkout: Checkout) -> str:
    """Count Python lines of services and deploy that `make check-types` does not read strictly."""
    command = ["make", "--no-print-directory", "--eval", "shown: ; @echo $(TYPED)", "shown"]
    typed = subprocess.run(
        command, cwd=checkout.root, capture_output=True, text=True, check=True
    ).stdout.split()
    rest = [
        name
        for name in checkout.trees
        if not any(name == part or name.startswith(f"{part.rstrip('/')}/") for part in typed)
    ]
    whole = checkout.lines(checkout.trees)
    return f"{checkout.lines(rest):,} of {whole:,} lines"


def escaped_formatting(checkout: Checkout) -> str:
    """Count comments that disable the formatter."""
    sources = [text for name, text in checkout.texts.items() if name.endswith(".py")]
    tokens = (token for text in sources for token in generate_tokens(StringIO(text).readline))
    return str(sum(token.type == COMMENT and "fmt: skip" in token.string for token in tokens))


def hand_made_subjects(checkout: Checkout) -> str:
    """Count subjects of events that are built where the event is recorded."""
    found = sum(
        isinstance(node, ast.JoinedStr)
        and bool(node.values)
        and text_of(node.values[0]) == "station/"
        for tree in checkout.trees.values()
        for node in ast.walk(tree)
    )
    return str(found)


def longest_template_line(checkout: Checkout) -> str:
    """Measure the longest line of the page templates."""
    names = [name for name in checkout.texts if "/templates/" in name and name.endswith(".html")]
    longest = max(
        (len(line) for name in names for line in checkout.texts[name].splitlines()), default=0
    )
    return f"{longest} characters; {len(names)} templates, {checkout.lines(names):,} lines"


def cases_without_chinese(checkout: Checkout) -> str:
    """Count policy cases without a Chinese description."""
    cases = [
        text
        for name, text in checkout.texts.items()
        if re.match(r"tests/policy_cases/[^/]+\.yaml", name)
    ]
    whole = sum(len(re.findall(r"^- says: ", text, re.MULTILINE)) for text in cases)
    with_chinese = sum(len(re.findall(r"^  says_zh: ", text, re.MULTILINE)) for text in cases)
    return f"{whole - with_chinese} of {whole}"


FIGURES = {
    "tracked files": files_and_lines,
    "Python in services and deploy": python_lines,
    "generated share": generated_share,
    "methods that only forward": forwarding,
    "packages over 15 modules": large_packages,
    "lines without strict types": untyped,
    "codes with two Chinese words": words_with_two_meanings,
    "regular expressions that translate": translating_expressions,
    "`fmt: skip`": escaped_formatting,
    "subjects put together by hand": hand_made_subjects,
    "longest line of a template": longest_template_line,
    "policy cases without Chinese": cases_without_chinese,
}


def main(folders: list[str]) -> int:
    """Print one line for each figure, as a Markdown table."""
    checkout = Checkout(Path(folders[0]).resolve() if folders else ROOT)
    print("| figure | value |\n|---|---|")
    for name, measure in FIGURES.items():
        print(f"| {name} | {measure(checkout)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
