package org.rdfhdt.hdt.options;

/** Of an output format that is not asked for. */
public interface HDTOptions {}
