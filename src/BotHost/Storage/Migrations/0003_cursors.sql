-- How far what an account heard is safe with us (docs/architecture.md, "after a lost connection"). Times are milliseconds since 1970.
CREATE TABLE cursors (
    network TEXT NOT NULL,
    account TEXT NOT NULL,
    began_at BIGINT NOT NULL,
    safe_until BIGINT NOT NULL,
    PRIMARY KEY (network, account)
);
