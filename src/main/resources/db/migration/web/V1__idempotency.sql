create table web.idempotency_key (
    merchant_id  uuid        not null,
    livemode     boolean     not null,
    key          text        not null check (length(key) between 1 and 255),
    fingerprint  bytea       not null,
    -- what the request began; null when effect and answer were one transaction
    resource     uuid,
    leased_until timestamptz,
    -- the answer; null while it is being worked out
    status       smallint,
    body         text,
    created_at   timestamptz not null,
    primary key (merchant_id, livemode, key),
    check ((status is null) = (body is null)),
    check (status is not null or (resource is not null and leased_until is not null))
) with (fillfactor = 85);

create index idempotency_key_age on web.idempotency_key (created_at);
