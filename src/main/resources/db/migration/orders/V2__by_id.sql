-- For the one who holds a link to an order and no key: whose it is. Ids grow with time, so this grows at its end.
create index order_by_id on orders.orders (id);
