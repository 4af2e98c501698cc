package dev.shizuka.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A priority whose alerts no policy may cover.
 *
 * @param why what closes it, to go on after its name: {@code is Forbidden}
 * @param assign which alerts without a priority label have it; empty where that is not known
 */
public record ClosedPriority(String name, String why, Optional<List<Map<String, String>>> assign) {}
