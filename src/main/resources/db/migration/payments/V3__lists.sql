-- A list by mode and status, newest first, without walking along what has another; one by mode alone merges the statuses.
-- The first columns of a row that never change would do for that, but a payment's updates change resolve_after, which is
-- indexed, in any case: what a change of status costs here is one more entry.
create index payment_by_status on payments.payment (merchant_id, livemode, status, id);

-- For those who come with a number that the acquirer or a bank gave them.
create index payment_by_acquirer_reference on payments.payment (merchant_id, acquirer_reference)
    where acquirer_reference is not null;

-- For those who come with a card slip.
create index payment_by_last4 on payments.payment (merchant_id, (card ->> 'last4'), id) where card is not null;

-- One merchant's mix of modes and statuses is not that of all: without these the planner takes a merchant with a million test
-- payments and ten live ones for one with half of each, and walks along all of them.
create statistics payments.payment_mix (mcv) on merchant_id, livemode, status from payments.payment;
