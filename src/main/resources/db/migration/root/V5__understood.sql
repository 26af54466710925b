-- Why a listener failed, masked, for whoever has to understand it
alter table public.event_publication
    add column failure   text,
    add column failed_at timestamptz;

alter table public.dead_publication
    add column failure      text,
    add column failed_at    timestamptz,
    -- a person has decided that nothing is to be done about it, and why
    add column dismissed_at timestamptz,
    add column dismissal    text;

-- Counted and listed listener by listener: there are few of those, whatever waits for them
create index publication_by_listener on public.event_publication (listener_id, status, publication_date);
create index dead_by_listener on public.dead_publication (listener_id, publication_date) where dismissed_at is null;
create index dismissed_by_listener on public.dead_publication (listener_id, publication_date)
    where dismissed_at is not null;

-- What db-scheduler does not keep of a job's last failure
create table public.job_failure (
    task_name     text        not null,
    task_instance text        not null,
    at            timestamptz not null,
    took_ms       bigint      not null,
    -- the instance of Florin that ran it
    ran_on        text,
    failure       text        not null,
    primary key (task_name, task_instance)
);
create index job_failure_by_time on public.job_failure (at);

create index job_running on public.scheduled_tasks (task_name, task_instance) where picked;
create index job_failing on public.scheduled_tasks (task_name, task_instance) where consecutive_failures > 0;
