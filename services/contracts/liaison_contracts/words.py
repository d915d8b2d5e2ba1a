"""Give each word of the regulation one type: the code lists and text forms that messages use.

A `Literal` is a closed list: to widen it in an event is a new version of that event. Lists that
plugins or an office extend (duty types, rules, kinds of change, guiding departments) are codes.
"""

from __future__ import annotations

from typing import Annotated, Literal

from liaison_contracts.wire import Text, Whole

Code = Annotated[str, Text(shortest=1, longest=100, pattern=r"[^\s\x00-\x1f]+")]
"""A business code or reference: `LZ-001`, `R-00012`; no spaces."""

AwardCode = Annotated[str, Text(shortest=1, longest=300, pattern=r"[^\s\x00-\x1f]+")]
"""The code of an award, derived from rule, station, year and reference; no spaces."""

CityCode = Annotated[str, Text(longest=6, pattern=r"[0-9]{6}")]
"""The six digits of a city or region (GB/T 2260)."""

CreditCode = Annotated[str, Text(longest=18, pattern=r"[0-9A-Z]{18}")]
"""The unified social credit code of a legal person (GB 32100); the check digit is the service's."""

Sha256 = Annotated[str, Text(longest=64, pattern=r"[0-9a-f]{64}")]
"""A SHA-256 in lower-case hexadecimal."""

PayoutId = Annotated[str, Text(longest=36, pattern=r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
"""The UUIDv5 of (award code, reissue number): the same award gives the same id for ever."""

Totp = Annotated[str, Text(longest=6, pattern=r"[0-9]{6}", word="Totp")]
"""The six digits of a fresh time-based one-time password."""

Last4 = Annotated[str, Text(longest=4, pattern=r"[0-9A-Za-z]{1,4}")]
"""The last four characters of an account number: enough to recognise, too little to use."""

Year = Annotated[int, Whole(least=1949, most=2999)]
"""A calendar year."""

Count = Annotated[int, Whole(least=0, most=10**9)]
"""A number of things."""

Position = Annotated[int, Whole(least=0, most=2**53 - 1)]
"""A gapless number in a log or counter; zero until the log fills it."""

Name = Annotated[str, Text(shortest=1, longest=200)]
"""The name of an organisation or a place; of a person only in commands."""

DocumentNo = Annotated[str, Text(shortest=1, longest=100)]
"""The number of the paper that decides, such as the office prints it; of an imported fact without
one, the name of the file it stands in."""

Sentence = Annotated[str, Text(shortest=1)]
"""A text that somebody has to write: at least one character, at most 2,000."""

ArticleNo = Annotated[str, Text(longest=8, pattern=r"[0-9]{1,3}(\([0-9]{1,2}\))?")]
"""An article of the regulation: `14(1)`."""

HostKind = Literal["representative_office", "chamber_abroad", "social_organisation"]
"""Who may host a station (Articles 1 and 2)."""

Channel = Literal["guiding_department", "sector_department"]
"""The way an application reaches the talent office (Article 4)."""

Side = Literal["talent_office", "guiding_department"]
"""The two sides that review and assess together (Articles 7 and 12)."""

Stage = Literal["completeness", "review", "leading_group", "government"]
"""What an application passes, in this order (Articles 6 and 7)."""

StageOutcome = Literal["passed", "returned", "refused"]
"""How a stage ends."""

CaseKind = Literal["two_unqualified_years", "falsification", "change_evaluation"]
"""Why people have to decide whether a station goes on (Articles 10, 12(3) and 12(4))."""

CaseArticle = Literal["13(2)", "14(2)"]
"""Under which article people decide one case alone."""

CaseBody = Literal["talent_office", "leading_group"]
"""Who decides one case alone (Articles 13(2) and 14(2))."""

CaseRoute = Literal["human_case", "automatic", "both_required"]
"""How two unqualified years lead to a decision: the values of reading A3 (Article 12(3))."""

CaseDecision = Literal["revoke", "keep"]
"""What people decide on a revocation case."""

ChangeDecision = Literal["continue", "withdraw"]
"""What people decide on a reported change (Article 10)."""

WithdrawalCause = Literal["change", "two_unqualified_years", "falsification", "closure"]
"""Why an authorisation ended."""

DutyOutcome = Literal["verified", "returned"]
"""What a reviewer says of a duty record."""

Grade = Literal["excellent", "qualified", "unqualified", "ungraded", "undecided"]
"""A grade of Article 12(1), or why there is none: not graded, or a tie that people must break."""

ObjectionOutcome = Literal["upheld", "dismissed"]
"""What people decide on a station's objection to its grade."""

Level = Literal["professor_level", "full_time_doctorate", "other"]
"""The level of a recruited talent (Article 14(1))."""

Basis = Literal["founded_company", "service_contract"]
"""What binds the talent to the city (Article 14(1))."""

Programme = Literal["national", "provincial"]
"""The talent programme that took the recruited person (Article 14(1))."""

SpendingOutcome = Literal["accepted", "returned"]
"""What the leading group says of a spending report (Article 13(3))."""

Hold = Literal["spending", "change_evaluation", "falsification", "dispute", "manual"]
"""Why an award waits."""

ClawbackDecision = Literal["recover", "waive"]
"""What people decide on a proposed clawback."""

ClawbackOutcome = Literal["recover", "waive", "void"]
"""How a proposed clawback goes on; void where the payment itself came back."""

UnpaidOutcome = Literal["failed", "returned", "recalled"]
"""Why a payout is not paid: finance could not, the bank gave it back, or it was stopped."""

PayoutChannel = Literal["finance_event", "bank_file"]
"""How a released batch reaches those who pay."""

ItemState = Literal["accepted", "refused"]
"""What became of one item of a list: refused items carry reasons, and the others stand."""

Language = Literal["en", "zh"]
"""A language that people read: English, or Chinese as written on the mainland."""
