-- Events on their way from one module to another, one row for each listener, deleted when it has done with it
create table public.event_publication (
    id                     uuid        primary key,
    listener_id            text        not null,
    event_type             text        not null,
    serialized_event       text        not null,
    publication_date       timestamptz not null,
    status                 text        not null,
    completion_attempts    int         not null default 1,
    last_resubmission_date timestamptz
);

create index publication_to_recover on public.event_publication
    ((coalesce(last_resubmission_date, publication_date))) where status <> 'FAILED';
create index publication_to_resubmit on public.event_publication (publication_date) where status = 'FAILED';

-- What its listener failed on ten times: for a person to look at
create table public.dead_publication (
    id                     uuid        primary key,
    listener_id            text        not null,
    event_type             text        not null,
    serialized_event       text        not null,
    publication_date       timestamptz not null,
    completion_attempts    int         not null,
    died_at                timestamptz not null
);
