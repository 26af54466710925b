create table webhooks.endpoint (
    merchant_id           uuid        not null,
    id                    uuid        not null,
    livemode              boolean     not null,
    url                   text        not null,
    description           text,
    -- names, or * for all
    events                text[]      not null,
    enabled               boolean     not null,
    -- null where the merchant did it
    disabled_reason       text,
    -- sealed, as is the one that it took the place of, which also signs until its time is over
    secret                bytea       not null,
    previous_secret       bytea,
    previous_secret_until timestamptz,
    -- since the last success
    failures              int         not null default 0,
    failing_since         timestamptz,
    -- nothing is sent by itself until then
    paused_until          timestamptz,
    created_at            timestamptz not null,
    primary key (merchant_id, id)
) with (fillfactor = 70);

-- What happened, in the words in which every endpoint is told.
create table webhooks.event (
    merchant_id uuid        not null,
    id          uuid        not null,
    livemode    boolean     not null,
    name        text        not null,
    object_type text        not null,
    object_id   uuid        not null,
    sequence    int         not null,
    at          timestamptz not null,
    body        text        not null,
    created_at  timestamptz not null,
    primary key (merchant_id, id),
    -- the same happening, told again, is the same event
    unique (merchant_id, object_id, sequence, name)
);

create table webhooks.delivery (
    merchant_id     uuid        not null,
    id              uuid        not null,
    livemode        boolean     not null,
    event_id        uuid        not null,
    event           text        not null,
    endpoint_id     uuid        not null,
    status          text        not null,
    -- all that were made
    attempts        int         not null default 0,
    -- those since it was last begun, which the schedule counts
    tries           int         not null default 0,
    -- when somebody has to send it; while an instance has it in hand, when another may take it
    next_attempt_at timestamptz,
    last_status     int,
    last_error      text,
    created_at      timestamptz not null,
    primary key (merchant_id, id),
    constraint delivery_is_lawful check ((status = 'pending') = (next_attempt_at is not null))
) with (fillfactor = 80);

create index delivery_due on webhooks.delivery (merchant_id, endpoint_id, next_attempt_at)
    where next_attempt_at is not null;

create table webhooks.attempt (
    merchant_id     uuid        not null,
    delivery_id     uuid        not null,
    id              uuid        not null,
    at              timestamptz not null,
    took_ms         int         not null,
    status          int,
    error           text,
    request_headers text        not null,
    answer_headers  text,
    answer          text,
    primary key (merchant_id, delivery_id, id)
);
