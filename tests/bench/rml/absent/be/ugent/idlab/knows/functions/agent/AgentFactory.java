package be.ugent.idlab.knows.functions.agent;

public final class AgentFactory {
  private AgentFactory() {}

  public static Agent createFromFnO(String... descriptions) {
    return (function, arguments) -> { throw new UnsupportedOperationException(function); };
  }
}
