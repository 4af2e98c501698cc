package dev.shizuka.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A condition in the form of {@code metav1.Condition}, which kubectl, Flux and Argo CD understand.
 *
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param lastTransitionTime moves only when {@code status} flips
 */
public record Condition(@Required String type,
    @JsonPropertyDescription("True, False or Unknown") @Required String status,
    @JsonPropertyDescription("One word for programs") @Nullable String reason,
    @JsonPropertyDescription("A sentence for people") @Nullable String message,
    @JsonPropertyDescription("Moves only when status flips") @Nullable Instant lastTransitionTime,
    @Nullable Long observedGeneration) {}
