"""Map each of the gateway's own commands to its act."""

from __future__ import annotations

from liaison_contracts import gateway
from liaison_gateway.access import account_acts, keys
from liaison_gateway.access.work import Acts
from liaison_gateway.exchange.feeds import tokens
from liaison_gateway.exchange.imports import jobs
from liaison_gateway.exchange.webhooks import console, registration
from liaison_gateway.v1.operating import days, finance_answers, parked

OWN_ACTS: Acts = {
    gateway.AddAccount: account_acts.add,
    gateway.ListAccounts: account_acts.listed,
    gateway.GetAccount: account_acts.shown,
    gateway.ChangeAccount: account_acts.change,
    gateway.SignOutAccount: account_acts.sign_out,
    gateway.RemoveSignInFactor: account_acts.remove_factor,
    gateway.RenewPassword: account_acts.renew_password,
    gateway.IssueKey: keys.issue,
    gateway.ListKeys: keys.listed,
    gateway.GetKey: keys.shown,
    gateway.ApproveKey: keys.approve,
    gateway.RotateKey: keys.rotate,
    gateway.RevokeKey: keys.revoke,
    gateway.RegisterWebhook: registration.register,
    gateway.ListWebhooks: registration.listed,
    gateway.GetWebhook: registration.shown,
    gateway.ChangeWebhook: registration.change,
    gateway.DeleteWebhook: registration.remove,
    gateway.RotateWebhookSecret: registration.rotate,
    gateway.ActivateWebhook: registration.activate,
    gateway.DeactivateWebhook: registration.deactivate,
    gateway.SendWebhookSample: console.send_sample,
    gateway.ListDeliveries: console.listed,
    gateway.GetDelivery: console.shown,
    gateway.ResendDelivery: console.resend,
    gateway.RecoverWebhook: console.recover,
    gateway.OpenImport: jobs.open_job,
    gateway.ListImports: jobs.listed,
    gateway.GetImport: jobs.shown,
    gateway.ListImportErrors: jobs.refused_rows,
    gateway.MakeCalendarFeed: tokens.make,
    gateway.RevokeCalendarFeed: tokens.revoke,
    gateway.AdvanceDay: days.advance,
    gateway.CloseDay: days.close,
    gateway.ListParkedEvents: parked.listed,
    gateway.GetParkedEvent: parked.shown,
    gateway.RetryParkedEvent: parked.retry,
    gateway.DiscardParkedEvent: parked.discard,
    gateway.ListFinanceAnswers: finance_answers.listed,
    gateway.RetryFinanceAnswer: finance_answers.retry,
}
"""Test keys and their sandboxes stand on the floor above, with the developer portal."""
