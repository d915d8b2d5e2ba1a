"""Define each closed list of codes as one type that names each code in Chinese and English.

A `Literal` is a closed list: widening it in an event requires a new version of that event. Lists
that plugins or an office extend (duty types, rules, kinds of change, guiding departments) are
`Code`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from liaison_contracts.vocabulary.word_lists import Words

HostKind = Annotated[
    Literal["representative_office", "chamber_abroad", "social_organisation"],
    Words(
        "host_kind",
        ("representative_office", "驻外办事机构", "representative office"),
        ("chamber_abroad", "异地商会", "chamber of commerce abroad"),
        ("social_organisation", "社会组织", "social organisation"),
    ),
]
"""Who may host a station (Articles 1 and 2)."""

Channel = Annotated[
    Literal["guiding_department", "sector_department"],
    Words(
        "channel",
        ("guiding_department", "管理或指导部门", "guiding department"),
        ("sector_department", "行业主管部门", "sector department"),
    ),
]
"""The way an application reaches the talent office (Article 4)."""

Side = Annotated[
    Literal["talent_office", "guiding_department"],
    Words(
        "side",
        ("talent_office", "市人才办", "talent office"),
        ("guiding_department", "管理或指导部门", "guiding department"),
    ),
]
"""The two sides that review and assess together (Articles 7 and 12)."""

Stage = Annotated[
    Literal["completeness", "review", "leading_group", "government"],
    Words(
        "stage",
        ("completeness", "材料审查", "completeness check"),
        ("review", "资格评审", "qualification review"),
        ("leading_group", "领导小组审议", "deliberation by the leading group"),
        ("government", "市人民政府批准", "approval by the city government"),
    ),
]
"""The stages of an application, in order (Articles 6 and 7)."""

StageOutcome = Annotated[
    Literal["passed", "returned", "refused"],
    Words(
        "stage_outcome",
        ("passed", "通过", "passed"),
        ("returned", "退回", "returned"),
        ("refused", "不予通过", "refused"),
    ),
]
"""The outcome of a stage."""

ReviewOutcome = Annotated[
    Literal["passed", "returned"],
    Words("review_outcome", ("passed", "通过", "passed"), ("returned", "退回", "returned")),
]
"""The opinion of a reviewer or the leading group on an application (Article 7)."""

CaseKind = Annotated[
    Literal["two_unqualified_years", "falsification", "change_evaluation"],
    Words(
        "case_kind",
        ("two_unqualified_years", "连续两年考核不合格", "two unqualified years in a row"),
        ("falsification", "弄虚作假", "falsification"),
        ("change_evaluation", "重大变故评估", "evaluation of a major change"),
    ),
]
"""The causes of a decision on whether a station continues (Articles 10, 12(3) and 12(4))."""

CaseArticle = Literal["13(2)", "14(2)"]
"""The article of a case-by-case decision."""

CaseBody = Annotated[
    Literal["talent_office", "leading_group"],
    Words(
        "case_body",
        ("talent_office", "市人才办", "talent office"),
        ("leading_group", "市人才工作领导小组", "leading group"),
    ),
]
"""The body that takes a case-by-case decision (Articles 13(2) and 14(2))."""

CaseRoute = Annotated[
    Literal["human_case", "automatic", "both_required"],
    Words(
        "case_route",
        ("human_case", "立案后由人决定", "people decide in a case"),
        ("automatic", "自动取消授权", "automatic revocation"),
        ("both_required", "自动提出并由人决定", "proposed automatically and decided by people"),
    ),
]
"""How two unqualified years lead to a decision: the values of reading A3 (Article 12(3))."""

CaseDecision = Annotated[
    Literal["revoke", "keep"],
    Words(
        "case_decision",
        ("revoke", "取消授权", "revoke the authorisation"),
        ("keep", "保留授权", "keep the authorisation"),
    ),
]
"""The decision on a revocation case."""

ChangeDecision = Annotated[
    Literal["continue", "withdraw"],
    Words(
        "change_decision",
        ("continue", "继续授权", "continue the authorisation"),
        ("withdraw", "不再授权", "end the authorisation"),
    ),
]
"""The decision on a reported change (Article 10)."""

WithdrawalCause = Annotated[
    Literal["change", "two_unqualified_years", "falsification", "closure"],
    Words(
        "withdrawal_cause",
        ("change", "重大变故", "major change"),
        ("two_unqualified_years", "连续两年考核不合格", "two unqualified years in a row"),
        ("falsification", "弄虚作假", "falsification"),
        ("closure", "依申请终止", "closed at its own request"),
    ),
]
"""The cause of the end of an authorisation."""

DutyOutcome = Annotated[
    Literal["verified", "returned"],
    Words(
        "duty_outcome",
        ("verified", "已核实", "verified"),
        ("returned", "退回", "returned"),
    ),
]
"""A reviewer's decision on a duty record."""

