-- What bots remember (docs/decisions/0012-state-belongs-to-the-handlers-success.md). Times are milliseconds since 1970. A revision is random, so
-- that a value which was forgotten and set again is not taken for the one before.
CREATE TABLE bot_states (
    bot TEXT NOT NULL,
    owner TEXT NOT NULL,
    name TEXT NOT NULL,
    revision BIGINT NOT NULL,
    version INTEGER NOT NULL,
    value {bytes} NOT NULL,
    expires_at BIGINT,
    PRIMARY KEY (bot, owner, name)
);

CREATE INDEX bot_states_by_expiry ON bot_states (expires_at) WHERE expires_at IS NOT NULL;
