/**
 * The endpoints that take responses: who may send, how much and how fast, and what is answered. Must not know what becomes of a response.
 */
@NullMarked
package dev.shizuka.cli.inbound;

import org.jspecify.annotations.NullMarked;
