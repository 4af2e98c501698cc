package dev.shizuka.image;

import dev.shizuka.testbed.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The image started as a container engine would, without one: a root of its own with the file tree and glibc and nothing else, all of it read-only
 * but the volume, and a /tmp where nothing can be executed.
 */
record Container(Path directory, FileTree tree, Containerfile containerfile) {
  private static final String SETUP = """
      root=$1 opt=$2 volume=$3 user=$4
      shift 4
      mount --bind "$root" "$root"
      mount --bind "$opt" "$root/opt"
      mount -o remount,bind,ro "$root/opt"
      mount -t tmpfs -o noexec,nosuid,nodev,mode=1777 tmpfs "$root/tmp"
      mount --bind "$volume" "$root/var/lib/shizuka"
      mount --rbind /proc "$root/proc"
      mount --rbind /dev "$root/dev"
      mount -o remount,bind,ro "$root"
      exec setpriv --no-new-privs chroot --userspec="$user" --groups= "$root" "$@"
      """;

  static Container of(Path directory, FileTree tree) throws Exception {
    Container container = new Container(directory, tree, Containerfile.read());
    for (String folder : List.of("opt", "tmp", "proc", "dev", "var/lib/shizuka")) {
      Files.createDirectories(container.root().resolve(folder));
    }
    for (Path library : tree.systemLibraries()) {
      Path copy = container.root().resolve(library.toString().substring(1));
      Files.createDirectories(copy.getParent());
      Files.copy(library, copy);
    }
    Files.createDirectories(container.volume());
    FileTree.say("chown", container.containerfile.user(), container.volume().toString());
    return container;
  }

  /** Why it cannot be made here; empty where it can. */
  static String hindrance() throws InterruptedException {
    try {
      FileTree.say("unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt");
      return "";
    } catch (IOException refused) {
      return "mounts cannot be made here, so there is no read-only root: " + refused.getMessage();
    }
  }

  private Path root() {
    return directory.resolve("root");
  }

  /** What a PersistentVolumeClaim is in a pod, at /var/lib/shizuka. */
  Path volume() {
    return directory.resolve("volume");
  }

  /** @param options of the JVM, as JDK_JAVA_OPTIONS */
  Launcher start(String options, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("unshare", "--mount", "sh", "-euc", SETUP, "sh", root().toString(),
        tree.directory().resolve("opt").toString(), volume().toString(), containerfile.user()));
    command.addAll(containerfile.entrypoint());
    command.addAll(List.of(arguments));
    return Launcher.start(directory, environment(options), command);
  }

  private Map<String, String> environment(String options) {
    Map<String, String> environment = new HashMap<>(containerfile.environment());
    // The tools that set this up are not in the image's path.
    environment.remove("PATH");
    environment.putAll(Map.of("JDK_JAVA_OPTIONS", options, "KUBECONFIG", "/var/lib/shizuka/kubeconfig"));
    return environment;
  }
}
