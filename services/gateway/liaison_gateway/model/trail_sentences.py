"""Say each event about a station as one sentence, in Chinese and English.

A name in braces is a field of the event; codes with a word of ours are shown by that word. What has
no sentence here is told by its title alone.
"""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    # the application (Articles 4 to 7)
    "application.submitted.v1": (
        "{submitted_on} 经{guiding_department}提交设站申请 {application_code}。",
        "Application {application_code} was submitted through {guiding_department}.",
    ),
    "application.stage_decided.v1": (
        "申请 {application_code} 的{stage}环节:{outcome}。",
        "Stage {stage} of application {application_code} ended: {outcome}.",
    ),
    # the station (Articles 7 to 10)
    "plaque.granted.v1": (
        "{plaque_granted_on} 授牌 {plaque_no},批准文号 {approval_no}。",
        "Plaque {plaque_no} was granted on {plaque_granted_on} under {approval_no}.",
    ),
    "station.updated.v1": (
        "自 {effective_on} 起工作站信息变更。",
        "New details of the station hold from {effective_on}.",
    ),
    "incident.recorded.v1": (
        "登记 {occurred_on} 超范围业务 {incident_code},{liability_notice_on} 告知责任主体。",
        "Incident {incident_code} of {occurred_on} was recorded; "
        "the host was given notice of its liability on {liability_notice_on}.",
    ),
    "change.reported.v1": (
        "{reported_on} 报备重大变故 {change_code}({change}),发生于 {happened_on}。",
        "Change {change_code} ({change}) of {happened_on} was reported on {reported_on}.",
    ),
    "change.evaluated.v1": (
        "{side}对变故 {change_code} 的评估意见:{outcome}。",
        "The {side} evaluated change {change_code}: {outcome}.",
    ),
    "change.decided.v1": (
        "变故 {change_code} 决定:{decision}({document_no})。",
        "Change {change_code} was decided: {decision} ({document_no}).",
    ),
    # cases and endings (Articles 10 and 12)
    "revocation_case.opened.v1": (
        "{opened_on} 就{kind}立案 {case_code}。",
        "Case {case_code} was opened on {opened_on}: {kind}.",
    ),
    "statement.recorded.v1": (
        "{stated_on} 工作站就 {case_code} 作出陈述。",
        "The station made its statement on {case_code}.",
    ),
    "revocation_case.decided.v1": (
        "案件 {case_code} 决定:{decision}({document_no})。",
        "Case {case_code} was decided: {decision} ({document_no}).",
    ),
    "authorization.withdrawn.v1": (
        "授权截至 {withdrawn_on},原因:{cause}。",
        "The authorisation ended with {withdrawn_on}: {cause}.",
    ),
    "plaque.recovered.v1": (
        "{recovered_on} 收回授牌。",
        "The plaque was handed back on {recovered_on}.",
    ),
    # the years (Articles 11 and 12)
    "duty.recorded.v1": (
        "登记{duty_type},发生于 {occurred_on}。",
        "{duty_type} of {occurred_on} was recorded.",
    ),
    "duty.reviewed.v1": (
        "履职记录 {record_code}:{outcome}。",
        "Duty record {record_code}: {outcome}.",
    ),
    "duty.missed.v1": ("{period} 未履行{duty_type}。", "{duty_type} was missed in {period}."),
    "grade.published.v1": ("{year} 年度考核:{grade}。", "Grade of {year}: {grade}."),
    "unqualified_streak.found.v1": (
        "至 {year} 年度连续两年不合格。",
        "Two unqualified years in a row up to {year}.",
    ),
    "finding.opened.v1": (
        "{found_on} 就弄虚作假立项核查 {finding_code}。",
        "A suspicion of falsification was stated: {finding_code}.",
    ),
    "finding.confirmed.v1": (
        "认定弄虚作假 {finding_code}({document_no})。",
        "Falsification {finding_code} was confirmed ({document_no}).",
    ),
    "finding.dismissed.v1": (
        "排除弄虚作假 {finding_code}({document_no})。",
        "Suspicion {finding_code} was dropped ({document_no}).",
    ),
    # money (Articles 13 and 14)
    "award.granted.v1": ("{rule} {amount} 元(第{articles}条)。", "{rule}: {amount} yuan."),
    "award.refused.v1": ("{rule} 不予支付。", "{rule} was refused."),
    "award.held.v1": ("{award_code} 暂缓:{hold}。", "{award_code} waits: {hold}."),
    "award.paid.v1": (
        "{settled_on} 支付 {amount} 元,凭证 {voucher_no}。",
        "{amount} yuan were paid on {settled_on}, voucher {voucher_no}.",
    ),
    "award.paid_before.v1": (
        "{paid_on} 到期，系统上线前已支付 {amount} 元。",
        "{amount} yuan, due on {paid_on}, were paid before this system began.",
    ),
    "clawback.proposed.v1": (
        "建议追回 {amount} 元。",
        "{amount} yuan should come back.",
    ),
}
"""By event type: the sentence in Chinese, and in English."""