Grade = Annotated[
    Literal["excellent", "qualified", "unqualified", "ungraded", "undecided"],
    Words(
        "grade",
        ("excellent", "优秀", "excellent"),
        ("qualified", "合格", "qualified"),
        ("unqualified", "不合格", "unqualified"),
        ("ungraded", "不确定等次", "not graded"),
        ("undecided", "待定", "undecided"),
    ),
]
"""A grade of Article 12(1), or why there is none: not graded, or a tie that people must break."""

ObjectionOutcome = Annotated[
    Literal["upheld", "dismissed"],
    Words(
        "objection_outcome",
        ("upheld", "成立", "upheld"),
        ("dismissed", "不成立", "dismissed"),
    ),
]
"""The decision on a station's objection to its grade."""

Level = Annotated[
    Literal["professor_level", "full_time_doctorate", "other"],
    Words(
        "level",
        ("professor_level", "教授级专家", "professor-level expert"),
        ("full_time_doctorate", "全日制博士研究生以上", "full-time doctorate or above"),
        ("other", "其他", "other"),
    ),
]
"""The level of a recruited talent (Article 14(1))."""

Basis = Annotated[
    Literal["founded_company", "service_contract"],
    Words(
        "basis",
        ("founded_company", "来泸创办企业", "company founded in Luzhou"),
        ("service_contract", "与用人单位签订服务合同", "service contract with an employer"),
    ),
]
"""The commitment of the talent to the city (Article 14(1))."""

Programme = Annotated[
    Literal["national", "provincial"],
    Words(
        "programme",
        ("national", "国家“千人计划”", "national Thousand Talents Programme"),
        ("provincial", "省“千人计划”", "provincial Thousand Talents Programme"),
    ),
]
"""The talent programme that admitted the recruited person (Article 14(1))."""

SpendingOutcome = Annotated[
    Literal["accepted", "returned"],
    Words(
        "spending_outcome",
        ("accepted", "认可", "accepted"),
        ("returned", "退回", "returned"),
    ),
]
"""The leading group's decision on a spending report (Article 13(3))."""

Hold = Annotated[
    Literal["spending", "change_evaluation", "falsification", "dispute", "manual"],
    Words(
        "hold",
        ("spending", "经费使用情况待审核", "review of the spending report"),
        ("change_evaluation", "重大变故评估", "evaluation of a major change"),
        ("falsification", "弄虚作假", "falsification"),
        ("dispute", "归属争议", "dispute over the talent"),
        ("manual", "人工暂缓", "manual hold"),
    ),
]
"""The cause of a hold on an award."""

ClawbackDecision = Annotated[
    Literal["recover", "waive"],
    Words(
        "clawback_decision",
        ("recover", "追回", "recover"),
        ("waive", "免予追回", "waive"),
    ),
]
"""The decision on a proposed clawback."""

ClawbackOutcome = Annotated[
    Literal["recover", "waive", "void"],
    Words(
        "clawback_outcome",
        ("recover", "追回", "recover"),
        ("waive", "免予追回", "waive"),
        ("void", "无需追回", "void"),
    ),
]
"""The outcome of a proposed clawback; void if the payment itself was returned."""

UnpaidOutcome = Annotated[
    Literal["failed", "returned", "recalled"],
    Words(
        "unpaid_outcome",
        ("failed", "失败", "failed"),
        ("returned", "退回", "returned"),
        ("recalled", "已撤回", "recalled"),
    ),
]
"""The cause of an unpaid payout: it failed, was returned by the bank, or was stopped."""

PayoutChannel = Annotated[
    Literal["finance_event", "bank_file"],
    Words(
        "payout_channel",
        ("finance_event", "财政系统接口", "message to finance's system"),
        ("bank_file", "银行代发文件", "bank file"),
    ),
]
"""The channel by which a released batch reaches finance."""

ItemState = Annotated[
    Literal["accepted", "waiting", "refused"],
    Words(
        "item_state",
        ("accepted", "已接受", "accepted"),
        ("waiting", "待核定", "waiting"),
        ("refused", "未接受", "refused"),
    ),
]
"""The result for one item of a list: waiting and refused items have reasons.

A waiting item is stored, and judged when the plaque of its station is known.
"""

Language = Annotated[
    Literal["en", "zh"],
    Words(
        "language",
        ("en", "英文", "English"),
        ("zh", "中文", "Chinese"),
    ),
]
"""A language that people read: English, or Chinese as written on the mainland."""
