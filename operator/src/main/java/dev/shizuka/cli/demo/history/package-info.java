/**
 * A made-up year of operations with known truths, to try reports on. The same for the same seed. Knows nothing of the store or of reports' rules.
 */
@NullMarked
package dev.shizuka.cli.demo.history;

import org.jspecify.annotations.NullMarked;
