import { AwsError } from '../../../errors.ts';
import type { Cloud } from '../../../kernel/index.ts';
import type { Endpoint, VariantSummary } from './endpoint.ts';

/** The variant that is asked for, or one by weight. */
export function variantFor(
  cloud: Cloud,
  variants: readonly VariantSummary[],
  target: string | undefined,
): VariantSummary {
  if (target !== undefined) {
    const found = variants.find(({ VariantName }) => VariantName === target);
    if (found) return found;
    throw new AwsError('ValidationError', `Variant ${target} not found for Request`, {
      status: 400,
    });
  }
  let chance =
    cloud.world.random() * variants.reduce((total, { CurrentWeight }) => total + CurrentWeight, 0);
  return variants.find(({ CurrentWeight }) => (chance -= CurrentWeight) < 0) ?? variants[0]!;
}

/** The shadow that gets a copy of a request: as many as its weight is of the other variant's. */
export function shadowFor(
  cloud: Cloud,
  { shadows }: Pick<Endpoint, 'shadows'>,
  answering: VariantSummary,
): VariantSummary | undefined {
  return shadows.find(
    ({ CurrentWeight }) => cloud.world.random() * answering.CurrentWeight < CurrentWeight,
  );
}
