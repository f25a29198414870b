import type { Cloud } from '../../../kernel/index.ts';
import { resourceArn } from '../arns.ts';
import type { EndpointConfig, ProductionVariant } from '../configs.ts';
import { couldNotFind } from '../errors.ts';
import type { Retained } from './retained.ts';

/** How an endpoint stands. */
export type EndpointStatus =
  'Creating' | 'Updating' | 'InService' | 'Deleting' | 'Failed' | 'RollingBack';

/** A variant, as Describe shows it. */
export interface VariantSummary {
  readonly VariantName: string;
  readonly DeployedImages?: readonly {
    readonly SpecifiedImage: string;
    readonly ResolvedImage: string;
    readonly ResolutionTime: number;
  }[];
  /** True of a variant that gets copies of what the other is asked, and whose answers nobody sees. */
  readonly shadow?: boolean;
  readonly CurrentWeight: number;
  readonly DesiredWeight: number;
  readonly CurrentInstanceCount?: number;
  readonly DesiredInstanceCount?: number;
  readonly CurrentServerlessConfig?: ProductionVariant['ServerlessConfig'];
  readonly DesiredServerlessConfig?: ProductionVariant['ServerlessConfig'];
}

/** An endpoint. */
export interface Endpoint {
  readonly name: string;
  readonly arn: string;
  /** The configuration in service. */
  readonly config: string;
  /** The configuration that is to come into service. */
  readonly pending?: string;
  readonly status: EndpointStatus;
  readonly reason?: string;
  readonly variants: readonly VariantSummary[];
  /** Variants that get copies of the requests. */
  readonly shadows: readonly VariantSummary[];
  /** What the variants keep when the pending configuration comes into service. */
  readonly retained?: Retained;
  readonly created: number;
  readonly modified: number;
}

interface EndpointRow {
  readonly name: string;
  readonly arn: string;
  readonly config: string;
  readonly pending: string | null;
  readonly status: EndpointStatus;
  readonly reason: string | null;
  readonly variants: string;
  readonly retained: string | null;
  readonly created: number;
  readonly modified: number;
}

/** The endpoint of a name, or undefined. */
export function findEndpoint(cloud: Cloud, name: string): Endpoint | undefined {
  const row = cloud.db.get<EndpointRow>('SELECT * FROM sagemaker_endpoints WHERE name = ?', name);
  return row && asEndpoint(row);
}

/** The endpoint of a name. Throws where there is none. */
export function endpointNamed(cloud: Cloud, name: string): Endpoint {
  const endpoint = findEndpoint(cloud, name);
  if (!endpoint) throw couldNotFind('endpoint', resourceArn(cloud, 'endpoint', name));
  return endpoint;
}

/** Every endpoint. */
export function allEndpoints(cloud: Cloud): Endpoint[] {
  return cloud.db
    .all<EndpointRow>('SELECT * FROM sagemaker_endpoints ORDER BY rowid')
    .map(asEndpoint);
}

/** Writes an endpoint, new or changed. */
export function saveEndpoint(cloud: Cloud, endpoint: Endpoint): void {
  cloud.db.run(
    `INSERT INTO sagemaker_endpoints (name, arn, config, pending, status, reason, variants, retained, created, modified)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET config = excluded.config, pending = excluded.pending, status = excluded.status,
       reason = excluded.reason, variants = excluded.variants, retained = excluded.retained,
       modified = excluded.modified`,
    endpoint.name,
    endpoint.arn,
    endpoint.config,
    endpoint.pending ?? null,
    endpoint.status,
    endpoint.reason ?? null,
    JSON.stringify([
      ...endpoint.variants,
      ...endpoint.shadows.map((variant) => ({ ...variant, shadow: true })),
    ]),
    endpoint.retained ? JSON.stringify(endpoint.retained) : null,
    endpoint.created,
    endpoint.modified,
  );
}

/** The variants of a configuration as they are once it is in service. */
export function summariesOf(
  config: EndpointConfig,
  images: ReadonlyMap<string, string>,
  now: number,
): { readonly variants: VariantSummary[]; readonly shadows: VariantSummary[] } {
  const { ProductionVariants, ShadowProductionVariants = [] } = config.request;
  return {
    variants: summaries(ProductionVariants, images, now),
    shadows: summaries(ShadowProductionVariants, images, now),
  };
}

function summaries(
  variants: readonly ProductionVariant[],
  images: ReadonlyMap<string, string>,
  now: number,
): VariantSummary[] {
  return variants.map((variant) => {
    const weight = variant.InitialVariantWeight ?? 1;
    const image = images.get(variant.VariantName);
    return {
      VariantName: variant.VariantName,
      ...(image === undefined
        ? {}
        : {
            DeployedImages: [{ SpecifiedImage: image, ResolvedImage: image, ResolutionTime: now }],
          }),
      CurrentWeight: weight,
      DesiredWeight: weight,
      ...(variant.ServerlessConfig
        ? {
            CurrentServerlessConfig: variant.ServerlessConfig,
            DesiredServerlessConfig: variant.ServerlessConfig,
            CurrentInstanceCount: 0,
          }
        : {
            CurrentInstanceCount: variant.InitialInstanceCount,
            DesiredInstanceCount: variant.InitialInstanceCount,
          }),
    };
  });
}

function asEndpoint(row: EndpointRow): Endpoint {
  // Written by saveEndpoint.
  const variants = JSON.parse(row.variants) as VariantSummary[];
  const { retained, ...members } = row;
  return {
    ...members,
    ...(retained === null ? {} : { retained: JSON.parse(retained) as Retained }),
    variants: variants.filter(({ shadow }) => !shadow),
    shadows: variants.flatMap(({ shadow, ...variant }) => (shadow ? [variant] : [])),
    pending: row.pending ?? undefined,
    reason: row.reason ?? undefined,
  };
}
