-- Given up, of all merchants: by endpoint, and the newest of all. A delivery that succeeds never gets into either.
create index delivery_failed_by_endpoint on webhooks.delivery (merchant_id, endpoint_id, id) where status = 'failed';
create index delivery_failed_newest on webhooks.delivery (id) where status = 'failed';
