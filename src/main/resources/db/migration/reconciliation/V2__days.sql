-- What was matched of a day, added up as it is matched: a line that is matched stays so, and there are tens of thousands of
-- them in a day. What is not is counted when somebody asks.
create table reconciliation.matched_day (
  merchant_id uuid    not null,
  source_id   uuid    not null,
  day         date    not null, -- on which the lines were booked
  currency    char(3) not null,
  late        boolean not null,
  livemode    boolean not null,
  lines       bigint  not null check (lines > 0),
  amount      bigint  not null, -- with what was kept back
  primary key (merchant_id, source_id, day, currency, late)
);

insert into reconciliation.matched_day (merchant_id, source_id, day, currency, late, livemode, lines, amount)
select merchant_id, source_id, booked_on, currency, days_late > 0, livemode, count(*), sum(amount + fee)
from reconciliation.entry where state = 'matched'
group by merchant_id, source_id, booked_on, currency, days_late > 0, livemode;

create index entry_unmatched on reconciliation.entry (merchant_id, source_id, booked_on) where state <> 'matched';
drop index reconciliation.entry_by_day;
