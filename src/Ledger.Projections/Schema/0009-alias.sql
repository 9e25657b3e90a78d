-- Ids of people who were registered twice: rankings count what was done under all of them as one person's.
CREATE TABLE ledger.alias (
    tenant_id  text             NOT NULL,
    generation int              NOT NULL,
    holder     text COLLATE "C" NOT NULL,
    number     bigint           NOT NULL,
    survivor   text COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id, generation, holder, number)
);
