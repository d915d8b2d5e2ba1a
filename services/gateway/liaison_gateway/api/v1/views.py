"""List what can be read: its path, who sees it, what it is filtered by, what it is folded from."""

from __future__ import annotations

from dataclasses import dataclass

from liaison_contracts import assessment, incentives, registry
from liaison_gateway.rights import OWN, SEES_ALL

ALL = (*SEES_ALL, *OWN, "finance", "finance_prepare", "replay", "city_government")
MONEY = (*SEES_ALL, *OWN, "finance", "finance_prepare", "replay")
BY_STATION = ("station_code", "year", "state")


@dataclass(frozen=True)
class View:
    """Describe one list; `events` are the messages whose fields its documents hold.

    A list that is not `narrowed` has no rows of a station: whoever may see it sees all of it.
    """

    path: str
    kind: str
    summary: str
    summary_zh: str
    events: tuple[type, ...]
    roles: tuple[str, ...] = ALL
    filters: tuple[str, ...] = BY_STATION
    narrowed: bool = True


VIEWS = (
    View(
        "stations",
        "station",
        "Stations",
        "工作站台账",
        (registry.PlaqueGranted, registry.AuthorizationWithdrawn, registry.PlaqueRecovered),
        filters=("state",),
    ),
    View(
        "plaque-recoveries",
        "plaque_recovery",
        "Plaques to be handed back: open until recorded",
        "待收回授牌",
        (registry.PlaqueRecovered,),
        (*SEES_ALL, *OWN, "city_government"),
        ("station_code", "state"),
    ),
    View(
        "incidents",
        "incident",
        "Business outside the duties",
        "超范围业务记录",
        (registry.IncidentRecorded,),
        (*SEES_ALL, *OWN),
        ("station_code", "year"),
    ),
    View(
        "calendar-days",
        "calendar_day",
        "Days that count otherwise than the calendar of holidays says",
        "工作日历调整",
        (registry.CalendarDayDecided,),
        filters=("year", "state"),
        narrowed=False,
    ),
    View(
        "applications",
        "application",
        "Applications for a station",
        "设站申请",
        (registry.ApplicationSubmitted,),
        (*SEES_ALL, *OWN, "city_government"),
        ("state",),
    ),
    View(
        "duty-records",
        "duty_record",
        "Duty records",
        "履职记录",
        (assessment.DutyRecorded, assessment.DutyReviewed),
    ),
    View(
        "duties-missed",
        "duty_missed",
        "Duties missed",
        "未履职情况",
        (assessment.DutyMissed,),
        filters=("station_code", "year"),
    ),
    View(
        "tasks",
        "task",
        "Tasks that the talent office assigned",
        "交办任务",
        (assessment.TaskAssigned, assessment.TaskAccepted),
    ),
    View(
        "deadline-extensions",
        "deadline_extension",
        "Deadlines that were extended",
        "延长期限",
        (assessment.DeadlineExtended,),
        filters=("station_code", "year"),
    ),
    View(
        "duty-notices",
        "duty_notice",
        "Reminders of duties, and what was escalated",
        "履职提醒与督办",
        (assessment.DutyReminded,),
    ),
    View(
        "natives",
        "native",
        "Entries of natives directories, codes and days only",
        "成功人士信息库条目",
        (assessment.NativeSaved, assessment.NativeErased),
        (*SEES_ALL, *OWN),
        ("station_code", "state"),
    ),
    View(
        "native-contacts",
        "native_contact",
        "Contacts with people of natives directories, codes and days only",
        "联系记录",
        (assessment.ContactRecorded,),
        (*SEES_ALL, *OWN),
        ("station_code", "year"),
    ),
    View(
        "assessments",
        "assessment",
        "Yearly assessments",
        "年度考核",
        (assessment.AssessmentOpened, assessment.AssessmentClosed),
        filters=("state",),
        narrowed=False,
    ),
    View(
        "self-assessments",
        "self_assessment",
        "Stations' own accounts of their years",
        "工作站自评",
        (assessment.SelfAssessmentSubmitted,),
    ),
    View(
        "tie-decisions",
        "tie_decision",
        "Decisions of the leading group on ties",
        "并列决定",
        (assessment.TieResolved,),
        filters=("year",),
        narrowed=False,
    ),
    View(
        "objections",
        "objection",
        "Objections to grades",
        "考核异议",
        (assessment.ObjectionFiled, assessment.ObjectionDecided),
    ),
    View("grades", "grade", "Grades", "考核等次", (assessment.GradePublished,)),
    View(
        "cases",
        "case",
        "Changes, unqualified years and falsification under decision",
        "评估与取消授权案件",
        (
            registry.RevocationCaseOpened,
            registry.RevocationCaseDecided,
            registry.ChangeReported,
            registry.ChangeDecided,
            registry.StatementRecorded,
        ),
    ),
    View(
        "findings",
        "finding",
        "Findings of falsification",
        "弄虚作假核查",
        (
            assessment.FindingOpened,
            assessment.FindingConfirmed,
            assessment.FindingStatementRecorded,
        ),
    ),
    View(
        "recruitments",
        "recruitment",
        "Recruitments",
        "引才成果",
        (incentives.RecruitmentReported, incentives.RecruitmentVerified),
    ),
    View(
        "special-events",
        "special_event",
        "Special events with an approved subsidy",
        "专项活动补助",
        (incentives.EventSubsidyApproved,),
    ),
    View(
        "spending-reports",
        "spending_report",
        "Spending reports",
        "经费使用情况",
        (incentives.SpendingSubmitted, incentives.SpendingReviewed),
    ),
    View(
        "awards",
        "award",
        "Grants and awards",
        "经费与激励",
        (incentives.AwardGranted,),
        MONEY,
    ),
    View(
        "payee-accounts",
        "payee_account",
        "Payee accounts",
        "收款账户",
        (incentives.PayeeAccountRegistered, incentives.PayeeAccountApproved),
        MONEY,
        ("station_code", "state"),
    ),
    View(
        "batches",
        "batch",
        "Batches of payments",
        "拨付批次",
        (incentives.BatchSealed, incentives.BatchReleased),
        (*SEES_ALL, "guiding_department", "finance", "finance_prepare", "replay"),
        ("state",),
        narrowed=False,
    ),
    View(
        "payouts",
        "payout",
        "Payments",
        "拨付",
        (incentives.PayoutRequested, incentives.AwardPaid),
        MONEY,
        ("station_code", "state"),
    ),
    View(
        "disputes",
        "dispute",
        "Talents claimed by several stations",
        "引才争议",
        (incentives.RecruitmentDisputed, incentives.RecruitmentDisputeDecided),
        (*SEES_ALL, "replay"),
        ("state",),
        narrowed=False,
    ),
    View(
        "clawbacks",
        "clawback",
        "Payments asked back",
        "追回款项",
        (incentives.ClawbackProposed, incentives.ClawbackDecided),
        MONEY,
        ("station_code", "state"),
    ),
    View(
        "budgets",
        "budget",
        "Budgets of the talent fund",
        "年度预算",
        (incentives.BudgetSet, incentives.BudgetAlerted),
        (*SEES_ALL, "finance", "finance_prepare", "replay"),
        ("year", "state"),
        narrowed=False,
    ),
    View(
        "payout-days",
        "payout_day",
        "Daily totals of payments",
        "每日拨付合计",
        (incentives.PayoutDayClosed,),
        (*SEES_ALL, "finance", "finance_prepare", "replay"),
        (),
        narrowed=False,
    ),
    View(
        "policy",
        "policy_entry",
        "Register of extensions and readings",
        "政策登记",
        (registry.PolicyExtended, registry.PolicyReadingDecided),
        filters=("state",),
        narrowed=False,
    ),
)
