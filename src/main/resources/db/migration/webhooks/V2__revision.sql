-- Grows whenever somebody may want to hear who did not before: what instances remember of those who want nothing is good
-- as long as it stays
create table webhooks.revision (
    only_row boolean primary key default true check (only_row),
    revision bigint  not null
);
insert into webhooks.revision (revision) values (0);
