package dev.shizuka.ledger.facts;

import java.time.Instant;

/** What is added to one quarter of an hour. */
public record SlotFact(Instant at, SlotKey key, Sums sums) {}
