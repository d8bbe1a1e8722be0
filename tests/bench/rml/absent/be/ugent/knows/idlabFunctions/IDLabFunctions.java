package be.ugent.knows.idlabFunctions;

public final class IDLabFunctions {
  private IDLabFunctions() {}

  public static void saveState() {}
}
