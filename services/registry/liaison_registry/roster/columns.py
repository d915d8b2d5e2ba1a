"""Define the columns of a roster, with their names in the year book and in the office."""

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
"""The required fields of `StationEntry` in a roster, each with its Chinese heading."""
OPTIONAL: dict[str, str] = {
    "address": "地址",
    "contact_phone": "联系电话",
    "head_document_number": "站长身份证号",
}
"""Optional fields of a roster: the ties between host and reviewers (Article 7)."""
ALL = COLUMNS | OPTIONAL
FIELDS = {name: name for name in ALL} | {heading: name for name, heading in ALL.items()}
"""The field of each heading."""
WORDS: dict[str, dict[str, str]] = {
    "host_kind": {
        "驻外办事机构": "representative_office",
        "异地商会": "chamber_abroad",
        "社会组织": "social_organisation",
    },
    "guiding_department": {"市工商联": "industry_federation", "市侨联": "overseas_federation"},
}
"""The office's words for codes."""
