-- What was parked before and is tried again remembers it, so that attempts add up and it comes back under its old number.
ALTER TABLE queue_items ADD COLUMN parked_as BIGINT;
ALTER TABLE queue_items ADD COLUMN attempts INTEGER;
ALTER TABLE queue_items ADD COLUMN first_parked_at BIGINT;

ALTER TABLE parked_items ADD COLUMN first_parked_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE parked_items ADD COLUMN details TEXT NOT NULL DEFAULT '';

UPDATE parked_items SET first_parked_at = parked_at;

CREATE INDEX parked_items_by_dialog ON parked_items (dialog, number);
