alter table payments.payment
    -- wanted back by customers from their issuers, or got back so: all disputes but those that were won
    add column amount_disputed bigint not null default 0,
    -- how much of that is not refunded already, and so kept from being refunded
    add column amount_held     bigint not null default 0;

create function payments.is_lawful(previous text, status text, amount bigint, captured bigint, capturing bigint,
    refunded bigint, refunding bigint, late bigint, disputed bigint, held bigint, method text, has_card boolean,
    has_cvc boolean) returns boolean language plpgsql immutable as $$
begin
    return amount between 1 and 999999999999
        and captured >= 0 and capturing >= 0 and captured + capturing <= amount
        and refunded >= 0 and refunding >= 0
        -- a dispute may come after a refund, but no refund may give back what a dispute holds
        and disputed between 0 and captured + late and held between 0 and disputed
        and refunded + refunding + held <= captured + late
        and (late = 0 or late > 0 and status = 'failed')
        and (captured = 0 or status in ('authorized', 'captured', 'partially_refunded', 'refunded'))
        and (captured > 0 or status not in ('captured', 'partially_refunded', 'refunded'))
        and (status = 'refunded') = (captured > 0 and refunded = captured)
        and (method = 'card' and has_card or method = 'upi' and not has_card)
        -- PCI DSS 3.3.1: no CVC after the authorisation
        and (not has_cvc or status in ('pending', 'processing', 'requires_action'))
        -- forward only
        and case previous
            when 'pending' then status in ('pending', 'processing', 'requires_action', 'authorized', 'captured',
                'failed', 'cancelled')
            when 'processing' then status in ('processing', 'requires_action', 'authorized', 'captured', 'failed',
                'cancelled')
            when 'requires_action' then status in ('requires_action', 'processing', 'authorized', 'captured',
                'failed', 'cancelled')
            when 'authorized' then status in ('authorized', 'captured', 'cancelled', 'expired')
            when 'captured' then status in ('captured', 'partially_refunded', 'refunded')
            when 'partially_refunded' then status in ('partially_refunded', 'refunded')
            else status = previous and status in ('refunded', 'failed', 'cancelled', 'expired')
        end;
end $$;

alter table payments.payment
    drop constraint payment_is_lawful,
    add constraint payment_is_lawful check (payments.is_lawful(previous_status, status, amount, amount_captured,
        amount_capturing, amount_refunded, amount_refunding, amount_late, amount_disputed, amount_held, method,
        card is not null, cvc is not null));

drop function payments.is_lawful(text, text, bigint, bigint, bigint, bigint, bigint, bigint, text, boolean, boolean);
