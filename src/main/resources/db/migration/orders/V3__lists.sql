-- A list by mode, newest first. None of its columns ever changes, so that updates stay within the page.
create index order_by_mode on orders.orders (merchant_id, livemode, id);

-- For those who come with a number or an address. Merchants who give none pay nothing for them.
create index order_by_receipt on orders.orders (merchant_id, receipt, id) where receipt is not null;
create index order_by_email on orders.orders (merchant_id, lower(customer ->> 'email'), id)
    where customer ->> 'email' is not null;
