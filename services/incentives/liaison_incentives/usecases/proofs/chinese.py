"""Say in Chinese what rules say in English: words of steps, reasons by pattern."""

from __future__ import annotations

import re

from liaison_contracts.dictionary import word

_DAY = r"(\d{4}-\d\d-\d\d)"
_PATTERNS = [
    (
        rf"set to (\S+) by decision (\S+) of the (.+) on {_DAY} \((.+)\)",
        r"按 \3 \4 的一事一议决定 \2（\5）定为 \1",
    ),
    (r"(\S+) sets the amount to (\S+)", r"\1 将金额定为 \2"),
    (r"a later decision on the case", "对该事项的后续决定"),
    (rf"reduced on {_DAY}: ", r"自 \1 起核减："),
    (r"(\S+) decided by the ", r"\1，决定机构："),
    (r"leading group\b(?=$| \d)", "领导小组"),
    (r"talent office\b(?=$| \d)", "市人才办"),
    (r"a plaque on the day of decision", "决定日已授牌"),
    (r"one-time award", "一次性激励"),
    (r"approved amount", "批准金额"),
    (r" \(replaces the award\)", "（取代引才激励）"),
    (r" \(provincial\)", "（省级已计）"),
    (r"(\S+) used \+ ", r"已用 \1 + "),
    (r", cap ", "，上限 "),
    (r"(\S+) owed - (\S+) paid", r"应付 \1 - 已付 \2"),
    (r" x ", " × "),
    (r" months\b", " 个月"),
    (rf"the station was not authorised on {_DAY}", r"工作站在 \1 未获授权"),
    (r"a plaque on the day of signing", "签约日已授牌"),
    (r"(\S+) was rejected", r"\1 未予认定"),
    (r"a verified claim", "经认定的申报"),
    (r"(\S+) is of level (\w+)", r"\1 的层次为 \2"),
    (r"the basis is (\w+)", r"引进方式为 \1"),
    (r"the contract runs (\d+)", r"合同期 \1"),
    (r"a founded company or at least (\d+)", r"创办企业，或合同期至少 \1"),
    (rf"the talent was given to (\S+) on {_DAY}", r"该人才已于 \2 认定归 \1"),
    (r"a decision for this claim", "有利于本申报的决定"),
    (rf"(\S+) claimed the same talent earlier, on {_DAY}", r"\1 已于 \2 先行申报同一人才"),
    (r"the earliest claim", "最早的申报"),
    (r"the same talent is claimed by (.+)", r"同一人才亦由 \1 申报"),
    (r"a decision on the dispute", "对争议的决定"),
    (rf"the edition is not in force on {_DAY}", r"办法在 \1 不在施行期内"),
    (r"an extension decided before that day", "该日之前作出的延期决定"),
    (rf"the authorisation ended on {_DAY}, before {_DAY}", r"授权已于 \1 终止，早于 \2"),
    (r"an authorised station on the due day", "应付日仍获授权的工作站"),
    (rf"falsification found on {_DAY} was confirmed on {_DAY}", r"\1 发现的虚报已于 \2 查实"),
    (r"a finding that is dismissed", "查无此事的结论"),
    (r"(\S+) was paid on " + _DAY + r", (\S+) is owed", r"已于 \2 支付 \1，应付 \3"),
    (r"a decision on the clawback", "对追回的决定"),
    (r"the spending report of (\d+) is not reviewed", r"\1 年度经费使用情况尚未审核"),
    (r"\(reading (A\d+)\)", r"（解释 \1）"),
    (r"the review by the leading group", "领导小组的审核"),
    (rf"a change reported on {_DAY} is being evaluated", r"\1 报备的变故正在评估"),
    (r"the decision on the change", "对变故的决定"),
    (rf"a finding of falsification of {_DAY} is open", r"\1 的虚报核查尚未了结"),
    (r"the finding confirmed or dismissed", "核查查实或否定"),
    (r"(\S+) was not approved", r"\1 未获批准"),
    (rf"(\S+) was approved on {_DAY}, held on {_DAY}", r"\1 于 \2 批准，于 \3 举办"),
    (r"an approval of the talent office", "市人才办的批准"),
    (r"an approval before the day", "举办之前的批准"),
    (r"the grade of (\d+) is (\w+)", r"\1 年度等次为 \2"),
    (r"the grade excellent", "优秀等次"),
    (r"(\S+) would go over (\S+)", r"\1 将超过 \2"),
    (r"a decision of the leading group", "领导小组的决定"),
    (r"the station was unqualified in (\d+)", r"工作站 \1 年度考核不合格"),
    (r"another value of reading (A\d+)", r"解释 \1 取其他值"),
    (r"not known", "未知"),
    (r" or ", " 或 "),
]
_CODE = re.compile(r"[a-z]+(?:_[a-z]+)+|\b(?:un)?(?:qualified|graded|decided)\b")
_COMPILED = [(re.compile(pattern), says) for pattern, says in _PATTERNS]


def said(text: str) -> str:
    """Return a sentence of the rules in Chinese; what no pattern knows stays as it is.

    >>> said("30000.00 x 9/12 = 22500.00")
    '30000.00 × 9/12 = 22500.00'
    """
    for pattern, says in _COMPILED:
        text = pattern.sub(says, text)
    return _CODE.sub(lambda code: word(code[0], "zh"), text)
