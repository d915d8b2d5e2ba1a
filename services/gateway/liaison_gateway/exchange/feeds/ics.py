"""Write a station's outlook as a calendar (RFC 5545) in Chinese and English.

It contains what the outlook contains: duties, periods, tasks, and no personal data.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from liaison_contracts.dictionary import heading, word

DONE = ("done", "waiting", "passed")
REFRESH = timedelta(hours=6)


def calendar_of(outlook: dict[str, Any]) -> bytes:
    """Return the calendar of an outlook: what is still owed, on its due day."""
    from icalendar import Calendar

    station, on = outlook["station_code"], date.fromisoformat(outlook["on"])
    calendar = Calendar()
    calendar.add("prodid", "-//liaison//duties//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{station} 履职日历 duties")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for line in outlook["lines"]:
        if line["state"] not in DONE:
            calendar.add_component(_of_line(station, line, on))
    for task in outlook["tasks"]:
        if not task["reported"]:
            calendar.add_component(_of_task(station, task, on))
    found: bytes = calendar.to_ical()
    return found


def _of_line(station: str, line: dict[str, Any], on: date) -> Any:
    duty = line["duty_type"]
    zh, en = (heading(duty, language, "duty_type") for language in ("zh", "en"))
    title = f"{zh} {en}: {line['period']} ({line['missing']})"
    proof_zh, proof_en = (
        word(line["duty_type"], language, "evidence") for language in ("zh", "en")
    )
    told = f"第{line['article']}条：{proof_zh}. Article {line['article']}: {proof_en}"
    uid = f"{station}-{duty}-{line['period']}@liaison"
    return _event(uid, line["due_on"], title, told, on)


def _of_task(station: str, task: dict[str, Any], on: date) -> Any:
    zh, en = (heading("assigned_task", language, "duty_type") for language in ("zh", "en"))
    title = f"{zh} {en}: {task['task_code']}"
    uid = f"{station}-{task['task_code']}@liaison"
    return _event(uid, task["due_on"], title, task["what"], on)


def _event(uid: str, due_on: str, title: str, told: str, on: date) -> Any:
    from icalendar import Event

    day = date.fromisoformat(due_on)
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", datetime.combine(on, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", title)
    event.add("description", told)
    event.add("transp", "TRANSPARENT")
    return event
