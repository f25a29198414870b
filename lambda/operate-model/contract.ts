import * as z from 'zod';
import { FunctionUrlRequest, FunctionUrlResponse } from '../../domain/events/aws-events.ts';
import { defineContract } from '../../domain/handler-contract.ts';
import { ModelName, VersionNumber } from '../../domain/names.ts';

/**
 * What an operator may ask for. Who asks is taken from the signature of the call, never from here.
 */
export const OperatorCommand = z.discriminatedUnion('command', [
  z.object({
    command: z.literal('approve'),
    model: ModelName,
    version: VersionNumber,
    reason: z.string().min(1),
  }),
  z.object({
    command: z.literal('reject'),
    model: ModelName,
    version: VersionNumber,
    reason: z.string().min(1),
  }),
  z.object({ command: z.literal('retrain'), model: ModelName, reason: z.string().min(1) }),
  z.object({ command: z.literal('rollback'), model: ModelName, reason: z.string().min(1) }),
]);
export type OperatorCommand = z.output<typeof OperatorCommand>;

/**
 * Carries out the command of a person. Called through a function URL with IAM authorisation; body:
 * `OperatorCommand`.
 */
export const operateModel = defineContract({
  input: FunctionUrlRequest,
  output: FunctionUrlResponse,
  env: z.object({ REGISTRY_TABLE: z.string().min(1), EVENT_BUS: z.string().min(1) }),
});
