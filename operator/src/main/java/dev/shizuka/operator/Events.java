package dev.shizuka.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells notices as {@code events.k8s.io/v1}. An Event's name is made of what it says, and the API server forgets Events after an hour:
 * so the same is told once an hour at most, whoever tells it.
 */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);
  private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
      .withZone(ZoneOffset.UTC);
  private static final int CONFLICT = 409;
  private static final int LONGEST_NOTE = 1000;
  private static final int LONGEST_NAME = 200;
  private final KubernetesClient client;
  private final Clock clock;
  private final String instance;
  private final AtomicBoolean complained = new AtomicBoolean();

  /** @param instance which of us tells: the pod's name */
  Events(KubernetesClient client, Clock clock, String instance) {
    this.client = client;
    this.clock = clock;
    this.instance = instance;
  }

  void tell(HasMetadata about, Notice notice) {
    try {
      Event event = event(about, notice);
      client.events().v1().events().inNamespace(event.getMetadata().getNamespace()).resource(event).create();
      complained.set(false);
    } catch (KubernetesClientException untold) {
      if (untold.getCode() != CONFLICT && complained.compareAndSet(false, true)) {
        LOG.warn("Events cannot be written, and this is said once: {}", untold.getMessage());
      }
    }
  }

  private Event event(HasMetadata about, Notice notice) {
    String namespace = Objects.requireNonNullElse(about.getMetadata().getNamespace(), "default");
    return new EventBuilder().withNewMetadata().withName(name(about, notice)).withNamespace(namespace).endMetadata()
        .withEventTime(new MicroTime(MICROS.format(clock.instant()))).withType(notice.type())
        .withReason(notice.reason()).withAction("Reconcile").withNote(shortened(notice.note(), LONGEST_NOTE))
        .withReportingController("shizuka.dev/operator").withReportingInstance(shortened(instance, 120))
        .withRegarding(reference(about)).build();
  }

  private static ObjectReference reference(HasMetadata about) {
    return new ObjectReferenceBuilder().withApiVersion(about.getApiVersion()).withKind(about.getKind())
        .withName(about.getMetadata().getName()).withNamespace(about.getMetadata().getNamespace())
        .withUid(about.getMetadata().getUid()).withResourceVersion(about.getMetadata().getResourceVersion()).build();
  }

  private static String name(HasMetadata about, Notice notice) {
    String said = about.getKind() + about.getMetadata().getUid() + notice.reason() + notice.note();
    String digest = UUID.nameUUIDFromBytes(said.getBytes(StandardCharsets.UTF_8)).toString();
    String name = about.getMetadata().getName();
    return (name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name) + "." + digest;
  }

  private static String shortened(String text, int length) {
    return text.length() > length ? text.substring(0, length) + "…" : text;
  }
}
