/**
 * The {@link dev.shizuka.catalog.Catalog}, an immutable picture of everything declared, and its two sources: a directory of YAML\n * and a cluster. Must not know what becomes of what is declared.
 */
@NullMarked
package dev.shizuka.catalog;

import org.jspecify.annotations.NullMarked;
