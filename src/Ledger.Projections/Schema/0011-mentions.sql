-- Which events outside somebody's own stream name him: with the stream, everything the books hold of him.
CREATE TABLE ledger.mention (
    tenant_id  text   NOT NULL,
    generation int    NOT NULL,
    person     uuid   NOT NULL,
    number     bigint NOT NULL,
    PRIMARY KEY (tenant_id, generation, person, number)
);
