package dev.shizuka.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The file tree that {@code build/image} makes of the distribution. */
record FileTree(Path directory) {
  private static final Path DISTRIBUTION = Path.of("target/shizuka").toAbsolutePath();
  private static final Pattern OUTSIDE = Pattern.compile("(?m)(?:=> )?(/\\S+) \\(0x[0-9a-f]+\\)$");

  static FileTree build() throws IOException, InterruptedException {
    Path tree = Path.of("target/image").toAbsolutePath();
    say("../build/image", DISTRIBUTION.toString(), tree.toString());
    return new FileTree(tree);
  }

  Path home() {
    return directory.resolve("opt/shizuka");
  }

  Path runtime() {
    return home().resolve("runtime");
  }

  Stream<Path> files() throws IOException {
    return Files.walk(directory).sorted();
  }

  /** The libraries of the system that its binaries are linked with, by their path. */
  Set<Path> systemLibraries() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ldd", runtime().resolve("bin/java").toString()));
    try (Stream<Path> files = files()) {
      files.map(Path::toString).filter(file -> file.endsWith(".so")).forEach(command::add);
    }
    Matcher found = OUTSIDE.matcher(say(command.toArray(String[]::new)));
    Set<Path> libraries = new TreeSet<>();
    while (found.find()) {
      Path library = Path.of(found.group(1)).normalize();
      if (!library.startsWith(directory)) {
        libraries.add(library);
      }
    }
    return libraries;
  }

  /** What a command says; it is an error if it fails. */
  static String say(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("image", ".out");
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
      boolean ended = process.waitFor(5, TimeUnit.MINUTES);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + " failed:\n" + Files.readString(output));
      }
      return Files.readString(output);
    } finally {
      Files.delete(output);
    }
  }
}
