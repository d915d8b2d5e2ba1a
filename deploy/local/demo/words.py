"""Say the codes of messages in Chinese; English says the code itself, without its underscores."""

from __future__ import annotations

CHINESE = {
    # duties (Article 11)
    "promotion_post": "推介招引信息",
    "talent_exchange": "高层次人才交流活动",
    "natives_directory": "成功人士动态信息库",
    "information_report": "信息报送",
    "delegation_visit": "来泸对接考察",
    "assigned_task": "交办任务",
    # grades (Article 12)
    "excellent": "优秀",
    "qualified": "合格",
    "unqualified": "不合格",
    "ungraded": "未参评",
    "undecided": "待定",
    # money (Articles 12 to 14)
    "base_grant": "基础保障经费",
    "excellent_uplift": "考核优秀提高部分",
    "talent_recruited": "引才激励",
    "spending": "上年经费使用情况待审核",
    "payable": "可付",
    "paid": "已付",
    "held": "暂缓",
    # talents (Article 14)
    "professor_level": "教授级专家",
    "full_time_doctorate": "全日制博士研究生",
    "founded_company": "来泸创办企业",
    "service_contract": "服务合同",
    # who and where
    "talent_office": "市人才办",
    "guiding_department": "指导部门",
    "industry_federation": "市工商联",
    "overseas_federation": "市侨联",
    "completeness": "材料与条件审查",
    "review": "联合评审",
    "leading_group": "领导小组审议",
    "government": "市政府审批",
    # outcomes
    "passed": "通过",
    "returned": "退回",
    "refused": "不予通过",
    "met": "符合",
    "not_met": "不符合",
    "verified": "属实",
    "accepted": "认可",
    "submitted": "已提交",
    "forwarded": "已转报",
    "proposed": "待第二人复核",
    "recorded": "已登记",
    "reported": "已申报",
    "verified_once": "初核完成",
    "open": "已启动",
}
"""A code that is not here is shown as it is: a new one must not break a story."""


def said(code: object, chinese: bool) -> str:
    """Return a code as people say it; what is no known code stays as it is.

    >>> said("base_grant", True), said("base_grant", False), said("LZ-001", False)
    ('基础保障经费', 'base grant', 'LZ-001')
    """
    text = str(code)
    if text not in CHINESE:
        return text
    return CHINESE[text] if chinese else text.replace("_", " ")
