-- The sums of all legs by the month they were booked in: a month's table adds up those of the months before it, not every entry.
-- No board: ''; no year: 0; a lot that does not expire, or no lot: infinity. Party and holder in fen only, otherwise ''.
CREATE TABLE ledger.month_sum (
    tenant_id  text             NOT NULL,
    generation int              NOT NULL,
    month      date             NOT NULL,
    commodity  text COLLATE "C" NOT NULL,
    role       text COLLATE "C" NOT NULL,
    party      text COLLATE "C" NOT NULL,
    holder     text COLLATE "C" NOT NULL,
    board      text COLLATE "C" NOT NULL,
    year       int              NOT NULL,
    expires_on date             NOT NULL,
    amount     bigint           NOT NULL,
    PRIMARY KEY (tenant_id, generation, month, commodity, role, party, holder, board, year, expires_on)
) WITH (fillfactor = 50);
