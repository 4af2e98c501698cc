/**
 * What {@code local}, {@code demo} and {@code operator} have in common: takes catalogs, keeps one serialized loop for each backend, and
 * holds what they came to. Decides nothing itself.
 */
@NullMarked
package dev.shizuka.engine;

import org.jspecify.annotations.NullMarked;
