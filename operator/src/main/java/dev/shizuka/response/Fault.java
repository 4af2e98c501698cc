package dev.shizuka.response;

/**
 * What is wrong with a delivery.
 *
 * @param at JSON pointer (RFC 6901); empty means all of it
 * @param message what is wrong and what is expected
 */
public record Fault(String at, String message) {}
