-- What needs an operator, or did. One row for each time that it did.
create table alerts.alert (
    id            uuid        primary key,
    -- together they say what it is about; stable
    name          text        not null,
    key           text        not null,
    -- which watch saw it: as long as that one fails, nothing is known of it
    watch         text        not null,
    severity      text        not null check (severity in ('warning', 'critical')),
    summary       text        not null,
    what_to_do    text        not null,
    href          text,
    first_seen_at timestamptz not null,
    seen_at       timestamptz not null,
    -- null until it has stood long enough to be an alert
    opened_at     timestamptz,
    ended_at      timestamptz,
    -- how many looks in a row have not found it
    missed        int         not null default 0,
    -- when the operator was last told that it is open, and how severe it was then
    told_at       timestamptz,
    told_severity text
);

-- Of those that stand there is one of each
create unique index alert_standing on alerts.alert (name, key) where ended_at is null;
create index alert_ended on alerts.alert (ended_at, id) where ended_at is not null;

-- What a person does not want to be told of for a while
create table alerts.silence (
    name   text        not null,
    key    text        not null,
    until  timestamptz not null,
    reason text        not null,
    person text        not null,
    primary key (name, key)
);

-- What the operator is told, by each way: kept until it has been
create table alerts.notice (
    id         uuid        primary key,
    alert_id   uuid        not null references alerts.alert on delete cascade,
    kind       text        not null check (kind in ('opened', 'still_open', 'ended')),
    way        text        not null check (way in ('email', 'webhook')),
    severity   text        not null,
    summary    text        not null,
    made_at    timestamptz not null,
    -- null once it was told
    due_at     timestamptz,
    tries      int         not null default 0,
    last_error text
);
create index notice_due on alerts.notice (due_at) where due_at is not null;
create index notice_of_alert on alerts.notice (alert_id);

-- When all watches were asked last; its lock keeps two that ask at once apart
create table alerts.look (
    only_row boolean     primary key default true check (only_row),
    at       timestamptz not null
);
insert into alerts.look (at) values ('-infinity');
