-- As with payments: one function, as PostgreSQL reads the expression of a check anew for every statement.
create function disputes.is_lawful(previous text, status text, amount bigint, asking text, asked boolean, due boolean,
    submitted boolean, closed boolean) returns boolean language plpgsql immutable as $$
begin
    return amount between 1 and 999999999999
        -- something is being told under a reference, and somebody will find out what became of it, or nothing is
        and (asking is null and not asked and not due
            or asking in ('evidence', 'acceptance') and asked and due and status = 'needs_response')
        and (status <> 'under_review' or submitted)
        and closed = (status in ('won', 'lost', 'accepted'))
        -- forward only
        and case previous
            when 'needs_response' then status in ('needs_response', 'under_review', 'won', 'lost', 'accepted')
            when 'under_review' then status in ('under_review', 'won', 'lost', 'accepted')
            else status = previous and status in ('won', 'lost', 'accepted')
        end;
end $$;

create table disputes.dispute (
    merchant_id        uuid        not null,
    id                 uuid        not null,
    livemode           boolean     not null,
    payment_id         uuid        not null,
    order_id           uuid        not null,
    gateway            text        not null,
    acquirer_reference text        not null,
    status             text        not null,
    previous_status    text        not null,
    amount             bigint      not null,
    currency           char(3)     not null,
    -- of money that an acquirer took after it had declined
    late               boolean     not null,
    reason             text        not null,
    -- by the acquirer's clock
    opened_at          timestamptz not null,
    created_at         timestamptz not null,
    due_by             timestamptz not null,
    submitted_at       timestamptz,
    closed_at          timestamptz,
    -- what the acquirer is being told, and under which reference
    asking             text,
    asking_reference   uuid,
    error_code         text,
    error_message      text,
    -- the number of the last event of its stream: the row is that stream, folded
    version            int         not null,
    -- when somebody has to tell it again; null when nothing is open
    resolve_after      timestamptz,
    resolve_tries      int         not null default 0,
    primary key (merchant_id, id),
    -- each update writes the status that it found beside the one that it sets
    constraint dispute_is_lawful check (disputes.is_lawful(previous_status, status, amount, asking,
        asking_reference is not null, resolve_after is not null, submitted_at is not null, closed_at is not null))
) with (fillfactor = 80);

-- Told twice, by a callback and by a list, it is one
create unique index dispute_by_acquirer_reference on disputes.dispute (merchant_id, livemode, gateway, acquirer_reference);
create index dispute_of_payment on disputes.dispute (merchant_id, payment_id);
create index dispute_by_status on disputes.dispute (merchant_id, livemode, status, id);
create index dispute_to_answer on disputes.dispute (merchant_id, livemode, due_by) where status = 'needs_response';
create index dispute_to_resolve on disputes.dispute (resolve_after) where resolve_after is not null;

-- Append-only and kept for good.
create table disputes.event (
    merchant_id uuid        not null,
    dispute_id  uuid        not null,
    seq         int         not null,
    type        text        not null,
    at          timestamptz not null,
    data        jsonb       not null,
    stored_at   timestamptz not null default now(),
    primary key (merchant_id, dispute_id, seq)
);

-- What is written before it is submitted; what was submitted is in the stream.
create table disputes.draft (
    merchant_id uuid        not null,
    dispute_id  uuid        not null,
    texts       jsonb       not null,
    changed_at  timestamptz not null,
    primary key (merchant_id, dispute_id)
);

create table disputes.file (
    merchant_id uuid        not null,
    dispute_id  uuid        not null,
    id          uuid        not null,
    name        text        not null,
    media_type  text        not null,
    size        int         not null,
    sha256      text        not null,
    content     bytea       not null,
    added_at    timestamptz not null,
    primary key (merchant_id, id),
    constraint file_is_lawful check (size = octet_length(content) and size between 1 and 5242880
        and media_type in ('application/pdf', 'image/png', 'image/jpeg'))
);
create index file_of_dispute on disputes.file (merchant_id, dispute_id, id);
alter table disputes.file alter column content set storage external; -- compressed already

-- Up to where each gateway has been asked what happened, by the acquirer's clock
create table disputes.asked (
    gateway text        primary key,
    up_to   timestamptz not null
);
