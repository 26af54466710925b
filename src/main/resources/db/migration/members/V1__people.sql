-- Somebody who signs in, known by an e-mail address, whatever its letters' case.
create table members.person (
    id            uuid        primary key,
    email         text        not null,
    name          text        not null check (name <> ''),
    -- Argon2id with its parameters and salt; null until a password is chosen
    password_hash text,
    -- may look into the console of those who run Florin
    admin         boolean     not null default false,
    disabled_at   timestamptz,
    created_at    timestamptz not null
);

create unique index person_by_email on members.person (lower(email));

create table members.membership (
    merchant_id uuid        not null,
    person_id   uuid        not null references members.person,
    role        text        not null check (role in ('owner', 'admin', 'finance', 'developer', 'support', 'read_only')),
    created_at  timestamptz not null,
    primary key (merchant_id, person_id)
);

create index membership_of_person on members.membership (person_id);
