-- Deliveries to an endpoint that failed and are to be sent again, some at a time
create table webhooks.replay (
    merchant_id uuid        not null,
    id          uuid        not null,
    livemode    boolean     not null,
    endpoint_id uuid        not null,
    since       timestamptz,
    -- how many had failed, and how many of them have been begun anew
    total       int         not null,
    begun       int         not null,
    -- the last delivery that was
    done_to     uuid,
    created_at  timestamptz not null,
    finished_at timestamptz,
    primary key (merchant_id, id)
);
create unique index replay_under_way on webhooks.replay (merchant_id, endpoint_id) where finished_at is null;

-- For replays, and lists of what failed among much that did not
create index delivery_failed on webhooks.delivery (merchant_id, livemode, id) where status = 'failed';
