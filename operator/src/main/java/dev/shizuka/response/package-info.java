/**
 * What people and their pagers say of episodes: events, how deliveries are read, which episodes they are about and what becomes of them. Pure;
 * must not know where deliveries come from nor how they are stored.
 */
@NullMarked
package dev.shizuka.response;

import org.jspecify.annotations.NullMarked;
