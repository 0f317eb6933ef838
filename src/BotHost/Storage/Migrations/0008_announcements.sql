-- Announcements, each time that one is said (a run), and what became of each recipient of a run: the ledger
-- (docs/decisions/0016-the-ledger-of-announcements.md). A state is the number of the enumeration's member; times are milliseconds since 1970.
CREATE TABLE announcements (
    name TEXT NOT NULL PRIMARY KEY,
    definition TEXT NOT NULL,
    state INTEGER NOT NULL,
    is_configured INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE announcement_runs (
    number {numbered},
    announcement TEXT NOT NULL,
    account TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    is_test INTEGER NOT NULL,
    definition TEXT NOT NULL,
    state INTEGER NOT NULL,
    problem TEXT,
    looked_up_to TEXT,
    recipients BIGINT NOT NULL,
    rate DOUBLE PRECISION,
    waits_for TEXT,
    told_at BIGINT,
    expires_at BIGINT,
    started_at BIGINT,
    finished_at BIGINT
);

CREATE UNIQUE INDEX announcement_runs_by_time ON announcement_runs (announcement, due_at, is_test);
CREATE INDEX announcement_runs_open ON announcement_runs (account, due_at) WHERE finished_at IS NULL;
CREATE INDEX announcement_runs_by_age ON announcement_runs (finished_at);

CREATE TABLE announcement_recipients (
    run BIGINT NOT NULL,
    number BIGINT NOT NULL,
    dialog TEXT NOT NULL,
    recipient TEXT,
    known TEXT,
    state INTEGER NOT NULL,
    reason TEXT,
    message_id TEXT,
    attempts INTEGER NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (run, number)
);

CREATE UNIQUE INDEX announcement_recipients_by_dialog ON announcement_recipients (run, dialog);
CREATE INDEX announcement_recipients_by_state ON announcement_recipients (run, state, number);
CREATE INDEX announcement_recipients_by_message ON announcement_recipients (message_id) WHERE message_id IS NOT NULL;

CREATE TABLE announcement_audit (
    number {numbered},
    at BIGINT NOT NULL,
    done_by TEXT NOT NULL,
    action TEXT NOT NULL,
    announcement TEXT NOT NULL,
    details TEXT
);

CREATE INDEX announcement_audit_by_announcement ON announcement_audit (announcement, number);
CREATE INDEX announcement_audit_by_age ON announcement_audit (at);
