"""Name the columns of a roster, as the year book and as an office call them."""

from __future__ import annotations

COLUMNS: dict[str, str] = {
    "station_code": "工作站编号",
    "host_name": "设站单位",
    "host_kind": "单位类别",
    "credit_code": "统一社会信用代码",
    "city_code": "所在城市代码",
    "guiding_department": "管理或指导部门",
    "head_ref": "站长",
    "liaison_ref": "联络员",
    "plaque_granted_on": "授牌日期",
    "plaque_no": "授牌编号",
    "approval_no": "批准文号",
}
"""The fields of `StationEntry`, each with its Chinese heading."""
FIELDS = {name: name for name in COLUMNS} | {heading: name for name, heading in COLUMNS.items()}
"""The field that a heading means."""
WORDS: dict[str, dict[str, str]] = {
    "host_kind": {
        "驻外办事机构": "representative_office",
        "异地商会": "chamber_abroad",
        "社会组织": "social_organisation",
    },
    "guiding_department": {"市工商联": "industry_federation", "市侨联": "overseas_federation"},
}
"""Words of an office that stand for codes."""
