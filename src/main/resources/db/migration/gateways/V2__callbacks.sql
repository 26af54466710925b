-- What acquirers say of their own accord: kept before they are answered, each event once, then passed on to the module
-- whose instruction it is about. The acquirer's id leads, not the merchant's: it is known before we know whom it concerns.
create table gateways.callback (
    gateway     text        not null,
    event       text        not null, -- the acquirer's id, the same whenever it is sent; a hash where there was none
    type        text,
    received_at timestamptz not null,
    body        text        not null, -- masked, for people: what is passed on is below
    merchant_id uuid,                 -- as the acquirer tells it
    livemode    boolean,
    operation   text,
    subject     uuid,                 -- the authorisation
    reference   uuid,                 -- of the instruction
    outcome     jsonb,
    state       text        not null, -- pending, done, orphaned, failed, unknown_type, unreadable
    tries       int         not null default 0,
    next_try_at timestamptz,          -- when somebody has to pass it on; null when nobody will
    error       text,
    primary key (gateway, event)
);

create index callback_to_pass_on on gateways.callback (next_try_at) where next_try_at is not null;
-- For the purge of what is done, and for whoever looks at what is not
create index callback_by_state on gateways.callback (state, received_at) where state <> 'pending';
