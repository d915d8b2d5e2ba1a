"""Define the events of the natives directory (Article 11(2)): codes and dates only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liaison_contracts.assessment.natives import Way
from liaison_contracts.message import event
from liaison_contracts.words import Code

__all__ = ["ContactRecorded", "NativeErased", "NativeSaved"]


@event(
    "native.saved.v1",
    source="assessment",
    subject="station/{station_code}",
    articles=("11(2)",),
    zh="更新信息库人员",
    en="Directory entry saved",
    about_zh="告知工作站在信息库中保存一人（第十一条第二款）：只含代码和日期。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class NativeSaved:
    """Announce that a person was saved in a directory (Article 11(2)): code and dates only."""

    native_ref: Code
    station_code: Code
    sector: Code
    saved_on: date
    kept_until: date


@event(
    "contact.recorded.v1",
    source="assessment",
    subject="station/{station_code}",
    articles=("11(2)",),
    zh="联络登记",
    en="Contact recorded",
    about_zh="告知工作站与信息库人员有一次联络（第十一条第二款）。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRecorded:
    """Announce that a station was in contact with a person of its directory (Article 11(2))."""

    contact_code: Code
    native_ref: Code
    station_code: Code
    contacted_on: date
    way: Way


@event(
    "native.erased.v1",
    source="assessment",
    subject="station/{station_code}",
    articles=("11(2)",),
    zh="删除信息库人员",
    en="Directory entry erased",
    about_zh="告知可识别个人的信息已删除（第十一条第二款）：应本人要求或保存期满。",
)
@dataclass(frozen=True, slots=True, kw_only=True)
class NativeErased:
    """Announce that a person's data was erased (Article 11(2)), on request or on its end date.

    `cause` is asked or kept_until.
    """

    native_ref: Code
    station_code: Code
    cause: Code
    erased_on: date
