-- How each redemption stands at its merchant.
CREATE TABLE ledger.merchant_redemption (
    tenant_id       text             NOT NULL,
    generation      int              NOT NULL,
    redemption      uuid             NOT NULL,
    merchant        uuid             NOT NULL,
    holder          text COLLATE "C" NOT NULL,
    offer           uuid             NOT NULL,
    status          text COLLATE "C" NOT NULL,
    quantity        bigint           NOT NULL,
    captured        bigint           NOT NULL,
    refunded        bigint           NOT NULL,
    unit_price      bigint           NOT NULL,
    unit_settlement bigint           NOT NULL,
    bearer          text COLLATE "C" NOT NULL,
    terminal        uuid,
    expires_at      timestamptz      NOT NULL,
    held_number     bigint           NOT NULL,
    held_on         date             NOT NULL,
    held_at         timestamptz      NOT NULL,
    ended_number    bigint,
    ended_on        date,
    ended_at        timestamptz,
    refunded_number bigint,
    refunded_on     date,
    refunded_at     timestamptz,
    PRIMARY KEY (tenant_id, generation, redemption)
);

CREATE INDEX merchant_redemption_by_hold ON ledger.merchant_redemption (tenant_id, generation, merchant, held_number);

-- What was captured and refunded, one row each, insert-only: a merchant's day.
CREATE TABLE ledger.merchant_movement (
    tenant_id   text             NOT NULL,
    generation  int              NOT NULL,
    number      bigint           NOT NULL,
    merchant    uuid             NOT NULL,
    kind        text COLLATE "C" NOT NULL,
    redemption  uuid             NOT NULL,
    refund      uuid,
    offer       uuid             NOT NULL,
    quantity    bigint           NOT NULL,
    points      bigint           NOT NULL,
    fen         bigint           NOT NULL,
    booked_on   date             NOT NULL,
    recorded_at timestamptz      NOT NULL,
    PRIMARY KEY (tenant_id, generation, number)
);

CREATE INDEX merchant_movement_by_day ON ledger.merchant_movement (tenant_id, generation, merchant, booked_on, number);
