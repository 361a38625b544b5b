-- Schema 7: who was not asked for consent. Whoever is there already counts as asked.

-- 0 is not asked: consent_notes and consent_name are then the least, not an answer.
ALTER TABLE participant ADD COLUMN asked INTEGER NOT NULL DEFAULT 1;
