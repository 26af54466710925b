-- As db-scheduler 16.12 wants it; its index for priorities is left out, as they are switched off
create table public.scheduled_tasks (
    task_name            text        not null,
    task_instance        text        not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean     not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures int,
    last_heartbeat       timestamptz,
    version              bigint      not null,
    priority             smallint,
    primary key (task_name, task_instance)
);

create index execution_time_idx on public.scheduled_tasks (execution_time);
create index last_heartbeat_idx on public.scheduled_tasks (last_heartbeat);

-- Which sets of scripts have been run to their end
create table public.migration_run (
    fingerprint text        primary key,
    at          timestamptz not null default now()
);
