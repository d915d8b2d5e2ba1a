"""Define the states of the services' records, each in Chinese and English.

Policies and tables store a state as plain text; a test compares the codes there with these lists.
`<kind>_state` is the list of a kind of document in the read model.
"""

from __future__ import annotations

from liaison_contracts.vocabulary.word_lists import Words

APPLICATION_STATES = Words(
    "application_state",
    ("draft", "草稿", "draft"),
    ("department_wanted", "待指派管理或指导部门", "waiting for a guiding department"),
    ("submitted", "已提交", "submitted"),
    ("forwarded", "已转报", "forwarded"),
    ("complete", "材料齐全", "complete"),
    ("completeness_passed", "材料审查通过", "completeness check passed"),
    ("completeness_returned", "材料审查退回", "returned by the completeness check"),
    ("completeness_refused", "材料审查不予通过", "refused by the completeness check"),
    ("review", "资格评审", "qualification review"),
    ("review_passed", "资格评审通过", "qualification review passed"),
    ("review_failed", "资格评审不通过", "qualification review failed"),
    ("review_refused", "资格评审不予通过", "refused by the qualification review"),
    ("review_returned", "资格评审退回", "returned by the qualification review"),
    ("review_split", "评审意见不一致", "the two sides disagree"),
    ("leading_group_passed", "领导小组审议通过", "passed by the leading group"),
    ("leading_group_returned", "领导小组审议退回", "returned by the leading group"),
    ("leading_group_refused", "领导小组审议不予通过", "refused by the leading group"),
    ("government_passed", "市人民政府已批准", "approved by the city government"),
    ("government_returned", "市人民政府退回", "returned by the city government"),
    ("government_refused", "市人民政府不予批准", "refused by the city government"),
    ("approved", "已批准", "approved"),
    ("granted", "已授牌", "plaque granted"),
)
"""The state of an application (Articles 4 to 7), with the outcome of a stage."""

STATION_STATES = Words(
    "station_state",
    ("active", "在册", "active"),
    ("change_evaluation", "重大变故评估", "evaluation of a major change"),
    ("revocation_case", "取消授权审查", "revocation case"),
    ("withdrawn", "授权已终止", "authorisation ended"),
    ("closed", "已依申请终止", "closed at its own request"),
    ("plaque_recovered", "已收回授牌", "plaque recovered"),
)
"""The state of a station (Articles 7, 10 and 12)."""

CASE_STATES = Words(
    "case_state",
    ("open", "办理中", "open"),
    ("opened", "办理中", "open"),
    ("keep", "保留授权", "keep the authorisation"),
    ("revoke", "取消授权", "revoke the authorisation"),
    ("continue", "继续授权", "continue the authorisation"),
    ("withdraw", "不再授权", "end the authorisation"),
    ("confirmed", "已认定", "confirmed"),
    ("dismissed", "不成立", "dismissed"),
    ("referred", "已移送", "referred to an authority"),
)
"""The state of a case or a finding: open, or the decision (Articles 10 and 12)."""

MEETING_STATES = Words(
    "meeting_state",
    ("set", "已确定", "set"),
    ("held", "已召开", "held"),
)
"""The state of a meeting of the leading group (Article 7)."""

RECOVERY_STATES = Words(
    "plaque_recovery_state",
    ("open", "办理中", "open"),
    ("done", "已完成", "done"),
)
"""The state of the recovery of a plaque (Article 12)."""

ASSESSMENT_STATES = Words(
    "assessment_state",
    ("open", "办理中", "open"),
    ("closed", "已结束", "closed"),
)
"""The state of a yearly assessment (Article 12)."""

DUTY_RECORD_STATES = Words(
    "duty_record_state",
    ("waiting", "待核定", "waiting for the plaque"),
    ("recorded", "已登记", "recorded"),
    ("verified", "已核实", "verified"),
    ("returned", "退回", "returned"),
    ("refused", "未接受", "refused"),
)
"""The state of a duty record (Article 11)."""

DUE_STATES = Words(
    "due_state",
    ("done", "已完成", "done"),
    ("waiting", "待核实", "waiting for review"),
    ("open", "办理中", "open"),
    ("ahead", "未到期", "ahead"),
    ("passed", "已过期", "overdue"),
)
"""The state of a duty of one period in the outlook (Article 11)."""

NOTICE_STATES = Words(
    "duty_notice_state",
    ("reminded", "已提醒工作站", "station reminded"),
    ("escalated", "已报告市人才办", "reported to the talent office"),
)
"""The party reminded of a missing duty (Article 11)."""

TASK_STATES = Words(
    "task_state",
    ("assigned", "已交办", "assigned"),
    ("accepted", "已验收", "accepted"),
)
"""The state of an assigned task (Article 11(5))."""

NATIVE_STATES = Words(
    "native_state",
    ("kept", "在库", "kept"),
    ("erased", "已删除", "erased"),
)
"""Whether a person is kept in the directory (Article 11(2))."""

