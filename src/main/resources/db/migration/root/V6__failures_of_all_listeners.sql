-- Who looks for what one listener failed on must not be led through what all others failed on, as an index that begins with
-- the date would: where one listener fails on everything, the others have nothing, and all of it was read to find that out.
-- So only who asks for completion_attempts >= 0, which always holds, goes through the failures of all in the order of time.
drop index public.publication_to_resubmit;
create index publication_to_resubmit on public.event_publication (publication_date)
    where status = 'FAILED' and completion_attempts >= 0;
