-- Schema 12: sessions that were sent to a shared repository; see SQLite's.
-- min_client: 11

ALTER TABLE session ADD COLUMN published text COLLATE "C" NOT NULL DEFAULT '';

CREATE TABLE publication (
    session_id text COLLATE "C" PRIMARY KEY REFERENCES session (id),
    place      text COLLATE "C" NOT NULL,
    url        text COLLATE "C" NOT NULL,
    at_ms      bigint NOT NULL,
    rev        bigint NOT NULL,
    their_rev  bigint NOT NULL,
    refs       text COLLATE "C" NOT NULL
);

CREATE TABLE publication_mark (
    session_id text COLLATE "C" NOT NULL REFERENCES session (id),
    entity     text COLLATE "C" NOT NULL,
    entity_id  text COLLATE "C" NOT NULL,
    mine       text COLLATE "C" NOT NULL,
    theirs     text COLLATE "C" NOT NULL,
    PRIMARY KEY (session_id, entity, entity_id)
);
