import { invalidParameter } from './errors.ts';

/** How SNS delivers over HTTP when nothing is said. Recorded from AWS. */
const DEFAULTS = {
  defaultHealthyRetryPolicy: {
    minDelayTarget: 20,
    maxDelayTarget: 20,
    numRetries: 3,
    numMaxDelayRetries: 0,
    numNoDelayRetries: 0,
    numMinDelayRetries: 0,
    backoffFunction: 'linear',
  },
  disableSubscriptionOverrides: false,
  defaultRequestPolicy: { headerContentType: 'text/plain; charset=UTF-8' },
};

type HttpPolicy = Partial<typeof DEFAULTS>;

/** A delivery policy as it is stored: without nulls, and saying whether it may be overridden. */
export function storedDeliveryPolicy(text: string): string {
  const http = parsed(text);
  return JSON.stringify({ http: { disableSubscriptionOverrides: false, ...http } });
}

/** The policy that holds: what was set over what is usual. */
export function effectiveDeliveryPolicy(text: string | undefined): string {
  const http = text ? parsed(text) : {};
  return JSON.stringify({
    http: {
      ...DEFAULTS,
      ...http,
      defaultHealthyRetryPolicy: {
        ...DEFAULTS.defaultHealthyRetryPolicy,
        ...http.defaultHealthyRetryPolicy,
      },
    },
  });
}

/** Seconds before each retry over HTTP. A subscription's own policy goes before the topic's. */
export function httpDelays(
  topicPolicy: string | undefined,
  subscriptionPolicy: string | undefined,
): readonly number[] {
  const own = subscriptionPolicy
    ? (JSON.parse(subscriptionPolicy) as { healthyRetryPolicy?: object }).healthyRetryPolicy
    : undefined;
  const policy = {
    ...DEFAULTS.defaultHealthyRetryPolicy,
    ...(topicPolicy ? parsed(topicPolicy).defaultHealthyRetryPolicy : {}),
    ...own,
  };
  const { numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries, numRetries } = policy;
  const { minDelayTarget: min, maxDelayTarget: max } = policy;
  const between = Math.max(
    0,
    numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries,
  );
  const growing = Array.from(
    { length: between },
    (_, step) => min + ((max - min) * (step + 1)) / (between + 1),
  );
  return [
    ...Array<number>(numNoDelayRetries).fill(0),
    ...Array<number>(numMinDelayRetries).fill(min),
    ...growing,
    ...Array<number>(numMaxDelayRetries).fill(max),
  ];
}

function parsed(text: string): HttpPolicy {
  try {
    const { http = {} } = JSON.parse(text) as { readonly http?: Record<string, unknown> };
    return Object.fromEntries(Object.entries(http).filter(([, value]) => value !== null));
  } catch {
    throw invalidParameter('DeliveryPolicy: failed to parse JSON.');
  }
}
