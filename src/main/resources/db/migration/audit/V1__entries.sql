-- Each entry's hash covers the one before it in its chain: a merchant's, or the platform's (all zeros).
create table audit.entry (
  chain      uuid        not null,
  seq        bigint      not null check (seq > 0),
  id         uuid        not null,
  at         timestamptz not null,
  live       boolean,
  actor_kind text        not null,
  actor_id   uuid,
  actor_name text        not null,
  action     text collate "C" not null,
  subject    text,
  before     json,                 -- json and not jsonb: the hash is over the text as it was written
  after      json,
  ip         text,
  user_agent text,
  request    text,
  hash       char(64)    not null,
  primary key (chain, seq)
);

create unique index entry_by_time on audit.entry (chain, id);
create index entry_of_all on audit.entry (id);
create index entry_by_subject on audit.entry (subject, id);
create index entry_by_actor on audit.entry (lower(actor_name), id);
create index entry_by_action on audit.entry (action, id);

-- Up to where a chain was found sound: what came before cannot be taken away any more without being missed.
create table audit.checkpoint (
  chain uuid        not null,
  seq   bigint      not null,
  hash  char(64)    not null,
  at    timestamptz not null,
  primary key (chain, seq)
);

-- What looking at all chains came to.
create table audit.verification (
  id      uuid        primary key,
  at      timestamptz not null,
  whole   boolean     not null,
  chains  bigint      not null,
  entries bigint      not null,
  breaks  json        not null
);

-- Added, never changed. Where migrations have a role of their own, the application's gets no more than this leaves.
revoke update, delete, truncate on audit.entry, audit.checkpoint, audit.verification from current_user;
