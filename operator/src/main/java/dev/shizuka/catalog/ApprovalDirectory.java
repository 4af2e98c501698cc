package dev.shizuka.catalog;

import dev.shizuka.api.SuppressionApprovalSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The folder of approvals. Unlike other declarations nothing of it outlives what can be read now: a folder that cannot be listed approves
 * nothing, and a file with a mistake in it approves nothing. Nothing is remembered over a restart either.
 */
final class ApprovalDirectory {
  private final Path root;
  private final DirectoryFiles files = new DirectoryFiles(Map.of());

  /** What is approved now, and what must be told. */
  record Approved(List<Declared<SuppressionApprovalSpec>> approvals, List<Unreadable> told) {
    static final Approved NOTHING = new Approved(List.of(), List.of());

    Approved {
      approvals = List.copyOf(approvals);
      told = List.copyOf(told);
    }
  }

  ApprovalDirectory(Path root) {
    this.root = root;
  }

  Approved look() {
    try {
      // What cannot be listed is gone here: unknown files must not go on approving.
      Scan scan = new Scan(Scan.of(root).files(), Set.of());
      files.look(scan, path -> FileText.read(root.resolve(path)), Instant.now());
    } catch (IOException unreadable) {
      return new Approved(List.of(), List.of(told(root.toString(), "ApprovalsUnreadable",
          "the approvals cannot be listed, so nothing is approved: check that the folder is there and who may read it")));
    }
    return approved(files.readings());
  }

  /** Whether the next look may bring the rest of what is there. */
  boolean unsettled() {
    return files.unsettled();
  }

  private static Approved approved(List<Readings> readings) {
    List<Readings> good = readings.stream().filter(each -> each.unreadable().isEmpty()).toList();
    Catalog catalog = CatalogBuilder.build(good);
    List<Unreadable> told = new ArrayList<>(catalog.unreadable());
    readings.forEach(each -> told.addAll(each.unreadable()));
    for (Readings each : good) {
      each.objects().stream().filter(object -> object.id().kind() != Kind.SUPPRESSION_APPROVAL)
          .forEach(object -> told.add(new Unreadable(Optional.empty(), object.origin(), new Problem("/kind",
              "NoApproval", object.id() + " stands among the approvals, where only SuppressionApproval is read: move"
                  + " it to the folder of what is declared"))));
    }
    return new Approved(catalog.approvals(), told);
  }

  private static Unreadable told(String file, String reason, String message) {
    return new Unreadable(Optional.empty(), new Origin(file, Map.of("", 1)), new Problem("", reason, message));
  }
}
