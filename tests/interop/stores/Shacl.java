// Shacl.java SHAPES,... FILE...: validates each file with Jena. A line a file: its name and the node shapes that report,
// with tabs between them.
import java.nio.file.Path;
import java.util.TreeSet;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.shacl.ValidationReport;
import org.apache.jena.sparql.graph.GraphFactory;

public class Shacl {
  static final String PREFIX = "https://w3id.org/annograph/shapes#";

  // A report names the property shape that failed, a blank node; the tests speak of the node shape around it.
  static String nameOf(Graph shapes, Node node) {
    while (node.isBlank()) {
      node = shapes.find(Node.ANY, Node.ANY, node).next().getSubject();
    }
    return node.getURI().replace(PREFIX, "");
  }

  public static void main(String[] arguments) {
    Graph shapes = GraphFactory.createDefaultGraph();
    for (String file : arguments[0].split(",")) {
      RDFDataMgr.read(shapes, file);
    }
    Shapes parsed = Shapes.parse(shapes);
    for (int i = 1; i < arguments.length; i++) {
      ValidationReport report = ShaclValidator.get().validate(parsed, RDFDataMgr.loadGraph(arguments[i]));
      TreeSet<String> found = new TreeSet<>();
      report.getEntries().forEach(entry -> found.add(nameOf(shapes, entry.source())));
      if (report.conforms() != found.isEmpty()) {
        throw new IllegalStateException(arguments[i] + ": the verdict is not what is reported");
      }
      StringBuilder line = new StringBuilder(Path.of(arguments[i]).getFileName().toString());
      found.forEach(shape -> line.append('\t').append(shape));
      System.out.println(line);
    }
  }
}
