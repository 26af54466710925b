-- The attempt tokens that were used, each with the payment that it began: a token begins one payment.
create table checkout.attempt (
    merchant_id uuid        not null,
    order_id    uuid        not null,
    -- how many attempts the order had when the token was issued
    number      int         not null,
    payment_id  uuid        not null,
    created_at  timestamptz not null,
    primary key (merchant_id, order_id, number)
);
