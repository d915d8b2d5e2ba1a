"""Define the texts of the developer portal, in Chinese and English."""

from __future__ import annotations

DEVELOPERS: dict[str, tuple[str, str]] = {
    "developers": ("开发者", "Developers"),
    "dev_start": ("快速开始", "Get started"),
    "dev_keys": ("测试密钥", "Test keys"),
    "dev_access": ("接口密钥", "API keys"),
    "access_note": (
        "接口密钥用于调用本系统的接口。正式环境中，密钥须经市人才办另一名工作人员批准后生效。"
        "密钥只显示一次。",
        "These keys call the API of this instance. In a live instance, a second person in the "
        "talent office must approve a key before it works. A key is shown only once.",
    ),
    "scopes": ("权限", "Scopes"),
    "days_valid": ("有效天数（最多 {most}）", "Valid for (days, up to {most})"),
    "request_key": ("申请密钥", "Request a key"),
    "approve": ("批准", "Approve"),
    "revoke": ("撤销", "Revoke"),
    "dev_api": ("接口", "API"),
    "dev_events": ("事件", "Events"),
    "dev_webhooks": ("Webhook 控制台", "Webhooks"),
    "dev_requests": ("请求日志", "Request log"),
    "dev_sandbox": ("沙箱", "Sandbox"),
    "dev_clients": ("客户端示例", "Client examples"),
    "dev_status": ("运行状态", "Status"),
    "dev_changes": ("变更记录", "Changelog"),
    "first_call_title": ("五分钟完成首次调用", "Make your first call in five minutes"),
    "step_key": ("创建测试密钥（仅显示一次）。", "Create a test key. It is shown only once."),
    "step_call": ("用密钥调用接口：", "Call the API with the key:"),
    "step_see": ("在下方查看刚才的调用。", "See your call in the request log below."),
    "step_report": (
        "报送一条履职记录并读回（curl、Python、Java）：",
        "Report a duty record and read it back with curl, Python or Java:",
    ),
    "step_more": (
        "接下来：报送履职记录、登记 Webhook、把沙箱推进到年底。",
        "Next: report duty records, register a webhook, or advance the sandbox to the end of "
        "the year.",
    ),
    "create_key": ("创建测试密钥", "Create test key"),
    "label": ("名称", "Name"),
    "new_key": ("新密钥（仅显示一次）：", "Your new key. It is shown only once:"),
    "key": ("密钥", "Key"),
    "acts_as": ("角色", "Role"),
    "created": ("创建时间（UTC）", "Created (UTC)"),
    "expires": ("到期时间（UTC）", "Expires (UTC)"),
    "last_used": ("最近使用（UTC）", "Last used (UTC)"),
    "delete": ("删除", "Delete"),
    "keys_note": (
        "每个测试密钥对应一座独立的虚构城市；正式密钥须经市人才办批准。",
        "Each test key has its own fictional city. Live keys must be approved by the talent "
        "office.",
    ),
    "use_key": ("本页使用的密钥", "Key for calls from this page"),
    "use_key_note": (
        "密钥只保存在本浏览器标签页中；不填写时，以当前登录账号只读访问。",
        "The key stays in this browser tab. Without a key, you can read what your signed-in "
        "account may read.",
    ),
    "use_key_now": ("使用", "Use key"),
    "needs_script": ("此页需要启用 JavaScript。", "This page needs JavaScript."),
    "type": ("类型", "Type"),
    "description": ("说明", "Description"),
    "published_by": ("来源", "Published by"),
    "fields": ("字段", "Fields"),
    "field": ("字段", "Field"),
    "format": ("格式", "Format"),
    "example": ("示例", "Example"),
    "schema": ("JSON 模式", "JSON Schema"),
    "asyncapi": ("AsyncAPI 文档", "AsyncAPI document"),
    "download": ("下载", "Download"),
    "channel": ("通道", "Channel"),
    "address": ("地址", "Address"),
    "register_webhook": ("登记 Webhook", "Register a webhook"),
    "url": ("接收地址（https）", "URL (https)"),
    "types_wanted": ("事件类型（留空表示全部）", "Event types (leave empty for all)"),
    "secret_once": ("签名密钥（仅显示一次）：", "Signing secret. It is shown only once:"),
    "deliveries": ("投递记录", "Deliveries"),
    "number": ("编号", "Number"),
    "attempts": ("尝试次数", "Attempts"),
    "next_attempt": ("下次尝试（UTC）", "Next attempt (UTC)"),
    "settled": ("完成时间（UTC）", "Completed (UTC)"),
    "rotate": ("轮换密钥", "Rotate"),
    "send_sample": ("发送示例事件", "Send sample event"),
    "sample_sent": (
        "示例事件已排队发送，编号 {number}。",
        "The sample event has been queued as number {number}.",
    ),
    "enable": ("启用", "Enable"),
    "disable": ("停用", "Disable"),
    "resend": ("重发", "Resend"),
    "recover": ("补发此日以来的事件", "Resend events since"),
    "recovered": ("已安排补发 {count} 个事件。", "Events queued for resending: {count}."),
    "disabled_because": ("停用原因", "Reason disabled"),
    "request_sent": ("发送内容", "Request sent"),
    "attempts_made": ("尝试记录", "Attempts"),
    "response": ("应答", "Response"),
    "duration": ("耗时", "Duration"),
    "search": ("查找", "Search"),
    "when": ("时间（UTC）", "Time (UTC)"),
    "route": ("请求", "Request"),
    "status": ("状态码", "Status"),
    "requests_note": (
        "日志保存三十天，不含请求正文和密钥。",
        "Requests are kept for 30 days, without bodies and keys.",
    ),
    "reset": ("重置", "Reset"),
    "advance": ("推进到", "Advance to"),
    "sandbox_was_reset": ("沙箱已重置。", "The sandbox has been reset."),
    "sandbox_is_at": ("沙箱日期现为 {day}。", "The sandbox date is now {day}."),
    "not_a_day": ("请填写有效日期。", "Enter a valid date."),
    "no_key_yet": ("尚无测试密钥。", "You have no test keys yet."),
    "sandbox_note": (
        "六个虚构工作站。推进日期时，市人才办、领导小组、市人民政府和财政自动办理相关事项。",
        "Six fictional stations. As the date advances, the talent office, the leading group, "
        "the city government and finance act automatically.",
    ),
    "failing_values": ("用于测试失败情形的取值", "Values that trigger failures"),
    "what_happens": ("结果", "Result"),
    "waiting": ("等待", "Waiting"),
    "delivered": ("已送达", "Delivered"),
    "clients_note": (
        "示例只使用各语言的标准库，可直接运行；密钥和地址从环境变量读取。",
        "The examples use only the standard library of each language and run as they are. They "
        "read the key and the address from environment variables.",
    ),
    "first_call": ("报送履职记录并读回", "Report a duty record and read it back"),
    "first_call_note": (
        "写入请求须附 `Idempotency-Key`。网络中断后用同一值重试，不会重复登记。",
        "Every write needs an `Idempotency-Key`. If the connection is lost, retry with the same "
        "key: the write is recorded once.",
    ),
    "nightly_sync": ("每晚同步", "Sync every night"),
    "nightly_sync_note": (
        "用 `changes_after` 逐页读取变化，末页也给出 `next_cursor`；"
        "保存它，下次由此开始，不会遗漏。",
        "Use `changes_after` to read what has changed, page by page. The last page has a "
        "`next_cursor` too: keep it, and the next run begins there and misses nothing.",
    ),
    "verify_webhook": ("核验 Webhook 签名", "Verify a webhook signature"),
    "verify_webhook_note": (
        "签名遵循 Standard Webhooks 1.0。轮换密钥期间一次请求带有多个签名，任一相符即可。",
        "Signatures follow Standard Webhooks 1.0. While a secret is being rotated, a request "
        "carries several signatures; accept it if one of them matches.",
    ),
    "contact": ("联系我们", "Contact"),
    "contact_note": (
        "遇到问题请联系市人才办，并提供应答头中的 `Request-Id`；"
        "也可凭此编号在“请求日志”中查到该次请求。",
        "If you have a problem, contact the talent office and quote the `Request-Id` header of "
        "the response. You can also find the request by this ID in the request log.",
    ),
    "service": ("服务", "Service"),
    "events_published": ("已发布事件", "Events published"),
    "events_in_lists": ("清单已包含", "Events in lists"),
    "what_it_means": ("含义", "Meaning"),
    "means_answering": ("可读可写，清单为最新。", "Accepting requests; lists are up to date."),
    "means_lagging": (
        "可读可写；清单滞后 {behind} 个事件。",
        "Accepting requests; lists are {behind} events behind.",
    ),
    "means_down": (
        "暂不能写入，请按 `Retry-After` 重试；清单仍可读取。",
        "Not accepting changes. Retry after the time in `Retry-After`. Lists can still be read.",
    ),
    "parked_now": ("待人工处理的事件：{count}", "Events waiting for operator action: {count}"),
    "status_note": (
        "以上为打开本页时的状态。程序可从以下地址读取（无需密钥）：",
        "This is the status when the page was loaded. Programs can read it here, without a key:",
    ),
    "deprecated_routes": ("即将停用的接口", "Deprecated routes"),
    "deprecated_note": (
        "停用前至少一年，应答中即带有 `Deprecation` 和 `Sunset` 头。",
        "At least one year before a route is removed, its responses carry the `Deprecation` and "
        "`Sunset` headers.",
    ),
    "none_deprecated": ("目前没有。", "None at present."),
    "deprecated_between": (
        "自 {since} 起不再推荐使用，{until} 停用，请改用",
        "deprecated since {since}, to be removed on {until}; use",
    ),
    "not_released": ("尚未发布", "Not released yet"),
    "asyncapi_note": (
        "各服务在自己的主题交换机上发布事件，路由键即事件类型；"
        "每个接收方对每个服务有一个持久队列。事件至少投递一次，按 `sequence` 有序且无缺号；"
        "重复投递时 `id` 不变。"
        "财政只接收以 `payout.` 开头的类型，其 `payout_sequence` 连续无缺号。"
        "金额为带币种的十进制数，以元计。事件不含姓名、证件号和账号。",
        "Each service publishes its events on its own topic exchange; the routing key is the "
        "event type. A consumer has one durable queue for each producer. Events are delivered "
        "at least once and in the order of `sequence`, without gaps; an event that is delivered "
        "again keeps its `id`. Finance receives only the types that begin with `payout.`; their "
        "`payout_sequence` has no gaps. Amounts are decimal strings in yuan with their "
        "currency. No event contains a person's name, identity number or account number.",
    ),
    "channel_exchange": ("{producer}的主题交换机", "Topic exchange of {producer}"),
    "channel_queue": (
        "{consumer}接收{producer}事件的队列（仲裁队列）",
        "Quorum queue with the events of {producer} for {consumer}",
    ),
}
