/** What can go wrong while training, predicting, or reading a model. */
export type BoostingErrorCode =
  /** A parameter lies outside what the trainer offers. */
  | 'BoostingParameterInvalid'
  /** The objective is not in the table of objectives. */
  | 'ObjectiveNotOffered'
  /** The metric is not in the table of metrics. */
  | 'MetricNotOffered'
  /** The labels are not what the objective or the metric can work with. */
  | 'LabelsNotUsable'
  /** The bytes are not a model in any form this package reads. */
  | 'ModelUnreadable'
  /** The rows have more columns than the model has features. */
  | 'TooManyColumns';

/** An error of the boosting package; `code` says which one. */
export class BoostingError extends Error {
  override readonly name = 'BoostingError';

  constructor(
    readonly code: BoostingErrorCode, message: string, options?: { readonly cause?: unknown },
  ) {
    super(message);
    if (options?.cause !== undefined) {
      this.cause = options.cause;
    }
  }
}
