package dev.shizuka.catalog;

/**
 * One declared object that could be read.
 *
 * @param uid the API server's uid; empty for an object of a directory
 * @param generation the API server's generation; 0 for an object of a directory
 */
public record Declared<S>(ResourceId id, String uid, long generation, S spec, Origin origin) {}
