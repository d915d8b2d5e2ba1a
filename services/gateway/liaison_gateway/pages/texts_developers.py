"""Keep the texts of the developer portal, in Chinese and in English."""

from __future__ import annotations

DEVELOPERS: dict[str, tuple[str, str]] = {
    "developers": ("开发者", "Developers"),
    "dev_start": ("开始", "Start"),
    "dev_keys": ("测试密钥", "Test keys"),
    "dev_access": ("接口密钥", "Keys"),
    "access_note": (
        "接口密钥可调用本系统；正式环境须经市人才办另一人批准后生效。密钥只显示一次。",
        "These keys call this instance. Where it is live, somebody else of the talent office "
        "approves a key before it opens anything. A key is shown once.",
    ),
    "scopes": ("权限", "Scopes"),
    "days_valid": ("有效天数（最多 {most}）", "Days that it holds ({most} at most)"),
    "ask_for_key": ("申请密钥", "Ask for a key"),
    "approve": ("批准", "Approve"),
    "revoke": ("撤销", "Revoke"),
    "dev_api": ("接口", "API"),
    "dev_events": ("事件", "Events"),
    "dev_webhooks": ("Webhook 控制台", "Webhooks"),
    "dev_requests": ("请求日志", "Requests"),
    "dev_sandbox": ("沙箱", "Sandbox"),
    "dev_clients": ("客户端示例", "Clients"),
    "dev_status": ("运行状态", "Status"),
    "dev_changes": ("变更记录", "Changes"),
    "five_minutes": ("五分钟完成首次调用", "A first answered call in five minutes"),
    "step_key": ("创建测试密钥，只显示一次。", "Make a test key. It is shown once."),
    "step_call": ("用密钥调用接口：", "Call the API with it:"),
    "step_see": ("在下方看到刚才的调用。", "See the call appear below."),
    "step_report": (
        "报送一条履职记录并读回（curl、Python、Java）：",
        "Report a duty and read it back, in curl, Python or Java:",
    ),
    "step_more": (
        "接下来：报送履职记录、登记 Webhook、把沙箱推进到年底。",
        "Then: report duties, register a webhook, let the sandbox's year pass.",
    ),
    "make_key": ("创建测试密钥", "Make a test key"),
    "label": ("名称", "Label"),
    "new_key": ("新密钥，只显示这一次：", "Your new key, shown this once:"),
    "key": ("密钥", "Key"),
    "plays": ("扮演角色", "Plays"),
    "created": ("创建时间（UTC）", "Made (UTC)"),
    "expires": ("到期时间（UTC）", "Over (UTC)"),
    "last_used": ("最近使用（UTC）", "Last used (UTC)"),
    "give_up": ("删除", "Give up"),
    "keys_note": (
        "每个测试密钥有一座独立的虚构城市；正式密钥须经市人才办批准。",
        "Each test key has a made-up city of its own; live keys need the talent office's approval.",
    ),
    "use_key": ("本页使用的密钥", "Key that this page calls with"),
    "use_key_note": (
        "密钥只保存在本浏览器标签页中；不填则以登录身份只读。",
        "It stays in this browser tab; without one you read as who you are signed in.",
    ),
    "use_it": ("使用", "Use it"),
    "needs_script": ("此页需要脚本。", "This page needs script."),
    "type": ("类型", "Type"),
    "says": ("说明", "What it says"),
    "told_by": ("来源", "Told by"),
    "fields": ("字段", "Fields"),
    "field": ("字段", "Field"),
    "form": ("形式", "Form"),
    "example": ("示例", "Example"),
    "schema": ("JSON 模式", "JSON Schema"),
    "asyncapi": ("AsyncAPI 文档", "AsyncAPI document"),
    "download": ("下载", "Download"),
    "channel": ("通道", "Channel"),
    "address": ("地址", "Address"),
    "register_webhook": ("登记 Webhook", "Register a webhook"),
    "url": ("接收地址（https）", "Address (https)"),
    "types_wanted": ("事件类型，留空为全部", "Event types; none means all"),
    "secret_once": ("签名密钥，只显示这一次：", "Signing secret, shown this once:"),
    "deliveries": ("投递记录", "Deliveries"),
    "number": ("编号", "Number"),
    "attempts": ("次数", "Tries"),
    "next_try": ("下次尝试（UTC）", "Next try (UTC)"),
    "settled": ("完成时间（UTC）", "Settled (UTC)"),
    "rotate": ("轮换密钥", "Rotate the secret"),
    "send_sample": ("发送示例", "Send a sample"),
    "sample_sent": ("示例已排队，编号 {number}。", "A sample is on its way, number {number}."),
    "turn_on": ("启用", "Turn on"),
    "turn_off": ("停用", "Turn off"),
    "resend": ("重发", "Resend"),
    "recover": ("补发自", "Recover since"),
    "recovered": ("已补发 {count} 条。", "{count} events are on their way again."),
    "disabled_because": ("停用原因", "Why it is off"),
    "what_was_sent": ("发送内容", "What was sent"),
    "tries": ("历次尝试", "Tries"),
    "answered": ("应答", "Answer"),
    "took": ("耗时", "Took"),
    "find": ("查找", "Find"),
    "when": ("时间（UTC）", "When (UTC)"),
    "route": ("请求", "Request"),
    "status": ("状态码", "Status"),
    "requests_note": (
        "保存三十天；不含请求正文和密钥。",
        "Kept for thirty days, without bodies and keys.",
    ),
    "reset": ("重置", "Reset"),
    "advance": ("推进到", "Let days pass until"),
    "sandbox_was_reset": ("沙箱已重置。", "The sandbox has a new city."),
    "sandbox_is_at": ("沙箱日期为 {day}。", "The sandbox is at {day}."),
    "not_a_day": ("请填写日期。", "Give a day."),
    "no_key_yet": ("尚无测试密钥。", "You have no test key yet."),
    "sandbox_note": (
        "六个虚构工作站；推进日期时，市人才办、领导小组、市政府和财政自动办理。",
        "Six made-up stations. While days pass, the office, the leading group, the government and "
        "finance do their part.",
    ),
    "magic": ("故意失败的取值", "Values that fail on purpose"),
    "value_given": ("取值", "Value"),
    "what_happens": ("结果", "What happens"),
    "waiting": ("等待", "Waiting"),
    "delivered": ("已送达", "Delivered"),
    "clients_note": (
        "示例只用各语言的标准库，可直接运行；密钥和地址取自环境变量。",
        "The examples need nothing but each language's own library, and run as they stand. They "
        "take the key and the address from the environment.",
    ),
    "first_call": ("报送履职记录并读回", "Report a duty and read it back"),
    "first_call_note": (
        "写入须附 `Idempotency-Key`：网络中断后用同一值重试，不会重复登记。",
        "A write carries an `Idempotency-Key`: tried again with the same value after a broken "
        "connection, it is recorded once.",
    ),
    "nightly_sync": ("每晚同步", "Synchronise every night"),
    "nightly_sync_note": (
        "按 `updated_since` 增量读取，逐页直至最后一页；两次运行之间重叠一小时。",
        "Read what changed by `updated_since`, page by page; let runs overlap by an hour.",
    ),
    "verify_webhook": ("核验 Webhook 签名", "Check a webhook's signature"),
    "verify_webhook_note": (
        "按 Standard Webhooks 1.0 核验；轮换密钥期间有多个签名，任一相符即可。",
        "By Standard Webhooks 1.0. While a secret is rotated there are several signatures; one "
        "that fits is enough.",
    ),
    "contact": ("联系我们", "Contact"),
    "contact_note": (
        "遇到问题请联系市人才办，并提供应答头中的 `Request-Id`；在“请求日志”中可按它查到该次请求。",
        "Tell the talent office, with the `Request-Id` of the answer. The request log finds a "
        "request by it.",
    ),
    "service": ("服务", "Service"),
    "told_so_far": ("已发事件", "Events told"),
    "shown_so_far": ("清单已含", "Shown by lists"),
    "what_it_means": ("含义", "What it means"),
    "means_answering": ("可读可写，清单为最新。", "It takes commands, and lists show all of it."),
    "means_lagging": (
        "可读可写；清单还差 {behind} 个事件。",
        "It takes commands; lists still lack {behind} events.",
    ),
    "means_down": (
        "暂不能写入，请按 `Retry-After` 重试；清单仍可读取。",
        "It takes no commands now: try again after `Retry-After`. Lists can be read.",
    ),
    "parked_now": ("待人工处理的事件：{count}", "Events that wait for a person: {count}"),
    "status_note": (
        "以上为打开本页时的状态。程序可读取（无需密钥）：",
        "This is how it was when the page was opened. Programs ask here, without a key:",
    ),
    "going": ("即将停用的接口", "Routes that go"),
    "going_note": (
        "停用前至少一年，应答即带 `Deprecation` 和 `Sunset` 头。",
        "A year before at least, answers carry the headers `Deprecation` and `Sunset`.",
    ),
    "none_goes": ("目前没有。", "None now."),
    "goes": (
        "自 {since} 起不再推荐，{until} 停用，改用",
        "since {since}, until {until}; instead use",
    ),
    "not_released": ("尚未发布", "Not yet released"),
    "asyncapi_note": (
        "各服务在自己的主题交换机上发布事件，路由键即事件类型；每个接收方对每个服务有一个持久队列。"
        "至少投递一次，按 `sequence` 有序且无缺号；重复投递时 `id` 不变。财政只接收以 `payout.` "
        "开头的类型，其 `payout_sequence` 连续无缺号。金额为带币种的十进制元。"
        "事件不含姓名、证件号和账号。",
        "Every service tells what happened on a topic exchange of its own; the routing key is the "
        "event type. A consumer has one durable queue for each producer. Delivery is at least once "
        "and in the order of `sequence`, without gaps; `id` is the same however often an event "
        "comes. Finance hears the types that begin with `payout.`; their `payout_sequence` has no "
        "gaps. "
        "Money is a decimal string of yuan with its currency. No event carries a person's name, "
        "identity number or account number.",
    ),
    "channel_exchange": ("{producer}的主题交换机", "The topic exchange of {producer}"),
    "channel_queue": (
        "{hearer}接收{producer}事件的队列（仲裁队列）",
        "What {hearer} hears of {producer}: a quorum queue",
    ),
}
