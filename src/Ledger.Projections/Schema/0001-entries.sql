-- One row per leg of every fact that moves value. Insert-only; no row has a time of its own.
CREATE TABLE ledger.entry (
    tenant_id    text             NOT NULL,
    generation   int              NOT NULL,
    number       bigint           NOT NULL,
    leg          int              NOT NULL,
    holder       text COLLATE "C" NOT NULL,
    account      text COLLATE "C" NOT NULL,
    role         text COLLATE "C" NOT NULL,
    commodity    text COLLATE "C" NOT NULL,
    line         bigint,
    fact         text COLLATE "C" NOT NULL,
    board        text COLLATE "C",
    bucket       text COLLATE "C",
    funding      text COLLATE "C",
    origin_year  int,
    expires_on   date,
    amount       bigint           NOT NULL,
    occurred_on  date             NOT NULL,
    booked_on    date             NOT NULL,
    recorded_at  timestamptz      NOT NULL,
    act          uuid,
    redemption   uuid,
    refund       uuid,
    merchant     uuid,
    offer        uuid,
    act_type     text COLLATE "C",
    place_node   text COLLATE "C",
    place_path   text COLLATE "C",
    belongs_node text COLLATE "C",
    belongs_path text COLLATE "C",
    household    uuid,
    evidence     text COLLATE "C",
    PRIMARY KEY (tenant_id, generation, number, leg)
);

-- Everything of one holder, in journal order: balances, lots, replay.
CREATE INDEX entry_of_holder ON ledger.entry (tenant_id, generation, holder, number);

-- What was earned, by the date on which it happened: rankings and roll-ups.
CREATE INDEX entry_earned ON ledger.entry (tenant_id, generation, commodity, occurred_on) WHERE role = 'issued';

-- What is owed to a merchant, and who bears it.
CREATE INDEX entry_of_merchant ON ledger.entry (tenant_id, generation, merchant, booked_on) WHERE role IN ('payable', 'expense');
