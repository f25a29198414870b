import { action } from '../../../kernel/index.ts';
import { configNamed } from '../configs.ts';
import type { ConfigRequest } from '../configs.ts';
import { endpointNamed, summariesOf } from '../endpoints/endpoint.ts';
import type { Endpoint, VariantSummary } from '../endpoints/endpoint.ts';
import { configToCome } from '../endpoints/retained.ts';
import { bakingRollout, findRollout } from '../rollout/rollout.ts';
import { onNamed } from '../permissions.ts';
import type { Cloud } from '../../../kernel/index.ts';

/**
 * DescribeEndpoint. While a deployment is under way the new configuration stands in
 * PendingDeploymentSummary.
 */
export const describeEndpoint = action(
  'DescribeEndpoint',
  onNamed('DescribeEndpoint', 'endpoint', 'EndpointName'),
  (input: { readonly EndpointName: string }, { cloud }) => {
    const endpoint = endpointNamed(cloud, input.EndpointName);
    const rollout = findRollout(cloud, endpoint.name);
    return {
      EndpointName: endpoint.name,
      EndpointArn: endpoint.arn,
      EndpointConfigName: endpoint.config,
      ...(endpoint.variants.length === 0
        ? {}
        : { ProductionVariants: endpoint.variants.map(shown) }),
      ...(endpoint.shadows.length === 0
        ? {}
        : { ShadowProductionVariants: endpoint.shadows.map(shown) }),
      ...capture(cloud, endpoint),
      ...later(cloud, endpoint),
      EndpointStatus: endpoint.status,
      ...(endpoint.reason === undefined ? {} : { FailureReason: endpoint.reason }),
      ...(endpoint.status === 'Updating' && endpoint.pending
        ? {
            PendingDeploymentSummary: {
              EndpointConfigName: endpoint.pending,
              ...pendingVariants(cloud, endpoint),
              StartTime: new Date(endpoint.modified),
            },
          }
        : {}),
      ...(rollout ? { LastDeploymentConfig: rollout.request } : {}),
      CreationTime: new Date(endpoint.created),
      LastModifiedTime: new Date(endpoint.modified),
    };
  },
);

function shown(variant: Endpoint['variants'][number]) {
  const DeployedImages = variant.DeployedImages?.map((image) => ({
    ...image,
    ResolutionTime: new Date(image.ResolutionTime),
  }));
  return { ...variant, ...(DeployedImages ? { DeployedImages } : {}) };
}

/** The variants of the new fleet, once it gets traffic. */
function pendingVariants(cloud: Cloud, endpoint: Endpoint) {
  const rollout = bakingRollout(cloud, endpoint);
  if (!rollout) return {};
  const VariantStatus = [{ Status: 'Baking', StartTime: new Date(rollout.began) }];
  const of = (variants: readonly VariantSummary[]) =>
    variants.map((variant) => ({ ...variant, VariantStatus }));
  const { variants, shadows } = summariesOf(
    configToCome(cloud, endpoint, rollout.config),
    new Map(),
    rollout.began,
  );
  return {
    ProductionVariants: of(variants),
    ...(shadows.length === 0 ? {} : { ShadowProductionVariants: of(shadows) }),
  };
}

/** How an endpoint in service answers later. */
function later(cloud: Cloud, endpoint: Endpoint) {
  const AsyncInferenceConfig = configOf(cloud, endpoint)?.AsyncInferenceConfig;
  return AsyncInferenceConfig ? { AsyncInferenceConfig } : {};
}

/** The configuration in service, unless it was deleted meanwhile. */
function configOf(cloud: Cloud, endpoint: Endpoint): ConfigRequest | undefined {
  if (endpoint.variants.length === 0) return undefined;
  const row = cloud.db.get('SELECT name FROM sagemaker_configs WHERE name = ?', endpoint.config);
  return row ? configNamed(cloud, endpoint.config).request : undefined;
}

function capture(cloud: Cloud, endpoint: Endpoint) {
  const config = configOf(cloud, endpoint)?.DataCaptureConfig;
  if (!config) return {};
  return {
    DataCaptureConfig: {
      EnableCapture: config.EnableCapture !== false,
      CaptureStatus: config.EnableCapture === false ? 'Stopped' : 'Started',
      CurrentSamplingPercentage: config.InitialSamplingPercentage,
      DestinationS3Uri: config.DestinationS3Uri,
      KmsKeyId: config.KmsKeyId ?? '',
    },
  };
}
