-- Fails the transaction when a write did not find what it should: for statements that are sent together with their
-- COMMIT, whose row counts nobody can look at in between. The number says which of them it was.
create function public.must(fulfilled boolean, statement int) returns void language plpgsql as $$
begin
    if not fulfilled then
        raise exception '%', statement using errcode = 'FL001';
    end if;
end $$;
