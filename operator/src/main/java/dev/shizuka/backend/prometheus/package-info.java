/**
 * Reads and applies rules: delivery, reload, read-back.
 */
@NullMarked
package dev.shizuka.backend.prometheus;

import org.jspecify.annotations.NullMarked;
