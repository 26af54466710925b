alter table members.person add column signed_in_at timestamptz;

-- One app for codes (RFC 6238) for each person.
create table members.totp (
    person_id    uuid        primary key references members.person,
    -- sealed by the vault
    secret       bytea       not null,
    -- null while it is being set up: it proves nothing yet
    confirmed_at timestamptz,
    -- the time step of the last code that was taken: each is taken once
    last_step    bigint      not null default 0,
    created_at   timestamptz not null
);

create table members.recovery_code (
    person_id uuid        not null references members.person,
    -- SHA-256; the codes are of 80 random bits
    hash      bytea       not null,
    used_at   timestamptz,
    primary key (person_id, hash)
);

-- Credentials of WebAuthn; the names of columns are the specification's.
create table members.passkey (
    id                   bytea       primary key,
    person_id            uuid        not null references members.person,
    name                 text        not null check (name <> ''),
    public_key           bytea       not null,
    signature_count      bigint      not null,
    uv_initialized       boolean     not null,
    backup_eligible      boolean     not null,
    backup_state         boolean     not null,
    transports           text        not null,
    attestation_object   bytea,
    attestation_data     bytea,
    created_at           timestamptz not null,
    last_used_at         timestamptz not null
);

create index passkey_of_person on members.passkey (person_id);

-- How often something was tried in vain, and until when it is not to be tried again.
create table members.failure (
    kind          text        not null,
    subject       text        not null,
    failures      integer     not null,
    blocked_until timestamptz not null,
    last_at       timestamptz not null,
    primary key (kind, subject)
);

create index failure_by_age on members.failure (last_at);

create table members.invitation (
    id          uuid        primary key,
    -- null for the console alone
    merchant_id uuid,
    email       text        not null,
    -- null for the console alone
    role        text        check (role in ('owner', 'admin', 'finance', 'developer', 'support', 'read_only')),
    -- SHA-256 of what is in the link
    token_hash  bytea       not null unique,
    invited_by  text        not null,
    created_at  timestamptz not null,
    sent_at     timestamptz not null,
    expires_at  timestamptz not null,
    accepted_at timestamptz,
    revoked_at  timestamptz,
    check ((merchant_id is null) = (role is null)),
    check (accepted_at is null or revoked_at is null)
);

create index invitation_of_merchant on members.invitation (merchant_id, id);
create unique index invitation_open on members.invitation (merchant_id, lower(email))
    where accepted_at is null and revoked_at is null;

create table members.password_reset (
    token_hash bytea       primary key,
    person_id  uuid        not null references members.person,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at    timestamptz
);

create index password_reset_of_person on members.password_reset (person_id);

-- Sessions, as Spring Session 4.1 has them.
create table members.session (
    primary_id            char(36)     primary key,
    session_id            char(36)     not null unique,
    creation_time         bigint       not null,
    last_access_time      bigint       not null,
    max_inactive_interval integer      not null,
    expiry_time           bigint       not null,
    principal_name        varchar(100)
);

create index session_by_expiry on members.session (expiry_time);
create index session_of_person on members.session (principal_name);

create table members.session_attributes (
    session_primary_id char(36)     not null references members.session on delete cascade,
    attribute_name     varchar(200) not null,
    attribute_bytes    bytea        not null,
    primary key (session_primary_id, attribute_name)
);
