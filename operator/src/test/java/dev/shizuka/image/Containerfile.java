package dev.shizuka.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the last stage of the Containerfile says of how the image is started. */
record Containerfile(List<String> entrypoint, String user, Map<String, String> environment) {
  private static final Pattern ENVIRONMENT = Pattern.compile("(?m)^ENV (\\w+)=(\\S+)$");

  static Containerfile read() throws IOException {
    String text = Files.readString(Path.of("../Containerfile"));
    String last = text.substring(text.lastIndexOf("\nFROM "));
    return new Containerfile(List.of(new ObjectMapper().readValue(argument(last, "ENTRYPOINT"), String[].class)),
        argument(last, "USER"), ENVIRONMENT.matcher(last).results()
            .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2))));
  }

  private static String argument(String stage, String instruction) {
    return Pattern.compile("(?m)^" + instruction + " (.+)$").matcher(stage).results()
        .map(found -> found.group(1)).findFirst().orElseThrow();
  }
}
