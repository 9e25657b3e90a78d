-- The sums of all legs by role and origin, for the books check at the current number. No origin: board '' and year 0.
CREATE TABLE ledger.books_total (
    tenant_id  text             NOT NULL,
    generation int              NOT NULL,
    commodity  text COLLATE "C" NOT NULL,
    role       text COLLATE "C" NOT NULL,
    board      text COLLATE "C" NOT NULL,
    year       int              NOT NULL,
    amount     bigint           NOT NULL,
    PRIMARY KEY (tenant_id, generation, commodity, role, board, year)
) WITH (fillfactor = 50);

-- Facts whose legs do not sum to zero in a commodity and origin. Empty in sound books.
CREATE TABLE ledger.books_unbalanced (
    tenant_id  text             NOT NULL,
    generation int              NOT NULL,
    number     bigint           NOT NULL,
    commodity  text COLLATE "C" NOT NULL,
    board      text COLLATE "C" NOT NULL,
    year       int              NOT NULL,
    fact       text COLLATE "C" NOT NULL,
    amount     bigint           NOT NULL,
    PRIMARY KEY (tenant_id, generation, number, commodity, board, year)
);
