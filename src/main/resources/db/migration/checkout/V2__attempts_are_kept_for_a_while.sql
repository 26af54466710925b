-- What is old is looked for every hour. Rows come in the order of time, so a summary of each stretch of pages is enough,
-- and costs an attempt nothing.
create index attempt_by_time on checkout.attempt using brin (created_at) with (autosummarize = on);
