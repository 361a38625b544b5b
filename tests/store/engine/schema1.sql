-- A database of schema 1 as the released program left it: one session with quotes, notes, history.
CREATE TABLE account (
    id            TEXT PRIMARY KEY,
    name          TEXT NOT NULL,
    name_key      TEXT NOT NULL UNIQUE,
    segment       TEXT NOT NULL DEFAULT '',
    revenue_share REAL,
    owner         TEXT NOT NULL DEFAULT '',
    created_ms    INTEGER NOT NULL
);
CREATE TABLE session (
    id              TEXT PRIMARY KEY,
    title           TEXT NOT NULL,
    status          TEXT NOT NULL,
    product         TEXT NOT NULL DEFAULT '',
    place           TEXT NOT NULL DEFAULT '',
    facilitator     TEXT NOT NULL DEFAULT '',
    note_taker      TEXT NOT NULL DEFAULT '',
    zone            TEXT NOT NULL,
    agenda_name     TEXT NOT NULL DEFAULT '',
    agenda_source   TEXT NOT NULL DEFAULT '',
    planned_minutes REAL NOT NULL DEFAULT 0,
    created_ms      INTEGER NOT NULL,
    scheduled_ms    INTEGER,
    started_ms      INTEGER,
    ended_ms        INTEGER,
    bottom_line     TEXT NOT NULL DEFAULT '',
    sample          INTEGER NOT NULL DEFAULT 0,
    clock           TEXT NOT NULL DEFAULT '',
    quotes          INTEGER NOT NULL DEFAULT 0,
    rev             INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX session_by_time ON session (created_ms, id);
CREATE INDEX session_by_status ON session (status, created_ms);
CREATE TABLE draft (
    session_id   TEXT PRIMARY KEY REFERENCES session (id),
    text         TEXT NOT NULL DEFAULT '',
    caret        INTEGER NOT NULL DEFAULT 0,
    first_key_ms INTEGER,
    quote_id     TEXT NOT NULL DEFAULT '',
    state        TEXT NOT NULL DEFAULT '',
    updated_ms   INTEGER NOT NULL
);
CREATE TABLE agenda_item (
    session_id TEXT NOT NULL REFERENCES session (id),
    section    INTEGER NOT NULL,
    question   INTEGER NOT NULL,
    title      TEXT NOT NULL,
    kind       TEXT,
    planned_ms INTEGER NOT NULL DEFAULT 0,
    spent_ms   INTEGER NOT NULL DEFAULT 0,
    entered_ms INTEGER,
    done_ms    INTEGER,
    rev        INTEGER NOT NULL,
    PRIMARY KEY (session_id, section, question)
);
CREATE TABLE person (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    name_key   TEXT NOT NULL,
    account_id TEXT REFERENCES account (id)
);
CREATE UNIQUE INDEX person_of_account ON person (account_id, name_key) WHERE account_id IS NOT NULL;
CREATE TABLE participant (
    id            TEXT PRIMARY KEY,
    session_id    TEXT NOT NULL REFERENCES session (id),
    person_id     TEXT NOT NULL REFERENCES person (id),
    seat          INTEGER NOT NULL,
    name          TEXT NOT NULL,
    initials      TEXT NOT NULL,
    role          TEXT NOT NULL DEFAULT '',
    account_id    TEXT REFERENCES account (id),
    consent_notes INTEGER NOT NULL DEFAULT 1,
    consent_name  INTEGER NOT NULL DEFAULT 1,
    deleted       INTEGER NOT NULL DEFAULT 0,
    rev           INTEGER NOT NULL
);
CREATE INDEX participant_of_session ON participant (session_id, seat);
CREATE INDEX participant_of_person ON participant (person_id);
CREATE TABLE theme (
    id          TEXT PRIMARY KEY,
    path        TEXT NOT NULL,
    path_key    TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL DEFAULT '',
    created_ms  INTEGER NOT NULL
);
CREATE TABLE quote (
    n              INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE,
    session_id     TEXT NOT NULL REFERENCES session (id),
    text           TEXT NOT NULL,
    kind           TEXT NOT NULL,
    participant_id TEXT REFERENCES participant (id),
    person_id      TEXT,
    account_id     TEXT,
    at_ms          INTEGER NOT NULL,
    offset_ms      INTEGER NOT NULL DEFAULT 0,
    section        INTEGER NOT NULL DEFAULT -1,
    question       INTEGER NOT NULL DEFAULT -1,
    intensity      INTEGER NOT NULL DEFAULT 0,
    verbatim       INTEGER NOT NULL DEFAULT 1,
    stub           INTEGER NOT NULL DEFAULT 0,
    agreement      INTEGER NOT NULL DEFAULT 0,
    dissent        INTEGER NOT NULL DEFAULT 0,
    created_ms     INTEGER NOT NULL,
    deleted        INTEGER NOT NULL DEFAULT 0,
    rev            INTEGER NOT NULL
);
CREATE INDEX quote_of_session ON quote (session_id, deleted, at_ms, id);
CREATE INDEX quote_of_session_rev ON quote (session_id, rev);
CREATE INDEX quote_by_time ON quote (deleted, at_ms, id);
CREATE INDEX quote_by_kind ON quote (deleted, kind, at_ms, id);
CREATE INDEX quote_by_account ON quote (deleted, account_id, at_ms, id);
CREATE TABLE quote_theme (
    theme_id   TEXT NOT NULL REFERENCES theme (id),
    quote_id   TEXT NOT NULL,
    direct     INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    account_id TEXT,
    person_id  TEXT,
    session_id TEXT NOT NULL,
    at_ms      INTEGER NOT NULL,
    PRIMARY KEY (theme_id, quote_id)
) WITHOUT ROWID;
CREATE INDEX theme_newest ON quote_theme (theme_id, at_ms, quote_id);
CREATE INDEX theme_kind_newest ON quote_theme (theme_id, kind, at_ms, quote_id);
CREATE INDEX theme_people ON quote_theme (theme_id, kind, person_id, account_id);
CREATE INDEX theme_of_quote ON quote_theme (quote_id);
CREATE TABLE theme_count (
    theme_id TEXT NOT NULL REFERENCES theme (id),
    kind     TEXT NOT NULL,
    quotes   INTEGER NOT NULL,
    PRIMARY KEY (theme_id, kind)
) WITHOUT ROWID;
CREATE TABLE note (
    id             TEXT PRIMARY KEY,
    session_id     TEXT NOT NULL REFERENCES session (id),
    kind           TEXT NOT NULL,
    text           TEXT NOT NULL,
    participant_id TEXT REFERENCES participant (id),
    owner          TEXT NOT NULL DEFAULT '',
    due            TEXT NOT NULL DEFAULT '',
    done           INTEGER NOT NULL DEFAULT 0,
    at_ms          INTEGER NOT NULL,
    offset_ms      INTEGER NOT NULL DEFAULT 0,
    deleted        INTEGER NOT NULL DEFAULT 0,
    rev            INTEGER NOT NULL
);
CREATE INDEX note_of_session ON note (session_id, kind, at_ms);
CREATE TABLE change (
    n          INTEGER PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES session (id),
    at_ms      INTEGER NOT NULL,
    batch      TEXT NOT NULL,
    verb       TEXT NOT NULL,
    entity     TEXT NOT NULL,
    entity_id  TEXT NOT NULL,
    before     TEXT,
    after      TEXT,
    state      TEXT NOT NULL DEFAULT 'done'
);
CREATE INDEX change_of_session ON change (session_id, state, n);
CREATE INDEX change_of_entity ON change (entity_id, n);
CREATE VIRTUAL TABLE quote_fts USING fts5 (tokens, tokenize = 'ascii', prefix = '2 3');
INSERT INTO session VALUES ('01a200df-e93b-7000-9adc-b1623702a0fc', 'Planners in spring', 'ended', 'Atlas', '', '', '', 'Etc/UTC', 'a', '---
title: Customer focus group
product: Atlas
themes:
  - Onboarding: from signature to first value
  - Reporting > Exports
---
## Welcome (10 min)

- [ ] Consent to take notes

1. Who are you?

## What gets in your way? (20 min, key)
Themes: Onboarding

1. When did it last let you down?
   - What did it cost you?
', 30.0, 1795311003963, NULL, 1795311030821, 1795311031175, '', 0, '{"state": "ended", "planned": [600000, 1200000], "target_ms": 0, "section": 0, "question": -1, "furthest": 0, "elapsed_ms": 352, "spent": [[0, -1, 352]]}', 5, 12);
INSERT INTO agenda_item VALUES ('01a200df-e93b-7000-9adc-b1623702a0fc', 0, -1, 'Welcome', 'opening', 600000, 352, 1795311030821, NULL, 12);
INSERT INTO agenda_item VALUES ('01a200df-e93b-7000-9adc-b1623702a0fc', 0, 0, 'Who are you?', NULL, 0, 0, NULL, NULL, 0);
INSERT INTO agenda_item VALUES ('01a200df-e93b-7000-9adc-b1623702a0fc', 1, -1, 'What gets in your way?', 'key', 1200000, 0, NULL, NULL, 0);
INSERT INTO agenda_item VALUES ('01a200df-e93b-7000-9adc-b1623702a0fc', 1, 0, 'When did it last let you down?', NULL, 0, 0, NULL, NULL, 0);
INSERT INTO person VALUES ('01a200df-e945-7000-8aea-530d8c3521a8', 'Anna Novak', 'anna novak', NULL);
INSERT INTO person VALUES ('01a200df-e946-7000-8dd8-c6beedbaeafa', 'Bert Ilić', 'bert ilic', NULL);
INSERT INTO person VALUES ('01a200df-e947-7000-923a-cf60ed0b8ff5', '李娜', '李娜', NULL);
INSERT INTO participant VALUES ('01a200df-e945-7001-aaff-3fc0b5870e21', '01a200df-e93b-7000-9adc-b1623702a0fc', '01a200df-e945-7000-8aea-530d8c3521a8', 1, 'Anna Novak', 'AN', '', NULL, 1, 1, 0, 1);
INSERT INTO participant VALUES ('01a200df-e946-7001-9461-cdc08f13a59d', '01a200df-e93b-7000-9adc-b1623702a0fc', '01a200df-e946-7000-8dd8-c6beedbaeafa', 2, 'Bert Ilić', 'BI', '', NULL, 1, 1, 0, 2);
INSERT INTO participant VALUES ('01a200df-e947-7001-b4f4-e7e357b39f0c', '01a200df-e93b-7000-9adc-b1623702a0fc', '01a200df-e947-7000-923a-cf60ed0b8ff5', 3, '李娜', '李娜', '', NULL, 1, 1, 0, 3);
INSERT INTO theme VALUES ('01a200df-e93c-7000-9ff3-0831f54c3e46', 'Onboarding', 'onboarding', 'from signature to first value', 1795311003963);
INSERT INTO theme VALUES ('01a200df-e93c-7001-9141-7581330a9a94', 'Reporting', 'reporting', '', 1795311003963);
INSERT INTO theme VALUES ('01a200df-e93c-7002-becb-79d9249b2755', 'Reporting > Exports', 'reporting > exports', '', 1795311003963);
INSERT INTO theme VALUES ('01a200e0-5252-7000-a93a-d374665a6a71', 'Mobile', 'mobile', '', 1795311030865);
INSERT INTO quote VALUES (1, '01a200e0-522f-7000-93b0-ea3b9f9d5c22', '01a200df-e93b-7000-9adc-b1623702a0fc', 'took us three weeks to see a first report', 'problem', '01a200df-e945-7001-aaff-3fc0b5870e21', '01a200df-e945-7000-8aea-530d8c3521a8', NULL, 1795311030831, 10, 0, -1, 1, 1, 0, 0, 0, 1795311030831, 0, 5);
INSERT INTO quote VALUES (2, '01a200e0-5234-7000-bc85-f1ac07ad582e', '01a200df-e93b-7000-9adc-b1623702a0fc', 'support answers within the hour', 'strength', '01a200df-e946-7001-9461-cdc08f13a59d', '01a200df-e946-7000-8dd8-c6beedbaeafa', NULL, 1795311030836, 15, 0, -1, 0, 1, 0, 0, 0, 1795311030836, 0, 6);
INSERT INTO quote VALUES (3, '01a200e0-5239-7000-be46-a2e12b68cb42', '01a200df-e93b-7000-9adc-b1623702a0fc', '导出到表格', 'missing_feature', '01a200df-e947-7001-b4f4-e7e357b39f0c', '01a200df-e947-7000-923a-cf60ed0b8ff5', NULL, 1795311030841, 20, 0, -1, 0, 1, 0, 0, 0, 1795311030841, 0, 7);
INSERT INTO quote VALUES (4, '01a200e0-523f-7000-863f-f6c5a828579e', '01a200df-e93b-7000-9adc-b1623702a0fc', 'everybody nods', 'observation', NULL, NULL, NULL, 1795311030847, 26, 0, -1, 0, 1, 0, 0, 0, 1795311030847, 0, 8);
INSERT INTO quote VALUES (5, '01a200e0-5251-7000-b0fa-b0ffe58af30a', '01a200df-e93b-7000-9adc-b1623702a0fc', 'the app gets lost in "tunnels"; it''s slow', 'missing_feature', '01a200df-e945-7001-aaff-3fc0b5870e21', '01a200df-e945-7000-8aea-530d8c3521a8', NULL, 1795311030865, 44, 0, -1, 0, 0, 0, 0, 0, 1795311030865, 0, 9);
INSERT INTO quote_theme VALUES ('01a200df-e93c-7000-9ff3-0831f54c3e46', '01a200e0-5234-7000-bc85-f1ac07ad582e', 1, 'strength', NULL, '01a200df-e946-7000-8dd8-c6beedbaeafa', '01a200df-e93b-7000-9adc-b1623702a0fc', 1795311030836);
INSERT INTO quote_theme VALUES ('01a200df-e93c-7001-9141-7581330a9a94', '01a200e0-522f-7000-93b0-ea3b9f9d5c22', 0, 'problem', NULL, '01a200df-e945-7000-8aea-530d8c3521a8', '01a200df-e93b-7000-9adc-b1623702a0fc', 1795311030831);
INSERT INTO quote_theme VALUES ('01a200df-e93c-7001-9141-7581330a9a94', '01a200e0-5239-7000-be46-a2e12b68cb42', 0, 'missing_feature', NULL, '01a200df-e947-7000-923a-cf60ed0b8ff5', '01a200df-e93b-7000-9adc-b1623702a0fc', 1795311030841);
INSERT INTO quote_theme VALUES ('01a200df-e93c-7001-9141-7581330a9a94', '01a200e0-523f-7000-863f-f6c5a828579e', 0, 'observation', NULL, NULL, '01a200df-e93b-7000-9adc-b1623702a0fc', 1795311030847);
INSERT INTO quote_theme VALUES ('01a200df-e93c-7002-becb-79d9249b2755', '01a200e0-522f-7000-93b0-ea3b9f9d5c22', 1, 'problem', NULL, '01a200df-e945-7000-8aea-530d8c3521a8', '01a200df-e93b-7000-9adc-b1623702a0fc', 1795311030831);
INSERT INTO quote_theme VALUES ('01a200df-e93c-7002-becb-79d9249b2755', '01a200e0-5239-7000-be46-a2e12b68cb42', 1, 'missing_feature', NULL, '01a200df-e947-7000-923a-cf60ed0b8ff5', '01a200df-e93b-7000-9adc-b1623702a0fc', 1795311030841);
INSERT INTO quote_theme VALUES ('01a200df-e93c-7002-becb-79d9249b2755', '01a200e0-523f-7000-863f-f6c5a828579e', 1, 'observation', NULL, NULL, '01a200df-e93b-7000-9adc-b1623702a0fc', 1795311030847);
INSERT INTO quote_theme VALUES ('01a200e0-5252-7000-a93a-d374665a6a71', '01a200e0-5251-7000-b0fa-b0ffe58af30a', 1, 'missing_feature', NULL, '01a200df-e945-7000-8aea-530d8c3521a8', '01a200df-e93b-7000-9adc-b1623702a0fc', 1795311030865);
INSERT INTO theme_count VALUES ('01a200df-e93c-7000-9ff3-0831f54c3e46', 'strength', 1);
INSERT INTO theme_count VALUES ('01a200df-e93c-7001-9141-7581330a9a94', 'missing_feature', 1);
INSERT INTO theme_count VALUES ('01a200df-e93c-7001-9141-7581330a9a94', 'observation', 1);
INSERT INTO theme_count VALUES ('01a200df-e93c-7001-9141-7581330a9a94', 'problem', 1);
INSERT INTO theme_count VALUES ('01a200df-e93c-7002-becb-79d9249b2755', 'missing_feature', 1);
INSERT INTO theme_count VALUES ('01a200df-e93c-7002-becb-79d9249b2755', 'observation', 1);
INSERT INTO theme_count VALUES ('01a200df-e93c-7002-becb-79d9249b2755', 'problem', 1);
INSERT INTO theme_count VALUES ('01a200e0-5252-7000-a93a-d374665a6a71', 'missing_feature', 1);
INSERT INTO note VALUES ('01a200e0-5260-7000-9323-e72d75db1124', '01a200df-e93b-7000-9adc-b1623702a0fc', 'parked', 'vans and parking', NULL, '', '', 0, 1795311030880, 59, 0, 10);
INSERT INTO note VALUES ('01a200e0-5264-7000-84cb-0d295b17bc28', '01a200df-e93b-7000-9adc-b1623702a0fc', 'commitment', 'Maria: a date for exports by Friday', NULL, '', '', 0, 1795311030884, 63, 0, 11);
INSERT INTO change VALUES (1, '01a200df-e93b-7000-9adc-b1623702a0fc', 1795311030831, '01a200e0-522f-7000-93b0-ea3b9f9d5c22', 'add', 'quote', '01a200e0-522f-7000-93b0-ea3b9f9d5c22', NULL, '{"text": "took us three weeks to see a first report", "kind": "problem", "participant_id": "01a200df-e945-7001-aaff-3fc0b5870e21", "at_ms": 1795311030831, "offset_ms": 10, "section": 0, "question": -1, "intensity": 1, "verbatim": 1, "stub": 0, "agreement": 0, "dissent": 0, "deleted": 0, "themes": ["Reporting > Exports"]}', 'done');
INSERT INTO change VALUES (2, '01a200df-e93b-7000-9adc-b1623702a0fc', 1795311030836, '01a200e0-5234-7000-bc85-f1ac07ad582e', 'add', 'quote', '01a200e0-5234-7000-bc85-f1ac07ad582e', NULL, '{"text": "support answers within the hour", "kind": "strength", "participant_id": "01a200df-e946-7001-9461-cdc08f13a59d", "at_ms": 1795311030836, "offset_ms": 15, "section": 0, "question": -1, "intensity": 0, "verbatim": 1, "stub": 0, "agreement": 0, "dissent": 0, "deleted": 0, "themes": ["Onboarding"]}', 'done');
INSERT INTO change VALUES (3, '01a200df-e93b-7000-9adc-b1623702a0fc', 1795311030841, '01a200e0-5239-7000-be46-a2e12b68cb42', 'add', 'quote', '01a200e0-5239-7000-be46-a2e12b68cb42', NULL, '{"text": "导出到表格", "kind": "missing_feature", "participant_id": "01a200df-e947-7001-b4f4-e7e357b39f0c", "at_ms": 1795311030841, "offset_ms": 20, "section": 0, "question": -1, "intensity": 0, "verbatim": 1, "stub": 0, "agreement": 0, "dissent": 0, "deleted": 0, "themes": ["Reporting > Exports"]}', 'done');
INSERT INTO change VALUES (4, '01a200df-e93b-7000-9adc-b1623702a0fc', 1795311030847, '01a200e0-523f-7000-863f-f6c5a828579e', 'add', 'quote', '01a200e0-523f-7000-863f-f6c5a828579e', NULL, '{"text": "everybody nods", "kind": "observation", "participant_id": null, "at_ms": 1795311030847, "offset_ms": 26, "section": 0, "question": -1, "intensity": 0, "verbatim": 1, "stub": 0, "agreement": 0, "dissent": 0, "deleted": 0, "themes": ["Reporting > Exports"]}', 'done');
INSERT INTO change VALUES (5, '01a200df-e93b-7000-9adc-b1623702a0fc', 1795311030865, '01a200e0-5251-7000-b0fa-b0ffe58af30a', 'add', 'quote', '01a200e0-5251-7000-b0fa-b0ffe58af30a', NULL, '{"text": "the app gets lost in \"tunnels\"; it''s slow", "kind": "missing_feature", "participant_id": "01a200df-e945-7001-aaff-3fc0b5870e21", "at_ms": 1795311030865, "offset_ms": 44, "section": 0, "question": -1, "intensity": 0, "verbatim": 0, "stub": 0, "agreement": 0, "dissent": 0, "deleted": 0, "themes": ["Mobile"]}', 'done');
INSERT INTO quote_fts (rowid, tokens) VALUES (1, 'took us three weeks to see a first report');
INSERT INTO quote_fts (rowid, tokens) VALUES (2, 'support answers within the hour');
INSERT INTO quote_fts (rowid, tokens) VALUES (3, 'u5bfcu51fa u51fau5230 u5230u8868 u8868u683c u5bfc u51fa u5230 u8868 u683c');
INSERT INTO quote_fts (rowid, tokens) VALUES (4, 'everybody nods');
INSERT INTO quote_fts (rowid, tokens) VALUES (5, 'the app gets lost in tunnels it s slow its');
PRAGMA application_id = 1179079248;
PRAGMA user_version = 1;
