-- To find what is old; next to nothing to keep up, as rows come in the order of time
create index event_by_time on webhooks.event using brin (created_at) with (autosummarize = on);
create index delivery_by_time on webhooks.delivery using brin (created_at) with (autosummarize = on);
create index attempt_by_time on webhooks.attempt using brin (at) with (autosummarize = on);
