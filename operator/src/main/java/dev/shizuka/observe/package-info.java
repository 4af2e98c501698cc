/**
 * Turns what Alertmanager shows into sightings of alerts for the ledger.
 */
@NullMarked
package dev.shizuka.observe;

import org.jspecify.annotations.NullMarked;
