create table web.idempotency_key (
    merchant_id  uuid        not null,
    livemode     boolean     not null,
    key          text        not null,
    fingerprint  bytea       not null,
    -- what the request began; null when effect and answer were one transaction
    resource     uuid,
    leased_until timestamptz,
    -- the answer; null while it is being worked out
    status       smallint,
    body         text,
    created_at   timestamptz not null,
    primary key (merchant_id, livemode, key),
    check (num_nulls(status, body) <> 1 and (status is not null or num_nulls(resource, leased_until) = 0))
) with (fillfactor = 85);

create index idempotency_key_age on web.idempotency_key (created_at);
