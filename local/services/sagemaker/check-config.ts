import type { ConfigRequest, ProductionVariant } from './configs.ts';
import { validationException } from './errors.ts';
import { checkName } from './names.ts';

const MEMORY_SIZES = [1024, 2048, 3072, 4096, 5120, 6144];

/** Throws unless the variants, and what they are served with, go together. */
export function checkConfig(request: ConfigRequest): void {
  const { ProductionVariants: variants } = request;
  if (variants.length === 0 || variants.length > 10) {
    throw validationException('The number of production variants must be between 1 and 10.');
  }
  if (new Set(variants.map(({ VariantName }) => VariantName)).size !== variants.length) {
    throw validationException('Each VariantName in ProductionVariants must be unique.');
  }
  for (const variant of variants) checkVariant(variant);
  checkShadows(request);
  if (variants.some(({ ServerlessConfig }) => ServerlessConfig)) checkServerless(request);
}

/** One variant may shadow one other. */
function checkShadows({ ProductionVariants, ShadowProductionVariants = [] }: ConfigRequest): void {
  const [shadow] = ShadowProductionVariants;
  if (!shadow) return;
  if (ShadowProductionVariants.length > 1 || ProductionVariants.length > 1) {
    throw validationException(
      'Endpoints with shadow variants must have exactly one production variant and one shadow variant.',
    );
  }
  if (ProductionVariants[0]?.VariantName === shadow.VariantName) {
    throw validationException(
      'Each VariantName in ProductionVariants and ShadowProductionVariants must be unique.',
    );
  }
  if ([...ProductionVariants, shadow].some(({ ServerlessConfig }) => ServerlessConfig)) {
    throw validationException('Shadow variants are not supported for serverless endpoints.');
  }
  checkVariant(shadow);
}

function checkVariant(variant: ProductionVariant): void {
  checkName(variant.VariantName, 'productionVariants.1.member.variantName');
  const { ServerlessConfig: serverless, InstanceType, InitialInstanceCount } = variant;
  if (serverless) return checkCapacity(variant);
  if (InstanceType === undefined || InitialInstanceCount === undefined) {
    throw validationException(
      'Either ServerlessConfig, or InstanceType and InitialInstanceCount must be specified for each production variant.',
    );
  }
  if (!/^ml\.[a-z0-9-]+\.[a-z0-9]+$/.test(InstanceType)) {
    throw validationException(
      `1 validation error detected: Value '${InstanceType}' at 'productionVariants.1.member.instanceType' failed to satisfy ` +
        'constraint: Member must satisfy enum value set',
    );
  }
}

function checkCapacity({
  ServerlessConfig: serverless,
  InstanceType,
  InitialInstanceCount,
}: ProductionVariant): void {
  const { MemorySizeInMB, MaxConcurrency } = serverless!;
  if (!MEMORY_SIZES.includes(MemorySizeInMB)) {
    throw validationException(
      `1 validation error detected: Value '${MemorySizeInMB}' at 'productionVariants.1.member.serverlessConfig.memorySizeInMB' ` +
        `failed to satisfy constraint: Member must satisfy enum value set: [${MEMORY_SIZES.join(', ')}]`,
    );
  }
  if (!Number.isInteger(MaxConcurrency) || MaxConcurrency < 1 || MaxConcurrency > 200) {
    throw validationException(
      `1 validation error detected: Value '${MaxConcurrency}' at 'productionVariants.1.member.serverlessConfig.maxConcurrency' ` +
        `failed to satisfy constraint: Member must have value ${MaxConcurrency < 1 ? 'greater than or equal to 1' : 'less than or equal to 200'}`,
    );
  }
  if (InstanceType !== undefined || InitialInstanceCount !== undefined) {
    throw validationException(
      'ServerlessConfig cannot be specified together with InstanceType or InitialInstanceCount.',
    );
  }
}

/** What serverless endpoints do not have. */
function checkServerless(request: ConfigRequest): void {
  if (request.ProductionVariants.length > 1) {
    throw validationException(
      'Multiple production variants are not supported for serverless endpoints.',
    );
  }
  if (request.AsyncInferenceConfig) {
    throw validationException('AsyncInferenceConfig is not supported for serverless endpoints.');
  }
  if (request.DataCaptureConfig?.EnableCapture !== false && request.DataCaptureConfig) {
    throw validationException('DataCaptureConfig is not supported for serverless endpoints.');
  }
}
