/** A message to people: a line for the subject and the text. */
export interface Message {
  readonly subject: string;
  readonly message: string;
}

/** Lines of a message; those without a value are left out. */
export function facts(lines: readonly (readonly [name: string, value: string | null | undefined])[]): string {
  return lines
    .filter((line): line is readonly [string, string] => line[1] !== null && line[1] !== undefined && line[1] !== '')
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}

/** One-line commands about a model, ready to be typed. */
export function commands(model: string, version: number | null): Readonly<Record<string, string>> {
  const number = version === null ? '<version>' : String(version);
  return {
    look: `perennial status ${model}`,
    report: `perennial report ${model}`,
    retrain: `perennial retrain ${model} --reason "..."`,
    rollback: `perennial rollback ${model} --reason "..."`,
    approve: `perennial approve ${model} ${number} --reason "..."`,
    reject: `perennial reject ${model} ${number} --reason "..."`,
  };
}

/** Some of the commands, one per line. */
export function whatToType(model: string, version: number | null, names: readonly string[]): string {
  const all = commands(model, version);
  return ['What to type:', ...names.map((name) => `  ${all[name] ?? name}`)].join('\n');
}
