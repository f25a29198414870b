/** Namespace of all metrics of ours; the only dimension is `Model`. */
export const METRIC_NAMESPACE = 'Perennial';

/**
 * Metrics that a check emits. `DriftScore`, `BiasScore` and `ErrorRatio` are relative: 1 is at the
 * threshold of drift, at the limit of bias, and as good as on the holdout.
 */
export const CHECK_METRICS = [
  'Checked', 'RowsChecked', 'DriftScore', 'BiasScore', 'EstimatedErrorRatio', 'Error', 'ErrorRatio', 'NotEnoughData',
] as const;

/** Metrics that a gateway emits. */
export const GATEWAY_METRICS = ['Predictions', 'RowsRefused', 'CaptureFailed', 'EndpointFailed'] as const;
