-- As with payments: by mode and status, newest first, and by what the acquirer calls it.
create index refund_by_status on refunds.refund (merchant_id, livemode, status, id);
create index refund_by_acquirer_reference on refunds.refund (merchant_id, acquirer_reference)
    where acquirer_reference is not null;
