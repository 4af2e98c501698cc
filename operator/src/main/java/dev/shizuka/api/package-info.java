/**
 * The kinds that people declare: spec and status records with their schema annotations. Knows nothing but itself.
 */
@NullMarked
package dev.shizuka.api;

import org.jspecify.annotations.NullMarked;
