package dev.shizuka.engine;

import dev.shizuka.api.MonitoringBackendSpec;
import dev.shizuka.backend.Access;
import dev.shizuka.backend.RuleSync;
import dev.shizuka.backend.prometheus.RuleLoop;
import dev.shizuka.catalog.Catalog;
import dev.shizuka.catalog.Declared;
import dev.shizuka.compile.RuleCompiler;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rule loop of one backend. New credentials make a new loop; so does a changed spec, by way of {@link #closeUnless}. */
final class RuleRun implements AutoCloseable {
  private final Declared<MonitoringBackendSpec> backend;
  private final EngineSettings settings;
  private final Consumer<RuleSync> results;
  private @Nullable RuleLoop loop;
  private @Nullable Catalog declared;
  private @Nullable Access access;

  RuleRun(Declared<MonitoringBackendSpec> backend, EngineSettings settings, Consumer<RuleSync> results) {
    this.backend = backend;
    this.settings = settings;
    this.results = results;
  }

  /**
   * Tells the loop what is declared; the same catalog again changes nothing.
   *
   * @param with empty where it cannot be read at the moment: what runs goes on with what it has
   */
  void declare(Catalog catalog, Optional<Access> with) {
    if (with.isPresent() && !with.get().equals(access)) {
      close();
      start(with.get());
      declared = null;
    }
    RuleLoop running = loop;
    if (running != null && catalog != declared) {
      running.declare(catalog);
      declared = catalog;
    }
  }

  boolean runs() {
    return loop != null;
  }

  private void start(Access now) {
    RuleLoop started = new RuleLoop(backend, new RuleLoop.Settings(now, RuleCompiler::compile, settings.memory(),
        settings.rulePlaces(), settings.installation(), settings.clock(), settings.resync(), results));
    started.start();
    loop = started;
    access = now;
  }

  /** Closes it and says true, unless what is wanted is what runs; the switch {@code suspendSuppression} is none of its business. */
  boolean closeUnless(@Nullable Declared<MonitoringBackendSpec> wanted) {
    if (wanted != null && ruleSide(wanted.spec()).equals(ruleSide(backend.spec()))) {
      return false;
    }
    close();
    return true;
  }

  private static MonitoringBackendSpec ruleSide(MonitoringBackendSpec spec) {
    return new MonitoringBackendSpec(spec.namespaceSelector(), spec.honorLabelsIn(), null, spec.prometheus(), null,
        null,
        null);
  }

  @Override
  public void close() {
    Optional.ofNullable(loop).ifPresent(RuleLoop::close);
    loop = null;
    access = null;
  }
}
