import { userError } from '../errors.ts';
import type { Hyperparameter } from './kinds.ts';
import { HYPERPARAMETERS } from './schema.ts';
import type { HyperparameterValue, HyperparameterValues } from './value.ts';

const BY_NAME: ReadonlyMap<string, Hyperparameter> = new Map(
  HYPERPARAMETERS.map((one) => [one.name, one])
);

/**
 * Parses and checks hyperparameters the way the container does: first that none is missing, then
 * all are parsed, then all ranges are checked, then how they go together; the first fault found is
 * the one reported.
 */
export function validateHyperparameters(
  given: Readonly<Record<string, string>>,
): HyperparameterValues {
  for (const { name, required } of HYPERPARAMETERS) {
    if (required && !(name in given)) {
      throw userError(`Missing required hyperparameter: ${name}`);
    }
  }
  const values = new Map(
    Object.entries(given).map(([name, text]) => [name, definitionOf(name).parse(String(text))])
  );
  for (const [name, value] of values) {
    definitionOf(name).checkRange(value);
  }
  return checkDependencies(values);
}

function definitionOf(name: string): Hyperparameter {
  const definition = BY_NAME.get(name);
  if (!definition) {
    throw userError(`Extraneous hyperparameter found: ${name}`);
  }
  return definition;
}

/** Checks every value after those it depends on. */
function checkDependencies(values: HyperparameterValues): HyperparameterValues {
  const checked = new Map<string, HyperparameterValue>();
  const visit = (name: string) => {
    const value = values.get(name);
    if (value === undefined || checked.has(name)) {
      return;
    }
    const { dependencies } = definitionOf(name);
    dependencies?.on.forEach(visit);
    dependencies?.check(value, checked);
    checked.set(name, value);
  };
  [...values.keys()].forEach(visit);
  return checked;
}
