-- For those who ask why payments fail: a code that few or none have is found without walking along all that failed. Whatever
-- succeeds pays nothing for it.
create index payment_by_error on payments.payment (merchant_id, livemode, error_code, id) where error_code is not null;
