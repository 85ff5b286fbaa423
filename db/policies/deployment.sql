-- No person's data: no row-level security, and no direct access either. claim_deployment() reads and writes it, feed_epoch() reads it.
revoke all on deployment from public, blossomer_app;

-- Migrations are history; a request has no business with them.
revoke all on migrations from public, blossomer_app;
