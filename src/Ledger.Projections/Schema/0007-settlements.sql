-- One row per settlement statement, as it was issued: insert-only.
CREATE TABLE ledger.statement (
    tenant_id      text             NOT NULL,
    generation     int              NOT NULL,
    statement      uuid             NOT NULL,
    merchant       uuid             NOT NULL,
    sequence       bigint           NOT NULL,
    month          date             NOT NULL,
    after_number   bigint           NOT NULL,
    through_number bigint           NOT NULL,
    carried_from   bigint,
    total          bigint           NOT NULL,
    number         bigint           NOT NULL,
    issued_on      date             NOT NULL,
    recorded_at    timestamptz      NOT NULL,
    PRIMARY KEY (tenant_id, generation, statement)
);

CREATE INDEX statement_of_merchant ON ledger.statement (tenant_id, generation, merchant, sequence);

-- A statement's lines, by journal number.
CREATE INDEX merchant_movement_by_number ON ledger.merchant_movement (tenant_id, generation, merchant, number);

-- What a statement's lines come to, by booked month and bearer.
CREATE TABLE ledger.statement_amount (
    tenant_id  text             NOT NULL,
    generation int              NOT NULL,
    statement  uuid             NOT NULL,
    month      date             NOT NULL,
    bearer     text COLLATE "C" NOT NULL,
    fen        bigint           NOT NULL,
    PRIMARY KEY (tenant_id, generation, statement, month, bearer)
);

-- Every step of every statement: how it stands at a journal number is its last step up to it.
CREATE TABLE ledger.settlement_step (
    tenant_id   text             NOT NULL,
    generation  int              NOT NULL,
    number      bigint           NOT NULL,
    statement   uuid             NOT NULL,
    step        text COLLATE "C" NOT NULL,
    note        text COLLATE "C",
    recorded_at timestamptz      NOT NULL,
    PRIMARY KEY (tenant_id, generation, number)
);

CREATE INDEX settlement_step_of_statement ON ledger.settlement_step (tenant_id, generation, statement, number);
