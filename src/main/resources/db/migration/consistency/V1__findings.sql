-- How far each check has come.
create table consistency.progress (
    name            text primary key,
    -- by the database's clock, exclusive: what was stored before has been looked at
    up_to           timestamptz,
    -- the last look at what was new
    ran_at          timestamptz,
    ran_ms          int         not null default 0,
    ran_over        bigint      not null default 0,
    -- why a check could not look; null if it could the last time
    failure         text,
    -- somebody, or the first start, wants everything looked at
    wanted          boolean     not null default false,
    -- the look at everything that is under way: since when, how far, over how much
    walk_begun_at   timestamptz,
    walk_after      text,
    walk_over       bigint      not null default 0,
    walk_ms         bigint      not null default 0,
    -- the last one that came to its end
    whole_begun_at  timestamptz,
    whole_ended_at  timestamptz,
    whole_over      bigint      not null default 0,
    whole_ms        bigint      not null default 0
);

-- What was found. Never many: where everything is broken, some are kept and the rest is counted.
create table consistency.finding (
    id              uuid        primary key,
    name            text        not null,
    merchant_id     uuid,
    livemode        boolean,
    subject         text        not null,
    aspect          text        not null,
    expected        text        not null,
    actual          text        not null,
    first_seen_at   timestamptz not null,
    last_seen_at    timestamptz not null,
    -- a later look found it mended
    resolved_at     timestamptz,
    -- somebody knows, and has said why it may stand
    acknowledged_at timestamptz,
    acknowledged_by text,
    reason          text,
    check ((acknowledged_at is null) = (reason is null))
);
create unique index finding_open on consistency.finding
    (name, subject, aspect, coalesce(merchant_id, '00000000-0000-0000-0000-000000000000'), coalesce(livemode, false))
    where resolved_at is null;
create index finding_resolved on consistency.finding (resolved_at) where resolved_at is not null;

-- What looking after stuck payments and refunds found and did; a row for each time that there were any.
create table consistency.sweep (
    what       text        not null, -- payments, refunds
    at         timestamptz not null,
    found      int         not null,
    asked      int         not null,
    decided    jsonb       not null, -- how many came to which status
    open_still int         not null,
    took_ms    bigint      not null,
    primary key (what, at)
);
