/** The program's entry. */
@NullMarked
package dev.shizuka;

import org.jspecify.annotations.NullMarked;
