package dev.shizuka.backend.alertmanager;

import dev.shizuka.api.MonitoringBackendSpec.Inhibition;
import dev.shizuka.api.MonitoringBackendSpec.InhibitionFile;
import dev.shizuka.backend.BackendException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Two files on Alertmanager's host. The one before lies beside the output, hidden, while the new one is not certain. */
public final class ConfigurationFiles implements ConfigurationPlace {
  /** Alertmanager reads the file within the request that makes it reload. */
  private static final Duration DELAY = Duration.ofSeconds(2);
  private static final long LARGEST = 64L << 20;

  private final Path base;
  private final Path output;

  private ConfigurationFiles(Path base, Path output) {
    this.base = base.toAbsolutePath().normalize();
    this.output = output.toAbsolutePath().normalize();
  }

  /** Places on hosts. */
  public static ConfigurationPlace of(Inhibition inhibition) throws BackendException {
    InhibitionFile file = inhibition.file();
    if (file == null || file.base() == null || file.output() == null) {
      throw new BackendException("NoPlace", false,
          "Secrets need a cluster: on hosts name two files in spec.alertmanager.inhibition.file");
    }
    try {
      ConfigurationFiles files = new ConfigurationFiles(Path.of(file.base()), Path.of(file.output()));
      if (files.base.equals(files.output)) {
        throw new BackendException("NoPlace", false,
            files.base + " is base and output at once: the base is only read, so name another file as output");
      }
      return files;
    } catch (InvalidPathException wrong) {
      throw new BackendException("NoPlace", false,
          "spec.alertmanager.inhibition.file names what is no path: " + wrong.getReason());
    }
  }

  @Override
  public String base() {
    return base.toString();
  }

  @Override
  public String output() {
    return output.toString();
  }

  @Override
  public Duration delay() {
    return DELAY;
  }

  @Override
  public String readBase() throws BackendException {
    return read(base).orElseThrow(() -> new BackendException("BaseMissing", true,
        "The configuration " + base + " does not exist: write it there, Shizuka completes it to " + output));
  }

  @Override
  public Outputs readOutput() throws BackendException {
    return new Outputs(read(output), read(before()));
  }

  @Override
  public void write(Outputs outputs) throws BackendException {
    if (outputs.before().isPresent()) {
      put(before(), outputs.before().get());
    }
    if (outputs.current().isPresent()) {
      put(output, outputs.current().get());
    } else {
      remove(output);
    }
    if (outputs.before().isEmpty()) {
      remove(before());
    }
  }

  private Path before() {
    return output.resolveSibling("." + output.getFileName() + ".before");
  }

  private static Optional<String> read(Path file) throws BackendException {
    try {
      if (Files.size(file) > LARGEST) {
        throw new IOException("it is larger than " + (LARGEST >> 20) + " MiB");
      }
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    } catch (IOException failed) {
      throw unusable(file, failed);
    }
  }

  /** Whole or not at all, also after a power cut. */
  private void put(Path file, String text) throws BackendException {
    if (read(file).filter(text::equals).isPresent()) {
      return;
    }
    Path staged = file.resolveSibling("." + output.getFileName() + ".staged");
    try {
      Files.deleteIfExists(staged);
      createLike(staged);
      try (FileChannel channel = FileChannel.open(staged, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw unusable(file, failed);
    }
  }

  /** With the rights of the output that is there, else of the base: it holds the same secrets. Readable by nobody else at any moment. */
  private void createLike(Path staged) throws IOException {
    Path model = Files.exists(output) ? output : base;
    PosixFileAttributeView view = Files.getFileAttributeView(model, PosixFileAttributeView.class);
    if (view == null) {
      Files.createFile(staged);
      return;
    }
    Files.createFile(staged, PosixFilePermissions
        .asFileAttribute(Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)));
    PosixFileAttributeView stagedView = Files.getFileAttributeView(staged, PosixFileAttributeView.class);
    if (!view.readAttributes().group().equals(stagedView.readAttributes().group())) {
      stagedView.setGroup(view.readAttributes().group());
    }
    own(stagedView, view, model);
    stagedView.setPermissions(view.readAttributes().permissions());
  }

  /** Where nobody but its owner may read it, Alertmanager is that owner, and a file of ours would lock it out. */
  private static void own(PosixFileAttributeView staged, PosixFileAttributeView model, Path path) throws IOException {
    PosixFileAttributes wanted = model.readAttributes();
    if (staged.readAttributes().owner().equals(wanted.owner())) {
      return;
    }
    try {
      staged.setOwner(wanted.owner());
    } catch (IOException notAllowed) {
      if (!wanted.permissions().contains(PosixFilePermission.GROUP_READ)
          && !wanted.permissions().contains(PosixFilePermission.OTHERS_READ)) {
        throw new IOException(path + " belongs to " + wanted.owner().getName()
            + ", nobody else may read it, and Shizuka cannot make files of that owner: let its group read it",
            notAllowed);
      }
    }
  }

  private static void remove(Path file) throws BackendException {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      throw unusable(file, failed);
    }
  }

  private static BackendException unusable(Path file, IOException failed) {
    return new BackendException("FileUnusable", true, "The configuration " + file + " cannot be used ("
        + failed.getClass().getSimpleName() + ": " + failed.getMessage()
        + "): check that its folder exists, has space and may be used by Shizuka");
  }
}
