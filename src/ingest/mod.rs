//! objects → audio → catalog, with rayon: lists, probes what changed, writes batches; resumable.
