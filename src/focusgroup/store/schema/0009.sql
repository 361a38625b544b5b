-- Schema 9: the back room: who listened to a session, and what they asked the moderator.

-- Whoever opens the link with the token may listen; hushed says that no questions are taken now.
CREATE TABLE backroom (
    session_id TEXT PRIMARY KEY REFERENCES session (id),
    token      TEXT NOT NULL,
    hushed     INTEGER NOT NULL DEFAULT 0
);

-- A colleague of ours. One name in one function is one observer of a session.
CREATE TABLE observer (
    id         TEXT PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES session (id),
    name       TEXT NOT NULL,
    name_key   TEXT NOT NULL,
    function   TEXT NOT NULL,
    first_ms   INTEGER NOT NULL,
    last_ms    INTEGER NOT NULL
);
CREATE UNIQUE INDEX observer_of_session ON observer (session_id, name_key, function);
CREATE INDEX observer_by_time ON observer (first_ms);

CREATE TABLE observer_question (
    id          TEXT PRIMARY KEY,
    session_id  TEXT NOT NULL REFERENCES session (id),
    observer_id TEXT NOT NULL REFERENCES observer (id),
    text        TEXT NOT NULL,
    at_ms       INTEGER NOT NULL,
    state       TEXT NOT NULL DEFAULT 'open',
    rev         INTEGER NOT NULL
);
CREATE INDEX observer_question_of_session ON observer_question (session_id, at_ms);
