package dev.shizuka.api;

import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/** What the generator leaves untidy: order and age of columns, {@code required: [spec]}, conditions as a map, rules said twice. */
final class TidySchema implements CRDPostProcessor {
  private static final List<String> COLUMNS = List.of("Ready", "Loaded", "Synced", "Mode", "State", "Window",
      "Quiet 30d", "Would 30d", "Matched", "Expires",
      "Rank", "Severity", "Within", "Suppression", "Rules", "Silences", "Owner", "Kind", "Namespace", "Policy",
      "Approver", "Episodes", "Actionable", "Unattended", "Handling", "Trend", "Attainment", "Target", "Next");

  @Override
  public HasMetadata process(HasMetadata crd, String crdSpecVersion) {
    ((CustomResourceDefinition) crd).getSpec().getVersions().forEach(TidySchema::tidy);
    return crd;
  }

  private static void tidy(CustomResourceDefinitionVersion version) {
    List<CustomResourceColumnDefinition> columns = version.getAdditionalPrinterColumns();
    columns.sort(Comparator.comparing(column -> COLUMNS.indexOf(column.getName())));
    columns.add(new CustomResourceColumnDefinitionBuilder().withName("Age").withType("date")
        .withJsonPath(".metadata.creationTimestamp").build());
    JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
    root.setRequired(List.of("spec"));
    dedupe(root);
    JSONSchemaProps status = root.getProperties().get("status");
    if (status == null || status.getProperties().get("conditions") == null) {
      return;
    }
    JSONSchemaProps conditions = status.getProperties().get("conditions");
    conditions.setXKubernetesListType("map");
    conditions.setXKubernetesListMapKeys(List.of("type"));
  }

  private static void dedupe(JSONSchemaProps schema) {
    schema.setXKubernetesValidations(new ArrayList<>(new LinkedHashSet<>(schema.getXKubernetesValidations())));
    schema.getProperties().values().forEach(TidySchema::dedupe);
    if (schema.getItems() != null) {
      dedupe(schema.getItems().getSchema());
    }
    if (schema.getAdditionalProperties() != null && schema.getAdditionalProperties().getSchema() != null) {
      dedupe(schema.getAdditionalProperties().getSchema());
    }
  }
}
