-- What was set for bots while hosts run (docs/operating.md). An empty account or dialog means all of them.
CREATE TABLE bot_settings (
    bot TEXT NOT NULL,
    account TEXT NOT NULL,
    dialog TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (bot, account, dialog, name)
);
