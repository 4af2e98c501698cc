package dev.shizuka.backend;

/**
 * One server of a backend at the last sync.
 *
 * @param version empty where unknown
 * @param message why it is not reachable; empty where it is
 */
public record Replica(String url, boolean reachable, String version, String message) {}
