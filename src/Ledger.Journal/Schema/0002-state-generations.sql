-- State of one generation is not state of another: the next one is filled from the journal beside the live one, and the
-- head row says which of them decisions read (ADR 0010).
CREATE TABLE ledger.state_row (
    tenant_id  text  NOT NULL,
    generation int   NOT NULL,
    kind       text  NOT NULL,
    key        text  COLLATE "C" NOT NULL,
    row        jsonb NOT NULL,
    PRIMARY KEY (tenant_id, generation, kind, key)
) WITH (fillfactor = 80);

-- How far a generation that is not in use yet has been folded. Gone with the switch.
CREATE TABLE ledger.state_filling (
    tenant_id  text   NOT NULL,
    generation int    NOT NULL,
    number     bigint NOT NULL,
    PRIMARY KEY (tenant_id, generation)
) WITH (fillfactor = 50);

-- ledger.state stays as it is: nodes from before this script append to it until their community is switched. Whatever
-- lies in it is of generation 1, also where a node raised the number at its first write and filled nothing.
UPDATE ledger.head SET state_generation = 1 WHERE state_generation > 1;
