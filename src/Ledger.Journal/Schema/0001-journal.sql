-- Marten 9's tables with string stream ids, conjoined tenancy and tenant-partitioned numbering (JOURNAL.md §1).
-- Nothing of ours goes into them; constraint names are the ones Marten's own functions use.
CREATE TABLE ledger.mt_streams (
    tenant_id   varchar     NOT NULL,
    id          varchar     NOT NULL,
    type        varchar,
    version     bigint,
    timestamp   timestamptz NOT NULL DEFAULT now(),
    created     timestamptz NOT NULL DEFAULT now(),
    is_archived bool        DEFAULT false,
    CONSTRAINT pkey_mt_streams_tenant_id_id PRIMARY KEY (tenant_id, id)
) WITH (fillfactor = 85);

CREATE TABLE ledger.mt_events (
    seq_id         bigint       NOT NULL,
    id             uuid         NOT NULL,
    stream_id      varchar,
    version        bigint       NOT NULL,
    data           jsonb        NOT NULL,
    bdata          bytea,
    type           varchar(500) NOT NULL,
    timestamp      timestamptz  NOT NULL DEFAULT now(),
    tenant_id      varchar      NOT NULL,
    mt_dotnet_type varchar,
    correlation_id varchar,
    causation_id   varchar,
    headers        jsonb,
    is_archived    bool         DEFAULT false,
    CONSTRAINT pkey_mt_events_seq_id_tenant_id PRIMARY KEY (seq_id, tenant_id),
    CONSTRAINT pk_mt_events_stream_and_version UNIQUE (tenant_id, stream_id, version)
);

CREATE TABLE ledger.mt_event_progression (
    name         varchar NOT NULL,
    last_seq_id  bigint,
    last_updated timestamptz DEFAULT transaction_timestamp(),
    CONSTRAINT pk_mt_event_progression PRIMARY KEY (name)
);

CREATE TABLE ledger.mt_tenant_partitions (
    partition_value  varchar NOT NULL,
    partition_suffix varchar NOT NULL,
    CONSTRAINT pkey_mt_tenant_partitions_partition_value PRIMARY KEY (partition_value)
);

CREATE FUNCTION ledger.mt_mark_event_progression(name varchar, last_encountered bigint) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO ledger.mt_event_progression (name, last_seq_id, last_updated)
    VALUES ($1, $2, transaction_timestamp())
    ON CONFLICT ON CONSTRAINT pk_mt_event_progression
    DO UPDATE SET last_seq_id = $2, last_updated = transaction_timestamp();
$$;

-- Ours, beside them. Every key begins with the community, every statement names it.

-- One row per community, locked first by every appending transaction.
CREATE TABLE ledger.head (
    tenant_id        text        NOT NULL PRIMARY KEY,
    number           bigint      NOT NULL,
    recorded_at      timestamptz NOT NULL,
    state_generation int         NOT NULL,
    event_names      text[]      NOT NULL
) WITH (fillfactor = 50);

-- The Merkle tree's frontier: the roots of its full subtrees, largest first, 32 bytes each.
CREATE TABLE ledger.frontier (
    tenant_id text   NOT NULL PRIMARY KEY,
    number    bigint NOT NULL,
    hashes    bytea  NOT NULL
) WITH (fillfactor = 50);

-- Folded in the append transaction; the only thing decisions read.
CREATE TABLE ledger.state (
    tenant_id text  NOT NULL,
    kind      text  NOT NULL,
    key       text  COLLATE "C" NOT NULL,
    row       jsonb NOT NULL,
    PRIMARY KEY (tenant_id, kind, key)
) WITH (fillfactor = 80);

-- Read by decisions too, but not derivable from events: vault ciphertext, codes, guess counters.
CREATE TABLE ledger.side (
    tenant_id text  NOT NULL,
    kind      text  NOT NULL,
    key       text  COLLATE "C" NOT NULL,
    row       jsonb NOT NULL,
    PRIMARY KEY (tenant_id, kind, key)
) WITH (fillfactor = 80);

CREATE TABLE ledger.idempotency (
    tenant_id   text        NOT NULL,
    caller      text        NOT NULL,
    key         text        NOT NULL,
    fingerprint bytea       NOT NULL,
    accepted    bool        NOT NULL,
    number      bigint      NOT NULL,
    recorded_at timestamptz NOT NULL,
    reply       bytea       NOT NULL,
    PRIMARY KEY (tenant_id, caller, key)
);
CREATE INDEX idempotency_age ON ledger.idempotency (tenant_id, recorded_at);

-- Where each read model of each community stands. A rebuild writes a second generation and swaps.
CREATE TABLE ledger.read_model (
    tenant_id          text   NOT NULL,
    model              text   NOT NULL,
    version            int    NOT NULL,
    generation         int    NOT NULL,
    number             bigint NOT NULL,
    rebuild_version    int,
    rebuild_generation int,
    rebuild_number     bigint,
    stopped_because    text,
    PRIMARY KEY (tenant_id, model)
);
