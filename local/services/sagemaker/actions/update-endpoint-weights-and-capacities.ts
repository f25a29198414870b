import { action } from '../../../kernel/index.ts';
import { tellEndpoint } from '../endpoints/deploy.ts';
import { endpointNamed, saveEndpoint } from '../endpoints/endpoint.ts';
import type { Endpoint, VariantSummary } from '../endpoints/endpoint.ts';
import { notUpdatable, validationException } from '../errors.ts';
import { onNamed } from '../permissions.ts';

interface Desired {
  readonly VariantName: string;
  readonly DesiredWeight?: number;
  readonly DesiredInstanceCount?: number;
}

interface Input {
  readonly EndpointName: string;
  readonly DesiredWeightsAndCapacities: readonly Desired[];
}

/** UpdateEndpointWeightsAndCapacities: takes effect at once. */
export const updateEndpointWeightsAndCapacities = action(
  'UpdateEndpointWeightsAndCapacities',
  onNamed('UpdateEndpointWeightsAndCapacities', 'endpoint', 'EndpointName'),
  (input: Input, { cloud }) => {
    const endpoint = endpointNamed(cloud, input.EndpointName);
    if (endpoint.status !== 'InService') throw notUpdatable(endpoint);
    const known = new Set(
      [...endpoint.variants, ...endpoint.shadows].map(({ VariantName }) => VariantName),
    );
    const missing = input.DesiredWeightsAndCapacities.filter(
      ({ VariantName }) => !known.has(VariantName),
    );
    if (missing.length > 0) {
      const names = missing.map(({ VariantName }) => `"${VariantName}"`).join(', ');
      throw validationException(
        `The variant name(s) ${names} is/are not present within endpoint configuration "${endpoint.config}".`,
      );
    }
    const changed = (variant: VariantSummary): VariantSummary => {
      const desired = input.DesiredWeightsAndCapacities.find(
        ({ VariantName }) => VariantName === variant.VariantName,
      );
      const weight = desired?.DesiredWeight ?? variant.DesiredWeight;
      const count = desired?.DesiredInstanceCount ?? variant.DesiredInstanceCount;
      return {
        ...variant,
        CurrentWeight: weight,
        DesiredWeight: weight,
        ...(count === undefined
          ? {}
          : { CurrentInstanceCount: count, DesiredInstanceCount: count }),
      };
    };
    const updated: Endpoint = {
      ...endpoint,
      variants: endpoint.variants.map(changed),
      shadows: endpoint.shadows.map(changed),
      modified: cloud.world.now(),
    };
    saveEndpoint(cloud, updated);
    tellEndpoint(cloud, updated);
    return { EndpointArn: endpoint.arn };
  },
);
