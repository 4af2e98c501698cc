package dev.shizuka.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A condition in the form of {@code metav1.Condition}, which kubectl, Flux and Argo CD understand.
 *
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param lastTransitionTime moves only when {@code status} flips
 */
public record Condition(String type, String status, @Nullable String reason, @Nullable String message,
    @Nullable Instant lastTransitionTime, @Nullable Long observedGeneration) {}
