package dev.shizuka.catalog;

import java.util.Optional;

/**
 * Something declared that could not be read: a broken file, or one object whose spec does not fit its kind. It is never taken for
 * deleted: what an unreadable rule group last had goes on running, an unreadable priority counts as Forbidden.
 *
 * @param id empty where not even the name could be read
 */
public record Unreadable(Optional<ResourceId> id, Origin origin, Problem problem) {}
