/** What can go wrong while training, predicting, or reading a model: each code and what it means. */
export const boostingErrors = {
  BoostingParameterInvalid: 'a parameter lies outside what the trainer offers',
  ObjectiveNotOffered: 'the objective is not in the table of objectives',
  MetricNotOffered: 'the metric is not in the table of metrics',
  LabelsNotUsable: 'the labels are not what the objective or the metric can work with',
  ModelUnreadable: 'the bytes are not a model in any form this package reads',
  TooManyColumns: 'the rows have more columns than the model has features',
} as const satisfies Readonly<Record<string, string>>;
/** Code of an error. */
export type BoostingErrorCode = keyof typeof boostingErrors;

/** An error of the boosting package; `code` says which one. */
export class BoostingError extends Error {
  override readonly name = 'BoostingError';

  constructor(
    readonly code: BoostingErrorCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message);
    if (options?.cause !== undefined) {
      this.cause = options.cause;
    }
  }
}
