"""List the routes of the gateway's own commands in `/v1`."""

from __future__ import annotations

from functools import partial

from liaison_contracts import gateway
from liaison_gateway.access import account_acts, keys
from liaison_gateway.exchange.webhooks import registration
from liaison_gateway.v1.operating import parked
from liaison_gateway.v1.own.route import OwnRoute

_account = partial(OwnRoute, tag="accounts")
_key = partial(OwnRoute, tag="keys")
_webhook = partial(OwnRoute, tag="webhooks")
_import = partial(OwnRoute, tag="imports")
_day = partial(OwnRoute, tag="instance", asks_services=True)
_parked = partial(OwnRoute, tag="operations", asks_services=True)
_finance = partial(OwnRoute, tag="incentives", asks_services=True)
_feed = partial(OwnRoute, tag="assessment", asks_services=True)
_sandbox = partial(OwnRoute, tag="sandbox", asks_services=True, given=("test_key_id",))
PARKED = "/services/<service>/parked-events"
FEED = "/stations/<station_code>/calendar-feed"
HOOK = "/webhooks/<endpoint_id>"

ACCOUNT_ROUTES = (
    _account("/accounts", gateway.AddAccount, status=201),
    _account("/accounts", gateway.ListAccounts, "GET", rows="whole"),
    _account("/accounts/<person_ref>", gateway.GetAccount, "GET", edited=account_acts.edited_of),
    _account(
        "/accounts/<person_ref>",
        gateway.ChangeAccount,
        "PUT",
        edited=account_acts.edited_of,
        needs_version=True,
    ),
    _account("/accounts/<person_ref>/sign-outs", gateway.SignOutAccount),
    _account("/accounts/<person_ref>/second-factor-removals", gateway.RemoveSignInFactor),
    _account("/accounts/<person_ref>/passwords", gateway.RenewPassword, status=201),
)
KEY_ROUTES = (
    _key("/keys", gateway.IssueKey, status=201),
    _key("/keys", gateway.ListKeys, "GET", rows="whole"),
    _key("/keys/<key_id>", gateway.GetKey, "GET", edited=keys.edited_of),
    _key("/keys/<key_id>/approvals", gateway.ApproveKey, may_name_version=True),
    _key("/keys/<key_id>/rotations", gateway.RotateKey, status=201, may_name_version=True),
    _key("/keys/<key_id>/revocations", gateway.RevokeKey, may_name_version=True),
)
WEBHOOK_ROUTES = (
    _webhook("/webhooks", gateway.RegisterWebhook, status=201),
    _webhook("/webhooks", gateway.ListWebhooks, "GET", rows="whole"),
    _webhook(HOOK, gateway.GetWebhook, "GET", edited=registration.edited_of),
    _webhook(HOOK, gateway.ChangeWebhook, "PUT", edited=registration.edited_of, needs_version=True),
    _webhook(HOOK, gateway.DeleteWebhook, "DELETE", 204, may_name_version=True),
    _webhook(f"{HOOK}/rotations", gateway.RotateWebhookSecret, may_name_version=True),
    _webhook(f"{HOOK}/activations", gateway.ActivateWebhook, may_name_version=True),
    _webhook(f"{HOOK}/deactivations", gateway.DeactivateWebhook, may_name_version=True),
    _webhook(f"{HOOK}/samples", gateway.SendWebhookSample),
    _webhook(f"{HOOK}/deliveries", gateway.ListDeliveries, "GET", rows="after"),
    _webhook(f"{HOOK}/deliveries/<int:sequence>", gateway.GetDelivery, "GET"),
    _webhook(f"{HOOK}/deliveries/<int:sequence>/resends", gateway.ResendDelivery),
    _webhook(f"{HOOK}/recoveries", gateway.RecoverWebhook),
)
IMPORT_ROUTES = (
    _import(
        "/imports",
        gateway.OpenImport,
        status=202,
        status_again=200,
        location="/v1/imports/{import_id}",
    ),
    _import("/imports", gateway.ListImports, "GET", rows="whole"),
    _import("/imports/<import_id>", gateway.GetImport, "GET"),
    _import("/imports/<import_id>/errors", gateway.ListImportErrors, "GET", rows="after"),
)
OPERATING_ROUTES = (
    _day("/instance/day", gateway.AdvanceDay),
    _day("/instance/closings", gateway.CloseDay),
    _parked(PARKED, gateway.ListParkedEvents, "GET", rows="whole"),
    _parked(f"{PARKED}/<parked_id>", gateway.GetParkedEvent, "GET", edited=parked.edited_of),
    _parked(f"{PARKED}/<parked_id>/retries", gateway.RetryParkedEvent, may_name_version=True),
    _parked(f"{PARKED}/<parked_id>/removals", gateway.DiscardParkedEvent, may_name_version=True),
    _finance("/finance-answers", gateway.ListFinanceAnswers, "GET", rows="whole"),
    _finance("/finance-answers/<refusal_id>/retries", gateway.RetryFinanceAnswer),
    _feed(FEED, gateway.MakeCalendarFeed, status=201),
    _feed(FEED, gateway.RevokeCalendarFeed, "DELETE", 204),
)
SANDBOX_ROUTES = (
    _sandbox("/sandbox/resets", gateway.ResetSandbox),
    _sandbox("/sandbox/advances", gateway.AdvanceSandbox),
)
OWN_ROUTES: tuple[OwnRoute, ...] = (
    *ACCOUNT_ROUTES,
    *KEY_ROUTES,
    *WEBHOOK_ROUTES,
    *IMPORT_ROUTES,
    *OPERATING_ROUTES,
)
"""All but those of sandboxes, which a test key alone carries out."""
