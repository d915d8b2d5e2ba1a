"""A station's calendar is read by a token that is told once, hashed, revocable and never logged."""

from __future__ import annotations

from icalendar import Calendar
from sqlalchemy import select

from liaison_gateway.exchange.feeds.tables import calendar_feeds
from liaison_kit.ops import logs
from liaison_kit.store import records

FEED = "/v1/stations/LZ-001/calendar-feed"


def station_system(system):
    system.add_station("LZ-001")
    system.add_station_people("LZ-001")
    return system


def make(system, part="LZ-001.head"):
    answer = system.post(part, FEED, {})
    assert answer.status_code == 201, answer.text
    return answer.json["data"]["path"]


def test_the_calendar_shows_what_the_station_owes_and_assigned_tasks(system):
    station_system(system)
    task = {
        "task_code": "TK-1",
        "station_code": "LZ-001",
        "what": "call on the institute",
        "assigned_on": "2018-03-01",
        "due_on": "2018-03-20",
    }
    assert system.post("verifies", "/v1/tasks", task).status_code == 201
    answer = system.browser.get(make(system))
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    events = Calendar.from_ical(answer.data).walk("VEVENT")
    found = {str(event["uid"]): event for event in events}
    march = found["LZ-001-promotion_post-2018-03@liaison"]
    assert march.decoded("dtstart").isoformat() == "2018-03-31"
    assert "Promotion post" in str(march["summary"])
    assert "11(1)" in str(march["description"])
    assert str(found["LZ-001-TK-1@liaison"]["description"]) == "call on the institute"


def test_a_new_token_stops_the_old_one_and_a_revoked_one_shows_nothing(system):
    station_system(system)
    old = make(system)
    new = make(system, "LZ-001.liaison")
    assert (system.browser.get(old).status_code, system.browser.get(new).status_code) == (404, 200)
    gone = system.browser.delete(FEED, headers=system.sign("LZ-001.head"))
    assert (gone.status_code, system.browser.get(new).status_code) == (204, 404)
    again = system.browser.delete(FEED, headers=system.sign("LZ-001.head"))
    assert again.status_code == 204


def test_nobody_makes_a_feed_of_a_station_that_is_not_theirs(system):
    station_system(system)
    assert system.post("overseas_federation.enters", FEED, {}).status_code == 404
    assert system.post("auditor", FEED, {}).status_code == 403
    assert system.post("industry_federation.enters", FEED, {}).status_code == 201


def test_the_token_is_kept_as_a_hash_and_written_nowhere(system, capsys):
    logs.configure("gateway", "DEBUG")
    station_system(system)
    path = make(system)
    token = path.removeprefix("/calendars/").removesuffix(".ics")
    system.browser.get(path)
    refused = system.browser.get(f"/calendars/{token}x.ics")
    assert (refused.status_code, token in refused.text) == (404, False)
    with system.instance.gateway.database.reading() as session:
        rows = str(session.execute(select(calendar_feeds)).all())
    told = capsys.readouterr()
    assert [place for place in (rows, told.out, told.err) if token in place] == []
    for runtime in system.instance.runtimes.values():
        with runtime.database.reading() as session:
            assert token not in str(session.execute(select(records.access_log)).all())
