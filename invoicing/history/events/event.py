"""Every event there is."""

from __future__ import annotations

from invoicing.history.events import approvals, contract_end, documents, mailboxes, transmissions
from invoicing.history.events.workbook import Begun

FolderEvents = documents.FolderReserved | documents.FolderMade
DocumentEvents = (
    documents.Seen
    | documents.Numbered
    | documents.Filed
    | documents.Locked
    | documents.ActionTaken
    | documents.Previewed
    | documents.PreviewFiled
    | FolderEvents
)
DeliveryEvents = (
    transmissions.CameBack
    | transmissions.Delayed
    | transmissions.WasRead
    | transmissions.WasAnswered
)
SendingEvents = (
    transmissions.Drafted
    | transmissions.DraftDropped
    | transmissions.Leaving
    | transmissions.Sent
    | transmissions.FateUnknown
    | transmissions.LaidOut
    | transmissions.AtHand
    | transmissions.Delivered
    | transmissions.Attempted
)
TransmissionEvents = SendingEvents | DeliveryEvents
ArrivalEvents = approvals.Replied | approvals.Bounced
ApprovalEvents = (
    approvals.DetailsTrusted
    | approvals.Requested
    | approvals.DraftFiled
    | approvals.Answered
    | ArrivalEvents
    | approvals.Muted
    | approvals.Consented
    | approvals.Agreed
    | approvals.Forgotten
    | approvals.Restarted
    | approvals.Gone
    | approvals.Withdrawn
)
StepEvents = (
    contract_end.ClosureConfirmed
    | contract_end.BillingStopped
    | contract_end.MailForwarded
    | contract_end.KitLaid
    | contract_end.CredentialsGiven
    | contract_end.ReceiptNoted
    | contract_end.LetGo
    | contract_end.StepRestored
)
AttemptEvents = (
    contract_end.ForwardingBegun
    | contract_end.ForwardingRequested
    | contract_end.ForwardingTurnedOn
    | contract_end.AutoReplySet
    | contract_end.KitReserved
    | contract_end.KitVolumeLaid
    | contract_end.CredentialsReserved
    | contract_end.SecretsDestroyed
    | contract_end.OtherAttempt
)
ContractEvents = StepEvents | AttemptEvents | contract_end.Reopened
MailboxEvents = mailboxes.MailboxRead | mailboxes.MailboxDied | mailboxes.MailboxBack

Event = (
    Begun | DocumentEvents | TransmissionEvents | ApprovalEvents | ContractEvents | MailboxEvents
)
