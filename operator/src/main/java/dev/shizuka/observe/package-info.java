/**
 * Turns what Alertmanager shows into sightings of alerts for the ledger, and what Prometheus remembers into what fills their gaps.
 */
@NullMarked
package dev.shizuka.observe;

import org.jspecify.annotations.NullMarked;
