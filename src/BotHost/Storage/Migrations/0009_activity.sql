-- Users whose last activity an account watches. Times are milliseconds since 1970; told holds the names of watches, a line each.
CREATE TABLE watched_users (
    account TEXT NOT NULL,
    user_id TEXT NOT NULL,
    dialog TEXT,
    is_online INTEGER NOT NULL,
    last_active_at BIGINT,
    seen_at BIGINT,
    next_look BIGINT NOT NULL,
    failures INTEGER NOT NULL,
    told TEXT NOT NULL,
    PRIMARY KEY (account, user_id)
);

CREATE INDEX watched_users_by_look ON watched_users (account, next_look);

-- Why each of them is watched: named, talked, talked/BOT, dialog/ID.
CREATE TABLE watched_as (
    account TEXT NOT NULL,
    user_id TEXT NOT NULL,
    source TEXT NOT NULL,
    confirmed_at BIGINT NOT NULL,
    PRIMARY KEY (account, user_id, source)
);

CREATE INDEX watched_as_by_source ON watched_as (account, source, confirmed_at);
