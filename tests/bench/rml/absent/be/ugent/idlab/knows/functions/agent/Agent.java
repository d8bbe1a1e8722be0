package be.ugent.idlab.knows.functions.agent;

/** Calls functions; the mappings here have none. */
public interface Agent {
  Object execute(String function, Arguments arguments) throws Exception;
}
