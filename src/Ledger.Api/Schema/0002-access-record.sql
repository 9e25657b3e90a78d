-- Who looked at whose account (查阅留痕): one row per request, written before the answer. Ids and codes only. Append-only:
-- nothing in this code changes or removes a row, and a house rule reads the statements to see that it stays so.
CREATE TABLE ledger.access_record (
    tenant_id   text        NOT NULL,
    id          uuid        NOT NULL,
    at          timestamptz NOT NULL,
    caller      text        NOT NULL,
    role        text        NOT NULL,
    operation   text        NOT NULL,
    persons     uuid[]      NOT NULL,
    everybody   bool        NOT NULL,
    audit_check uuid,
    correlation uuid        NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX access_record_persons ON ledger.access_record USING gin (persons);
CREATE INDEX access_record_everybody ON ledger.access_record (tenant_id, at) WHERE everybody;
