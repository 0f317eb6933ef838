-- What concerns the whole installation.
CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- What the host has taken over and not finished: events for bots, and commands for networks (docs/decisions/0008-a-durable-queue-under-the-bus.md).
CREATE TABLE queue_items (
    number {numbered},
    queue TEXT NOT NULL,
    kind TEXT NOT NULL,
    body {bytes} NOT NULL
);

CREATE INDEX queue_items_in_order ON queue_items (queue, number);

-- Ids of what was taken over, so that it is not taken over twice. Times are milliseconds since 1970.
CREATE TABLE remembered (
    scope TEXT NOT NULL,
    id TEXT NOT NULL,
    remembered_at BIGINT NOT NULL,
    PRIMARY KEY (scope, id)
);

CREATE INDEX remembered_by_age ON remembered (remembered_at);

-- What nobody could finish, put aside so that what is behind it goes on.
CREATE TABLE parked_items (
    number {numbered},
    queue TEXT NOT NULL,
    kind TEXT NOT NULL,
    body {bytes} NOT NULL,
    account TEXT NOT NULL,
    dialog TEXT,
    problem TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    parked_at BIGINT NOT NULL
);
