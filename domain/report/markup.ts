/** Text that is markup already; everything else is escaped. */
export class Markup {
  constructor(public readonly text: string) {}
}

/** What may stand in a template. */
export type Part = Markup | string | number | null | readonly Part[];

/**
 * Makes markup: what is put in is escaped unless it is markup itself, so that names of features and
 * categories, which users choose, are text and nothing else.
 */
export function markup(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(texts.reduce((sum, text, index) => sum + rendered(parts[index - 1]!) + text));
}

function rendered(part: Part): string {
  if (part === null) return '';
  if (part instanceof Markup) return part.text;
  return Array.isArray(part) ? part.map(rendered).join('') : escaped(String(part));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
