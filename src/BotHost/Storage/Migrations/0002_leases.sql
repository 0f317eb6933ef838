-- The hosts that use this database together, and when each was last heard of. Times are milliseconds since 1970 by the database's clock.
CREATE TABLE hosts (
    host TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    seen_at BIGINT NOT NULL
);

-- Which host keeps which account connected (docs/decisions/0009-account-lease.md). A row stays for ever, so that no epoch comes again.
CREATE TABLE account_leases (
    account TEXT NOT NULL PRIMARY KEY,
    holder TEXT,
    epoch BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