OBJECTION_STATES = Words(
    "objection_state",
    ("filed", "已提出", "filed"),
    ("upheld", "成立", "upheld"),
    ("dismissed", "不成立", "dismissed"),
)
"""The state of an objection to a grade (Article 12)."""

RECRUITMENT_STATES = Words(
    "recruitment_state",
    ("reported", "已申报", "reported"),
    ("verified_once", "初次认定", "verified by a first person"),
    ("verified", "已认定", "verified"),
    ("rejected", "不予认定", "rejected"),
)
"""The state of a recruitment claim (Article 14(1))."""

DISPUTE_STATES = Words(
    "dispute_state",
    ("open", "办理中", "open"),
    ("decided", "已决定", "decided"),
)
"""The state of a dispute over a talent (Article 14(1))."""

DISPUTE_OUTCOMES = Words(
    "dispute_outcome",
    ("won", "归本站", "given to this station"),
    ("lost", "归其他工作站", "given to another station"),
)
"""The outcome of a dispute for a claim (Article 14(1))."""

SPENDING_STATES = Words(
    "spending_report_state",
    ("submitted", "已提交", "submitted"),
    ("accepted", "认可", "accepted"),
    ("returned", "退回", "returned"),
)
"""The state of a spending report (Article 13(3))."""

SPECIAL_EVENT_STATES = Words(
    "special_event_state",
    ("proposed", "已提出", "proposed"),
    ("approved", "已批准", "approved"),
    ("settled", "已决算", "settled"),
)
"""The state of a special event (Article 13(2))."""

BOLE_STATES = Words(
    "bole_state",
    ("open", "办理中", "open"),
    ("nominated", "已提名", "nominated"),
    ("decided", "已决定", "decided"),
)
"""The state of calls, nominations and decisions on the Bole award (Article 14(2))."""

CASE_BY_CASE_STATES = Words(
    "case_by_case_state",
    ("proposed", "已提出", "proposed"),
    ("recorded", "已登记", "recorded"),
)
"""The state of a case-by-case decision (Articles 13(2) and 14(2))."""

AWARD_STATES = Words(
    "award_state",
    ("payable", "可拨付", "payable"),
    ("held", "暂缓拨付", "held"),
    ("refused", "不予支付", "refused"),
    ("cancelled", "已取消", "cancelled"),
    ("batched", "已列入批次", "in a batch"),
    ("requested", "已通知财政", "requested from finance"),
    ("recalling", "撤回中", "being recalled"),
    ("returned", "退回", "returned"),
    ("paid", "已支付", "paid"),
    ("clawback_proposed", "建议追回", "clawback proposed"),
)
"""The state of an award, or of its payment (Articles 12 to 14)."""

PAYOUT_STATES = Words(
    "payout_state",
    ("requested", "已通知财政", "requested from finance"),
    ("recall_requested", "撤回中", "being recalled"),
    ("recalled", "已撤回", "recalled"),
    ("returned", "退回", "returned"),
    ("failed", "失败", "failed"),
    ("paid", "已支付", "paid"),
)
"""The state of a payout (Article 3)."""

BATCH_STATES = Words(
    "batch_state",
    ("sealed", "已封存", "sealed"),
    ("cosigned", "已会签", "co-signed"),
    ("approved", "已批准", "approved"),
    ("released", "已下达", "released"),
    ("broken", "已撤销", "broken up"),
)
"""The state of a batch of payments (Article 3)."""

ACCOUNT_STATES = Words(
    "payee_account_state",
    ("registered", "已登记", "registered"),
    ("approved", "已批准", "approved"),
    ("replaced", "已更换", "replaced"),
)
"""The state of a payee account (Article 3)."""

CLAWBACK_STATES = Words(
    "clawback_state",
    ("proposed", "已提出", "proposed"),
    ("requested", "已通知财政", "requested from finance"),
    ("received", "已到账", "received"),
    ("waived", "免予追回", "waived"),
    ("void", "无需追回", "void"),
)
"""The state of a clawback (Articles 10 and 12)."""

BUDGET_STATES = Words(
    "budget_state",
    ("set", "已确定", "set"),
    ("nearly_used", "即将用尽", "nearly used up"),
    ("exceeded", "已超出", "exceeded"),
)
"""The state of a year's budget (Article 13(1))."""

DAY_KINDS = Words(
    "calendar_day_state",
    ("working_day", "工作日", "working day"),
    ("holiday", "休息日", "day off"),
)
"""The talent office's decision on a day."""

ENTRY_KINDS = Words(
    "policy_entry_state",
    ("extension", "试行期延长", "extension of the trial"),
    ("reading", "条文解释", "reading"),
)
"""The kind of an entry in the policy register (Article 15)."""

PLAIN_STATES = Words(
    "record_state",
    ("recorded", "已登记", "recorded"),
    ("submitted", "已提交", "submitted"),
    ("decided", "已决定", "decided"),
)
"""The state of a record that has only one state."""
