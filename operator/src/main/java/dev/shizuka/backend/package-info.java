/**
 * What the adapters to Prometheus and Alertmanager share: access, HTTP, the serialized loop.
 */
@NullMarked
package dev.shizuka.backend;

import org.jspecify.annotations.NullMarked;
