/**
 * Episodes: a pure fold of sightings, and the durable store behind it. Must not know where sightings come from.
 */
@NullMarked
package dev.shizuka.ledger;

import org.jspecify.annotations.NullMarked;
