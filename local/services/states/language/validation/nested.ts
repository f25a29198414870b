import { isObject } from '../json.ts';
import { SCHEMA } from './diagnostic.ts';
import type { StateCheck } from './state.ts';

const LABEL_CHARACTERS = /[\s?*<>{}[\]:;,\\|^~$#%&`"\u0000-\u001f\u007f-\u009f/]/u;

/** Checks the machines inside a Map or Parallel state. */
export function checkNested(check: StateCheck): void {
  if (check.type === 'Map') checkMap(check);
  else checkBranches(check);
}

function checkBranches({ state, at, context }: StateCheck): void {
  const { Branches } = state;
  if (Branches === undefined) return;
  if (!Array.isArray(Branches))
    return context.findings.add(SCHEMA, 'Expected value of type Array', `${at}/Branches`);
  if (Branches.length === 0)
    return context.findings.add(SCHEMA, 'Value cannot be empty', `${at}/Branches`);
  Branches.forEach((branch, index) => {
    const location = `${at}/Branches[${index}]`;
    if (isObject(branch)) context.checkMachine(branch, location, context);
    else context.findings.add(SCHEMA, 'Expected value of type Object', location);
  });
}

function checkMap({ state, at, context }: StateCheck): void {
  const { findings } = context;
  const field = state.ItemProcessor === undefined ? 'Iterator' : 'ItemProcessor';
  const processor = state[field];
  if (processor === undefined)
    return findings.add(SCHEMA, 'These fields are required: [ItemProcessor]', at);
  if (!isObject(processor))
    return findings.add(SCHEMA, 'Expected value of type Object', `${at}/${field}`);
  if (state.ItemsPath === null)
    findings.add(SCHEMA, "The field 'ItemsPath' must not be null", `${at}/ItemsPath`);
  checkLabel(state.Label, `${at}/Label`, findings.add);
  context.checkMachine(processor, `${at}/${field}`, context);
}

function checkLabel(
  label: unknown,
  at: string,
  add: (code: string, message: string, location: string) => void,
): void {
  if (typeof label !== 'string') return;
  if (label === '') add(SCHEMA, 'Label cannot be empty', at);
  if (label.length > 40) add(SCHEMA, 'Label cannot exceed 40 characters', at);
  const odd = LABEL_CHARACTERS.exec(label)?.[0];
  if (odd !== undefined) add(SCHEMA, `Label contains invalid character: '${odd}'`, at);
}
