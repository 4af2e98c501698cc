package dev.shizuka.engine;

import dev.shizuka.backend.Access;
import dev.shizuka.backend.alertmanager.ConfigurationPlaces;
import dev.shizuka.backend.prometheus.RulePlaces;
import dev.shizuka.catalog.Memory;
import dev.shizuka.compile.ApprovalSource;
import dev.shizuka.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an engine stands on.
 *
 * @param rulePlaces empty where there is no cluster
 * @param installation whose silences and files are ours
 * @param poll how often Alertmanager is read
 * @param grace how long an alert must be seen unsuppressed until it counts as actionable
 * @param resync how often backends are compared with what is declared even if nothing changed
 * @param approvals whether approvals that a catalog holds count now; asked at each compile
 * @param maxLifetime how far ahead {@code expires} of a policy may be
 * @param maxSilences how many silences of ours a backend may have
 * @param configurations where configurations of Alertmanager lie: files on hosts, Secrets in a cluster
 * @param rulesRoot in a cluster, the folder below which delivery {@code directory} may write
 */
public record EngineSettings(Access.Source access, Memory memory, Ledger ledger, Optional<RulePlaces> rulePlaces,
    String installation,
    Duration poll, Duration grace, Duration resync, boolean inCluster, Optional<String> rulesRoot,
    Clock clock, Supplier<ApprovalSource> approvals, Duration maxLifetime, int maxSilences,
    ConfigurationPlaces configurations) {}
