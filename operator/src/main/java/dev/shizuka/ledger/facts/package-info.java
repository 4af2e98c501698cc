/**
 * What reports must know of episodes, as the store is to give it: definitions of response, handling time and objective, what one episode adds
 * to which sum, and the questions a report asks. Pure: no clock, no I/O; knows nothing of the store.
 */
@NullMarked
package dev.shizuka.ledger.facts;

import org.jspecify.annotations.NullMarked;
