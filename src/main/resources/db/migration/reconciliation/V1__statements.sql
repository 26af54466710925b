-- Whose statements are read, how, and which account of the ledger they clear: one for each gateway.
create table reconciliation.source (
  merchant_id uuid        not null,
  id          uuid        not null,
  livemode    boolean     not null,
  name        text        not null,
  gateway     text        not null,
  format      text        not null check (format in ('csv', 'camt053', 'mt940')),
  columns     jsonb       not null, -- how a CSV file is read
  zone        text        not null, -- in which its days begin
  tolerance   bigint      not null check (tolerance >= 0),
  days        int         not null check (days between 0 and 30),
  fetched     boolean     not null, -- asked for every night
  since       date,                 -- the first day that a statement tells of; null before the first
  covered_to  date,                 -- and the last
  taken_to    timestamptz,          -- movements of the ledger posted before are in reconciliation.expected
  created_at  timestamptz not null,
  primary key (merchant_id, id),
  unique (merchant_id, livemode, gateway)
);

create table reconciliation.statement (
  merchant_id uuid        not null,
  id          uuid        not null,
  livemode    boolean     not null,
  source_id   uuid        not null,
  file_name   text        not null,
  sha256      bytea       not null,
  size        bigint      not null check (size > 0),
  status      text        not null check (status in ('received', 'reading', 'read', 'refused')),
  -- how far it is read: items of the file, among them bad lines and such as were known from another statement
  items       int         not null default 0,
  bytes       bigint      not null default 0,
  entries     int         not null default 0,
  bad         int         not null default 0,
  known       int         not null default 0,
  from_day    date,
  to_day      date,
  given_to    date,                           -- the last day that it tells of, where the sender says so
  given_from  date,
  opening     bigint,
  closing     bigint,
  currency    char(3),
  moved       bigint      not null default 0, -- sum of the lines of that currency
  fault       text,                           -- why it is refused
  fault_code  text,
  created_at  timestamptz not null,
  read_at     timestamptz,
  matched_at  timestamptz,
  primary key (merchant_id, id),
  unique (merchant_id, source_id, sha256),
  check ((status = 'refused') = (fault is not null))
);
create index statement_to_read on reconciliation.statement (created_at) where status in ('received', 'reading');
create index statement_to_match on reconciliation.statement (read_at) where status = 'read' and matched_at is null;

-- The file as it came, a mebibyte a row.
create table reconciliation.part (
  merchant_id  uuid  not null,
  statement_id uuid  not null,
  number       int   not null,
  content      bytea not null,
  primary key (merchant_id, statement_id, number)
);

create table reconciliation.bad_line (
  merchant_id  uuid not null,
  statement_id uuid not null,
  line         int  not null,
  what         text not null,
  mend         text not null,
  primary key (merchant_id, statement_id, line)
);

-- A line of a statement: what the bank or the acquirer says that it paid (above zero) or took.
create table reconciliation.entry (
  merchant_id  uuid   not null,
  id           uuid   not null,
  livemode     boolean not null,
  source_id    uuid   not null,
  statement_id uuid   not null,
  line         int    not null,
  -- by which overlapping statements do not double it: the bank's id or what it says, and how often before in the file
  identity     text   not null,
  booked_on    date   not null,
  amount       bigint not null,
  fee          bigint not null check (fee >= 0), -- kept back from the amount
  currency     char(3) not null,
  reference    text,
  key          uuid,  -- what the reference names of ours
  bank_id      text,
  description  text   not null,
  state        text   not null check (state in ('new', 'matched', 'unknown', 'mismatched', 'duplicate', 'settled')),
  how          text   check (how in ('reference', 'amount', 'batch')),
  days_late    int,
  match_id     uuid,
  primary key (merchant_id, id),
  unique (merchant_id, source_id, identity),
  check ((state = 'matched') = (match_id is not null and how is not null and days_late is not null))
) with (fillfactor = 80);
create index entry_of_statement on reconciliation.entry (merchant_id, statement_id, line);
create index entry_by_key on reconciliation.entry (merchant_id, source_id, key) where key is not null;
create index entry_by_day on reconciliation.entry (merchant_id, source_id, booked_on);
create index entry_undecided on reconciliation.entry (merchant_id, source_id, id) where state = 'new';
create index entry_by_match on reconciliation.entry (merchant_id, match_id) where match_id is not null;

-- A movement of the ledger's account that a statement should tell of.
create table reconciliation.expected (
  merchant_id uuid    not null,
  source_id   uuid    not null,
  subject     uuid    not null,
  transfer_id uuid    not null,
  livemode    boolean not null,
  reference   uuid    not null, -- under which the acquirer was asked
  kind        text    not null,
  amount      bigint  not null check (amount <> 0),
  currency    char(3) not null,
  posted_at   timestamptz not null,
  day         date    not null,
  state       text    not null check (state in ('awaited', 'matched', 'missing', 'mismatched', 'settled')),
  match_id    uuid,
  primary key (merchant_id, source_id, subject, transfer_id),
  check ((state = 'matched') = (match_id is not null))
) with (fillfactor = 80);
create index expected_by_reference on reconciliation.expected (merchant_id, source_id, reference);
create index expected_by_day on reconciliation.expected (merchant_id, source_id, day);
create index expected_open on reconciliation.expected (merchant_id, source_id, day) where state in ('awaited', 'missing');
create index expected_by_match on reconciliation.expected (merchant_id, match_id) where match_id is not null;

-- What does not agree, until somebody has settled it or a later statement explains it.
create table reconciliation.exception (
  merchant_id uuid        not null,
  id          uuid        not null,
  livemode    boolean     not null,
  source_id   uuid        not null,
  result      text        not null
    check (result in ('missing_in_bank', 'missing_in_ours', 'amount_mismatch', 'duplicate')),
  status      text        not null check (status in ('open', 'settled', 'explained')),
  entry_id    uuid,
  subject     uuid,
  transfer_id uuid,
  bank_amount bigint,
  our_amount  bigint,
  currency    char(3)     not null,
  day         date        not null,
  opened_at   timestamptz not null,
  wait_until  date,
  action      text check (action in ('accept', 'adjust', 'refund')),
  closed_at   timestamptz,
  primary key (merchant_id, id),
  check (entry_id is not null or subject is not null),
  check ((status = 'open') = (closed_at is null)),
  check ((status = 'settled') = (action is not null))
);
create unique index exception_of_entry on reconciliation.exception (merchant_id, entry_id)
  where entry_id is not null and status <> 'explained';
create unique index exception_of_expected on reconciliation.exception (merchant_id, source_id, subject, transfer_id)
  where result = 'missing_in_bank' and status <> 'explained';
create index exception_open on reconciliation.exception (merchant_id, livemode, id) where status = 'open';
create index exception_by_day on reconciliation.exception (merchant_id, source_id, day);

-- What people did about it: added, never changed.
create table reconciliation.decision (
  merchant_id  uuid        not null,
  exception_id uuid        not null,
  id           uuid        not null,
  action       text        not null check (action in ('accept', 'adjust', 'refund', 'wait', 'undo')),
  reason       text        not null check (length(reason) between 1 and 500),
  person       text        not null,
  wait_until   date,
  refund_id    uuid,
  decided_at   timestamptz not null,
  primary key (merchant_id, exception_id, id)
);
