package be.ugent.idlab.knows.functions.agent;

import java.util.Set;

public final class Arguments {
  public Arguments add(String name, Object value) {
    return this;
  }

  public Set<String> getArgumentNames() {
    return Set.of();
  }
}
