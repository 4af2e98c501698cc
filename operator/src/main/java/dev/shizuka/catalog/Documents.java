package dev.shizuka.catalog;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The documents of a YAML or JSON file with the line of everything in them. Never throws, whatever the text.
 *
 * @param complete those that end before the break, or all
 * @param broken where and why the text is not YAML; empty if it is
 */
record Documents(List<Document> complete, Optional<Unreadable> broken) {
  Documents {
    complete = List.copyOf(complete);
  }

  static Documents parse(String file, String text) {
    LoadSettings settings = LoadSettings.builder().setLabel(file).setUseMarks(true).setSchema(new CoreSchema())
        .setCodePointLimit(FileText.LARGEST).build();
    // A tab is white space anywhere in JSON; YAML's scanner takes it for a mistake at the start of a line.
    String source = file.endsWith(".json") ? text.replace('\t', ' ') : text;
    List<Document> complete = new ArrayList<>();
    try {
      Iterator<Event> events = new Parse(settings).parseString(source).iterator();
      NodeBudget budget = new NodeBudget();
      while (events.hasNext()) {
        if (events.next().getEventId() == Event.ID.DocumentStart) {
          complete.add(new DocumentReader(file, events, settings, budget).read());
        }
      }
      return new Documents(complete, Optional.empty());
    } catch (NotSupported notSupported) {
      return broken(file, complete, notSupported.line, notSupported.words);
    } catch (MarkedYamlEngineException notYaml) {
      int line = notYaml.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      return broken(file, complete, line, words(notYaml));
    } catch (ReaderException notText) {
      return broken(file, complete, lineAt(source, notText.getPosition()),
          "the character U+%04X is not allowed in YAML".formatted(notText.getCodePoint()));
    } catch (YamlEngineException notYaml) {
      return broken(file, complete, 1, String.valueOf(notYaml.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private static String words(MarkedYamlEngineException notYaml) {
    String context = notYaml.getContext();
    String problem = String.valueOf(notYaml.getProblem());
    return context == null ? problem : context + ": " + problem;
  }

  private static Documents broken(String file, List<Document> complete, int line, String words) {
    Problem problem = new Problem("", "BrokenYaml", "the file is not YAML: " + words.strip());
    return new Documents(complete,
        Optional.of(new Unreadable(Optional.empty(), new Origin(file, Map.of("", line)), problem)));
  }

  private static int lineAt(String text, int codePoints) {
    return 1 + (int) text.codePoints().limit(codePoints).filter(character -> character == '\n').count();
  }

  /** Counts the nodes of a file, those repeated by aliases included, so that no text can grow without bound. */
  static final class NodeBudget {
    /** A file of the largest size holds fewer in any sensible text. */
    private static final int MOST = 500_000;
    private int used;

    void use(int nodes, int line) {
      if (nodes > MOST - used) {
        throw new NotSupported(line, "it has more than " + MOST + " values; aliases count each time they are used");
      }
      used += nodes;
    }

    int used() {
      return used;
    }
  }

  /** Well-formed YAML that is refused all the same. */
  static final class NotSupported extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int line;
    private final String words;

    NotSupported(int line, String words) {
      super(words);
      this.line = line;
      this.words = words;
    }
  }
}
