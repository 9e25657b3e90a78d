-- Files on their way into the books: read, judged, not yet committed. Outside the books: a row may vanish at any time and the
-- file be sent again. Contents hold names, so they are encrypted under the community's key; committed or 30 days old, they go.
CREATE TABLE ledger.import_staged (
    tenant_id text        NOT NULL,
    import    uuid        NOT NULL,
    kind      text        NOT NULL,
    lines     int         NOT NULL,
    staged_at timestamptz NOT NULL,
    contents  bytea       NOT NULL,
    PRIMARY KEY (tenant_id, import)
);
CREATE INDEX import_staged_age ON ledger.import_staged (tenant_id, staged_at);
