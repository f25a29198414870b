/**
 * What the variants of an endpoint keep when it gets another configuration. Source: SageMaker API
 * reference, UpdateEndpoint, RetainAllVariantProperties and ExcludeRetainedVariantProperties.
 */
import type { Cloud } from '../../../kernel/index.ts';
import { configNamed } from '../configs.ts';
import type { EndpointConfig, ProductionVariant } from '../configs.ts';
import type { Endpoint } from './endpoint.ts';

/** A property that may be kept; the API names DataCaptureConfig too, and does not support it yet. */
export type VariantProperty = 'DesiredInstanceCount' | 'DesiredWeight' | 'DataCaptureConfig';

/** Properties by variant that stand above those of a configuration. */
export interface Retained {
  readonly weights?: Readonly<Record<string, number>>;
  readonly counts?: Readonly<Record<string, number>>;
}

/** What an endpoint's variants are to keep, but for some properties. */
export function retainedOf(endpoint: Endpoint, excluded: readonly VariantProperty[]): Retained {
  const all = [...endpoint.variants, ...endpoint.shadows];
  const counted = all.flatMap(({ VariantName, DesiredInstanceCount: count }) =>
    count === undefined ? [] : [[VariantName, count] as const],
  );
  const weighed = all.map(({ VariantName, DesiredWeight }) => [VariantName, DesiredWeight]);
  return {
    ...(excluded.includes('DesiredWeight') ? {} : { weights: Object.fromEntries(weighed) }),
    ...(excluded.includes('DesiredInstanceCount') ? {} : { counts: Object.fromEntries(counted) }),
  };
}

/** The configuration that is to come into service, with what the variants keep. */
export function configToCome(
  cloud: Cloud,
  { retained: { weights = {}, counts = {} } = {} }: Endpoint,
  name: string,
): EndpointConfig {
  const config = configNamed(cloud, name);
  const kept = (variant: ProductionVariant): ProductionVariant => {
    const weight = weights[variant.VariantName] ?? variant.InitialVariantWeight;
    const count = counts[variant.VariantName] ?? variant.InitialInstanceCount;
    return {
      ...variant,
      ...(weight === undefined ? {} : { InitialVariantWeight: weight }),
      ...(count === undefined || variant.ServerlessConfig ? {} : { InitialInstanceCount: count }),
    };
  };
  const { ProductionVariants, ShadowProductionVariants: shadows } = config.request;
  return {
    ...config,
    request: {
      ...config.request,
      ProductionVariants: ProductionVariants.map(kept),
      ...(shadows ? { ShadowProductionVariants: shadows.map(kept) } : {}),
    },
  };
}
