package dev.shizuka.backend.prometheus;

/** Where rules can be put in a cluster. */
public record RulePlaces(ConfigMaps configMaps, PrometheusRules prometheusRules) {}
