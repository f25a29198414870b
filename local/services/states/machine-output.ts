import { DEFAULT_ENCRYPTION } from './encryption.ts';
import type { JsonObject } from './language/json.ts';
import type { Machine } from './machines.ts';

/** Settings of a state machine as descriptions show them. */
export function settingsOf(machine: Pick<Machine, 'logging' | 'tracing' | 'encryption'>) {
  return {
    loggingConfiguration: { level: 'OFF', includeExecutionData: false, ...parsed(machine.logging) },
    tracingConfiguration: { enabled: false, ...parsed(machine.tracing) },
    encryptionConfiguration: { ...DEFAULT_ENCRYPTION, ...parsed(machine.encryption) },
  };
}

function parsed(text: string | null): JsonObject {
  return text === null ? {} : (JSON.parse(text) as JsonObject);
}
