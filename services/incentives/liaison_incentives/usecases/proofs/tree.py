"""Explain an amount as a tree of facts, figures, readings, steps and signatures.

Each node says the same in English and Chinese, with its value, article and label, if any. What the
office added to the regulation is marked HOUSE.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from liaison_contracts.dictionary import field_named, reading_value, word
from liaison_contracts.money import yuan_of
from liaison_contracts.reasons import Reason, Step, restored
from liaison_contracts.sentences import ENGLISH, Reader, sentence_of, shown_value, step_of
from liaison_incentives.tables import Award
from liaison_incentives.usecases.proofs.acts import Act
from liaison_kit.law.editions import Edition

Node = dict[str, Any]
CHINESE = Reader("zh")
MARKED = {"HOUSE": ("HOUSE rule", "本办补充规定")}
GROUPS = {
    "inputs": ("Facts", "事实"),
    "figures": ("Figures", "数值"),
    "readings": ("Readings of open sentences", "条文解释"),
    "arithmetic": ("Arithmetic", "计算"),
    "reasons": ("What stands against it", "限制原因"),
    "approvals": ("Who acted", "经办与审批"),
}


def tree_of(award: Award, acts: Sequence[Act], edition: Edition[Any, Any]) -> Node:
    """Return the tree of an award: its amount, and below it each kind of reason."""
    amount, articles = yuan_of(award.amount_fen), ", ".join(award.articles)
    parts = award.explanation
    groups = {
        "inputs": _facts(parts["inputs"]),
        "figures": _figures(parts["figures"], edition),
        "readings": _readings(parts["readings"], edition),
        "arithmetic": [_step(Step(**kept)) for kept in parts["arithmetic"]],
        "reasons": [_reason(why) for why in restored(award.reasons)],
        "approvals": [_act(act) for act in acts],
    }
    return _node(
        "amount",
        f"{award.award_code}: {amount} yuan under Article {articles}, due on {award.due_on}",
        f"{award.award_code}：{amount} 元，依据第 {articles} 条，应付日 {award.due_on}",
        value=amount,
        articles=list(award.articles),
        edition=award.edition,
        nodes=[_node(kind, *GROUPS[kind], nodes=found) for kind, found in groups.items() if found],
    )


def lines_of(node: Node, lang: str, depth: int = 0) -> Iterator[str]:
    """Yield a tree as indented lines of one language, `en` or `zh`."""
    yield "  " * depth + node[lang]
    for child in node.get("nodes", ()):
        yield from lines_of(child, lang, depth + 1)


def _node(kind: str, en: str, zh: str, **more: Any) -> Node:
    return {"kind": kind, "en": en, "zh": zh, **more}


def _facts(inputs: Mapping[str, Any]) -> list[Node]:
    return [
        _node(
            "fact",
            f"{field_named(name, 'en')}: {shown_value(name, value)}",
            f"{field_named(name, 'zh')}：{shown_value(name, value, CHINESE)}",
            name=name,
            value=value,
        )
        for name, value in inputs.items()
    ]


def _figures(figures: Mapping[str, Any], edition: Edition[Any, Any]) -> Iterable[Node]:
    return [
        _grounded(
            "figure",
            name,
            entry,
            edition,
            entry.get("article", ""),
            [shown_value(name, entry["value"], reader) for reader in (ENGLISH, CHINESE)],
        )
        for name, entry in figures.items()
    ]


def _readings(readings: Mapping[str, Any], edition: Edition[Any, Any]) -> Iterable[Node]:
    found = []
    for code, entry in readings.items():
        note = edition.notes.get(code)
        article = note.article if note else ""
        shown = [reading_value(code, str(entry["value"]), language) for language in ("en", "zh")]
        found.append(_grounded("reading", code, entry, edition, article, shown))
    return found


def _grounded(
    kind: str,
    name: str,
    entry: Mapping[str, Any],
    edition: Edition[Any, Any],
    article: str,
    shown: Sequence[str],
) -> Node:
    note, label = edition.notes.get(name), str(entry.get("label", ""))
    value = entry["value"]
    en_mark, zh_mark = MARKED.get(label, (label, label))
    en_says, zh_says = (note.says, note.says_zh) if note else (name, name)
    return _node(
        kind,
        f"{en_says.rstrip('.')}: {shown[0]} [{en_mark}, Article {article}]",
        f"{zh_says.rstrip('。')}：{shown[1]}［{zh_mark}，第 {article} 条］",
        name=name,
        value=value,
        article=article,
        label=label,
        is_house=label == "HOUSE",
    )


def _step(step: Step) -> Node:
    return _node("step", step_of(step), step_of(step, CHINESE), **step.to_wire())


def _reason(why: Reason) -> Node:
    said, said_zh = sentence_of(why), sentence_of(why, CHINESE)
    return _node("reason", said, said_zh, **asdict(why))


def _act(act: Act) -> Node:
    en, zh = (word(act["act"], language, "act") for language in ("en", "zh"))
    who = act["person_ref"] or "?"
    by, day = (f" by {who}", f" on {act['on']}" if act["on"] else "")
    paper = f", {act['document_no']}" if act["document_no"] else ""
    paper_zh = f"，{act['document_no']}" if act["document_no"] else ""
    day_zh = f"，{act['on']}" if act["on"] else ""
    return _node("act", f"{en}{by}{day}{paper}", f"{zh}：{who}{day_zh}{paper_zh}", **act)
