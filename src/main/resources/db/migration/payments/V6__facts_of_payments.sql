-- For checking statistics against events, some payments at a time
create or replace view payments.fact as
    select e.merchant_id, p.livemode, p.currency, p.method, e.type as fact,
        case e.type when 'failed' then e.data ->> 'code' else '' end as code,
        date_bin('15 minutes', e.at, '1970-01-01 00:00:00+00') as start,
        coalesce((e.data -> 'amount' ->> 'minor')::bigint, p.amount) as amount,
        e.stored_at,
        e.payment_id
    from payments.event e
    join payments.payment p on p.merchant_id = e.merchant_id and p.id = e.payment_id
    where e.type in ('initiated', 'authorized', 'captured', 'failed', 'refunded')
        and not (e.type = 'refunded' and p.status = 'failed');
