import * as z from 'zod';
import { CustomResourceRequest } from '../../domain/events/aws-events.ts';
import { defineContract } from '../../domain/handler-contract.ts';

/** Properties of the custom resource `Custom::PerennialModel`. */
export const ModelProperties = z.object({
  /** The definition as JSON text. */
  Definition: z.string().min(2),
  StateMachineArn: z.string().min(1),
  /** Image of the training and inference container in this region. */
  ImageUri: z.string().min(1),
  /** URL of the model's gateway, for messages to people. @default - none */
  GatewayUrl: z.string().optional(),
});
export type ModelProperties = z.output<typeof ModelProperties>;

/**
 * The custom resource of a model stack. Create and Update write the definition into the registry;
 * Delete stops running executions, then removes endpoints, configs and models. Answers to the
 * request's own URL.
 */
export const manageModel = defineContract({
  input: CustomResourceRequest,
  output: z.object({ physicalResourceId: z.string(), status: z.enum(['SUCCESS', 'FAILED']) }),
  env: z.object({ REGISTRY_TABLE: z.string().min(1) }),
});
