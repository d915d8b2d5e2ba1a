"""Say in Chinese what rules say in English: names of facts, words of steps, reasons by pattern."""

from __future__ import annotations

import re

NAMES = {
    "year": "年度",
    "plaque_granted_on": "授牌日期",
    "withdrawn_on": "取消授权日期",
    "excellent_year": "评优年度",
    "published_on": "考核结果公布日期",
    "excellent_years_in_a_row": "连续优秀年数",
    "recruitment_code": "引才编号",
    "talent_ref": "人才代号",
    "member_refs": "团队成员代号",
    "level": "人才层次",
    "basis": "引进方式",
    "contract_months": "合同月数",
    "contract_ended_on": "合同终止日期",
    "signed_on": "签约日期",
    "claimed_on": "申报日期",
    "awarded_on": "入选日期",
    "event_code": "活动编号",
    "approved_on": "批准日期",
    "held_on": "举办日期",
    "bole_code": "伯乐奖编号",
    "leading_group_decision": "领导小组决定",
    "paid_on": "支付日期",
    "case_by_case_decision": "一事一议编号",
    "concerns": "所涉事项",
    "decided_on": "决定日期",
    "document_no": "文号",
}
ACTS = {
    "recruitment_reported": ("recruitment reported", "申报引才"),
    "recruitment_verified": ("recruitment verified", "认定引才"),
    "recruitment_rejected": ("recruitment rejected", "不予认定"),
    "recruitment_verified_once": ("recruitment verified by a first person", "初次认定"),
    "event_proposed": ("event proposed", "申报活动"),
    "event_approved": ("event approved", "批准活动"),
    "bole_decided": ("Bole award decided", "决定伯乐奖"),
    "case_proposed": ("case-by-case decision entered", "录入一事一议决定"),
    "case_recorded": ("case-by-case decision recorded", "登记一事一议决定"),
    "account_registered": ("account registered", "登记账户"),
    "account_approved": ("account approved", "复核账户"),
    "batch_sealed": ("batch sealed", "封存批次"),
    "batch_approved": ("batch approved", "审批批次"),
    "batch_cosigned": ("batch co-signed by the guiding department", "会签批次"),
    "batch_released": ("payment ordered", "下达拨付"),
    "finance_settled": ("paid by finance", "财政支付"),
    "finance_failed": ("payment failed", "支付失败"),
    "finance_returned": ("payment returned", "款项退回"),
    "finance_recalled": ("payment recalled", "撤回拨付"),
}
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
    (r"national_programme", "国家计划奖励"),
    (r"provincial_programme", "省级计划奖励"),
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
    (r"professor_level", "教授级专家"),
    (r"full_time_doctorate", "全日制博士研究生"),
    (r"founded_company", "创办企业"),
    (r"service_contract", "服务合同"),
    (r"unqualified", "不合格"),
    (r"qualified", "合格"),
    (r"ungraded", "不定等次"),
    (r"undecided", "待定"),
    (r"not known", "未知"),
    (r" or ", " 或 "),
]
_COMPILED = [(re.compile(pattern), says) for pattern, says in _PATTERNS]


def said(text: str) -> str:
    """Return a sentence of the rules in Chinese; what no pattern knows stays as it is.

    >>> said("30000.00 x 9/12 = 22500.00")
    '30000.00 × 9/12 = 22500.00'
    """
    for pattern, says in _COMPILED:
        text = pattern.sub(says, text)
    return text


def name_of(name: str) -> str:
    """Return the name of a fact in Chinese."""
    return NAMES.get(name, name)
