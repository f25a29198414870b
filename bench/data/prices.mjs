// List prices in US dollars, us-east-1, as read in November 2026 from the services' pricing pages. Estimates: look again before you count on them.
export const PRICES = {
  asOf: '2026-11',
  region: 'us-east-1',
  /** aws.amazon.com/lambda/pricing: arm64, first tier. */
  lambdaGbSecond: 0.0000133334,
  lambdaRequest: 0.2 / 1e6,
  /** aws.amazon.com/s3/pricing: S3 Standard. */
  s3Put: 0.005 / 1000,
  s3Get: 0.0004 / 1000,
  s3GbMonth: 0.023,
  /** aws.amazon.com/step-functions/pricing: Standard workflows. */
  stateTransition: 25 / 1e6,
};
