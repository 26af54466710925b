-- A callback may tell the end of a dispute before it is known whether the acquirer has taken the evidence: it is told on.
create or replace function disputes.is_lawful(previous text, status text, amount bigint, asking text, asked boolean,
    due boolean, submitted boolean, closed boolean) returns boolean language plpgsql immutable as $$
begin
    return amount between 1 and 999999999999
        -- something is being told under a reference, and somebody will find out what became of it, or nothing is
        and (asking is null and not asked and not due
            or asking in ('evidence', 'acceptance') and asked and due
                and (status = 'needs_response' or asking = 'evidence' and closed and not submitted))
        and (status <> 'under_review' or submitted)
        and closed = (status in ('won', 'lost', 'accepted'))
        -- forward only
        and case previous
            when 'needs_response' then status in ('needs_response', 'under_review', 'won', 'lost', 'accepted')
            when 'under_review' then status in ('under_review', 'won', 'lost', 'accepted')
            else status = previous and status in ('won', 'lost', 'accepted')
        end;
end $$;
