-- The hosts that use this database together, and when each was last heard of. Times are milliseconds since 1970 by the database's clock.
CREATE TABLE hosts (
    host TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    seen_at BIGINT NOT NULL
);

-- Which host has what only one may have: an account, a lane (docs/decisions/0009-account-lease.md). A row stays for ever, so that no epoch comes again.
CREATE TABLE leases (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT,
    epoch BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
