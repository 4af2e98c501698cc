package dev.shizuka.ledger;

import java.time.Duration;
import java.time.ZoneId;

/**
 * How a ledger counts.
 *
 * @param settle how long an alert must be absent until its episode closes
 * @param zone whose days an answer is on the same day by, and at whose midnight a miss should have its cause
 */
public record LedgerSettings(Duration settle, ZoneId zone) {}
