-- A list by mode and status, newest first, without walking along what has another; one by mode alone merges the statuses.
-- The first columns of a row that never change would do for that, but a payment's updates change resolve_after, which is
-- indexed, in any case: what a change of status costs here is one more entry.
create index payment_by_status on payments.payment (merchant_id, livemode, status, id);

-- For those who come with a number that the acquirer or a bank gave them.
create index payment_by_acquirer_reference on payments.payment (merchant_id, acquirer_reference)
    where acquirer_reference is not null;

-- For those who come with a card slip.
create index payment_by_last4 on payments.payment (merchant_id, (card ->> 'last4'), id) where card is not null;
