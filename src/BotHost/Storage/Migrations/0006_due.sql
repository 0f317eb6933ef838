-- What bots have put off until a time (docs/decisions/0013-what-is-due-moves-to-its-queue.md): the item of a queue that it becomes then. Times are
-- milliseconds since 1970.
CREATE TABLE due_items (
    number {numbered},
    bot TEXT NOT NULL,
    id TEXT NOT NULL,
    owner TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    queue TEXT NOT NULL,
    kind TEXT NOT NULL,
    body {bytes} NOT NULL
);

CREATE UNIQUE INDEX due_items_by_id ON due_items (bot, id);
CREATE INDEX due_items_by_owner ON due_items (bot, owner);
CREATE INDEX due_items_in_order ON due_items (due_at, number);
