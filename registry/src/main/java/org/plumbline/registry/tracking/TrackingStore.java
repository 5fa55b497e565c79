package org.plumbline.registry.tracking;

/** What tracking keeps things in. */
public record TrackingStore(ExperimentStore experiments, RunStore runs, RunLog log) {}
