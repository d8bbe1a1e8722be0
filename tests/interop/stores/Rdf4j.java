// Rdf4j.java FORMAT FILE: loads the file into a store in memory and answers each query that a line of the standard input
// names. A line is ALL|NIL, a tab and the path of the query: ALL asks all graphs as one, NIL the default graph alone. For
// each line one line comes out: SPARQL results in JSON, or "error" and why.
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.rdf4j.model.IRI;
import org.eclipse.rdf4j.model.vocabulary.RDF4J;
import org.eclipse.rdf4j.query.BooleanQuery;
import org.eclipse.rdf4j.query.Query;
import org.eclipse.rdf4j.query.QueryLanguage;
import org.eclipse.rdf4j.query.TupleQuery;
import org.eclipse.rdf4j.query.impl.SimpleDataset;
import org.eclipse.rdf4j.query.resultio.sparqljson.SPARQLBooleanJSONWriter;
import org.eclipse.rdf4j.query.resultio.sparqljson.SPARQLResultsJSONWriter;
import org.eclipse.rdf4j.repository.RepositoryConnection;
import org.eclipse.rdf4j.repository.sail.SailRepository;
import org.eclipse.rdf4j.rio.RDFFormat;
import org.eclipse.rdf4j.sail.memory.MemoryStore;

public class Rdf4j {
  static String answer(RepositoryConnection connection, boolean all, String text) throws Exception {
    Query query = connection.prepareQuery(QueryLanguage.SPARQL, text);
    if (!all) {
      SimpleDataset dataset = new SimpleDataset();
      dataset.addDefaultGraph(RDF4J.NIL);
      connection.getContextIDs().forEach(graph -> dataset.addNamedGraph((IRI) graph));
      query.setDataset(dataset);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (query instanceof BooleanQuery ask) {
      new SPARQLBooleanJSONWriter(out).handleBoolean(ask.evaluate());
    } else {
      ((TupleQuery) query).evaluate(new SPARQLResultsJSONWriter(out));
    }
    return out.toString(StandardCharsets.UTF_8).replaceAll("[\\r\\n]+", " ");
  }

  public static void main(String[] arguments) throws Exception {
    RDFFormat format = switch (arguments[0]) {
      case "turtle" -> RDFFormat.TURTLE;
      case "trig" -> RDFFormat.TRIG;
      case "nquads" -> RDFFormat.NQUADS;
      default -> throw new IllegalArgumentException(arguments[0]);
    };
    SailRepository store = new SailRepository(new MemoryStore());
    try (RepositoryConnection connection = store.getConnection();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      connection.add(new File(arguments[1]), format);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] asked = line.split("\t");
        try {
          System.out.println(answer(connection, asked[0].equals("ALL"), Files.readString(Path.of(asked[1]))));
        } catch (RuntimeException reason) {
          System.out.println("error " + reason.toString().replaceAll("[\\r\\n]+", " "));
        }
        System.out.flush();
      }
    }
    store.shutDown();
  }
}
